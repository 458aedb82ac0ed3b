package io.sallyport;

import static java.util.Objects.requireNonNull;

import io.sallyport.credential.AccessKey;
import io.sallyport.gate.Glass;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import io.sallyport.principal.BreakGlass;
import io.sallyport.principal.PrincipalDirectory;
import java.util.function.UnaryOperator;

/** What a builder is told of who may call, besides what most hosts need. */
abstract sealed class CallerOptions permits Choices {
  private static final int SHORTEST_SECRET = 40;

  final Settings settings = new Settings();

  abstract SallyportBuilder self();

  /**
   * The host's own users beside those that are kept in the store, whose directory is given: {@code
   * principalDirectoryOver(stored -> PrincipalDirectory.firstOf(mine, stored))}. Then {@link
   * Sallyport#users} is for those in the store. What both know is nobody's, as {@link
   * PrincipalDirectory#firstOf} says.
   *
   * @param directory called once, when the instance is built
   */
  public SallyportBuilder principalDirectoryOver(UnaryOperator<PrincipalDirectory> directory) {
    settings.directory = requireNonNull(directory, "directory");
    settings.users = Users.Place.BOTH;
    return self();
  }

  /**
   * Lets somebody do everything of S3 and of an account's IAM when nothing else helps: see {@link
   * BreakGlass}. May be called for several. Its key is given here each time that the host starts,
   * is in no store, and is taken away by starting without it. Each use of it is a warning in the
   * log, and an event of audit for each decision.
   *
   * @param who named in both
   * @param key made for this alone: whoever else has its id is never asked for
   * @throws IllegalArgumentException if the secret has less than 40 characters, or the key or the
   *     name was given before
   */
  public SallyportBuilder breakGlass(AccountId account, UserName who, AccessKey key) {
    requireNonNull(account, "account");
    requireNonNull(who, "who");
    if (requireNonNull(key, "key").secret().reveal().length() < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "a secret that breaks the glass has " + SHORTEST_SECRET + " characters at least");
    }
    BreakGlass holder = new BreakGlass(account, who);
    boolean isNamed =
        settings.glasses.values().stream().map(Glass::holder).anyMatch(holder::equals);
    if (isNamed
        || settings.glasses.putIfAbsent(key.id(), new Glass(holder, key.secret())) != null) {
      throw new IllegalArgumentException("each who breaks the glass has one key, and it alone");
    }
    return self();
  }
}
