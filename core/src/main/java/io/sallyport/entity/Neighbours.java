package io.sallyport.entity;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.error.ClosedException;
import io.sallyport.error.ConflictException;
import io.sallyport.error.IamException;
import io.sallyport.error.UnavailableException;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.principal.PrincipalDirectory.Known;
import io.sallyport.user.User;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The users and keys that a host has beside those of the store. What both have is nobody's, so
 * whoever could make a namesake in the store would turn off the host's. A host that makes its user
 * later isn't asked for, nor one that can't tell who has a name. Thread-safe.
 *
 * @param all the directory of both; empty if users are in one place alone
 */
public record Neighbours(Optional<PrincipalDirectory> all) {
  /** Nobody is beside those of the store. */
  public static final Neighbours NONE = new Neighbours(Optional.empty());

  /**
   * Returns if nobody has the name of a user that is to be, whatever its case and path.
   *
   * @throws ConflictException if somebody has
   * @throws UnavailableException if that can't be told now
   */
  void requireFree(User user) {
    if (knows(
        it ->
            it.find(user.account(), user.name()).isPresent()
                || it.user(user.account(), user.arn()) instanceof Known.Somebody)) {
      throw ConflictException.alreadyExists("the user", user.name().value());
    }
  }

  /**
   * Returns if nobody has an access key of this id.
   *
   * @throws ConflictException if somebody has
   * @throws UnavailableException if that can't be told now
   */
  void requireFree(AccessKeyId id) {
    if (knows(it -> it.find(id).isPresent())) {
      throw ConflictException.alreadyExists("the access key", id.value());
    }
  }

  private boolean knows(Predicate<PrincipalDirectory> asked) {
    try {
      return all.filter(asked).isPresent();
    } catch (IamException | ClosedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UnavailableException(e); // whatever the host's code throws
    }
  }
}
