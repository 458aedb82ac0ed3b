package io.sallyport.principal;

import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Two directories side by side: what both know is nobody's. Thread-safe. */
final class TwoDirectories implements PrincipalDirectory {
  private static final System.Logger LOG = System.getLogger(PrincipalDirectory.class.getName());
  private static final int MOST_SAID = 1_000;

  private final PrincipalDirectory one;
  private final PrincipalDirectory other;

  /** What was said in the log: anybody may ask for the same again and again. */
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  TwoDirectories(PrincipalDirectory one, PrincipalDirectory other) {
    this.one = one;
    this.other = other;
  }

  @Override
  public Optional<KeyHolder> find(AccessKeyId id) {
    Optional<KeyHolder> ofOne = one.find(id);
    Optional<KeyHolder> ofOther = other.find(id);
    if (ofOne.isPresent() && ofOther.isPresent()) {
      return nobody("the access key " + id);
    }
    return ofOne.isPresent()
        ? ofOne.filter(found -> isAlone(found, other))
        : ofOther.filter(found -> isAlone(found, one));
  }

  private boolean isAlone(KeyHolder holder, PrincipalDirectory stranger) {
    return !(holder.holder() instanceof Principal.User user) || isAlone(user, stranger);
  }

  private boolean isAlone(Principal.User user, PrincipalDirectory stranger) {
    if (stranger.find(user.account(), user.userName()).isEmpty()
        && !(stranger.user(user.account(), user.arn()) instanceof Known.Somebody)) {
      return true;
    }
    return nobody(described(user.account(), user.userName())).isPresent();
  }

  @Override
  public Optional<Principal.User> find(AccountId account, UserName name) {
    Optional<Principal.User> ofOne = one.find(account, name);
    Optional<Principal.User> ofOther = other.find(account, name);
    if (ofOne.isPresent() && ofOther.isPresent()) {
      return nobody(described(account, name));
    }
    return ofOne.isPresent()
        ? ofOne.filter(found -> isAlone(found, other))
        : ofOther.filter(found -> isAlone(found, one));
  }

  @Override
  public Known user(AccountId account, Arn arn) {
    Known ofOne = one.user(account, arn);
    Known ofOther = other.user(account, arn);
    if (ofOne instanceof Known.Somebody && ofOther instanceof Known.Somebody) {
      nobody(arn.toString());
      return new Known.Nobody();
    }
    if (ofOne instanceof Known.Somebody) {
      return named(account, arn, other) ? new Known.Nobody() : ofOne;
    }
    if (ofOther instanceof Known.Somebody) {
      return named(account, arn, one) ? new Known.Nobody() : ofOther;
    }
    return ofOne instanceof Known.Untold ? ofOne : ofOther;
  }

  /** Whether the other has a user of this name too, be it at another path. */
  private boolean named(AccountId account, Arn arn, PrincipalDirectory stranger) {
    UserName name = new UserName(arn.resource().substring(arn.resource().lastIndexOf('/') + 1));
    return stranger.find(account, name).isPresent() && nobody(described(account, name)).isEmpty();
  }

  @Override
  public boolean hasRootUser(AccountId account) {
    boolean ofOne = one.hasRootUser(account);
    return other.hasRootUser(account) || ofOne;
  }

  private static String described(AccountId account, UserName name) {
    return "the user " + name + " of the account \"" + account + "\"";
  }

  private <T> Optional<T> nobody(String what) {
    if (said.size() < MOST_SAID && said.add(what)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Two directories know {0}, which therefore opens nothing.",
          what);
    }
    return Optional.empty();
  }
}
