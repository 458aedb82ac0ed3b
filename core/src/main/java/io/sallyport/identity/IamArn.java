package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.arn.Arn;
import io.sallyport.error.InvalidInputException;

/**
 * The ARNs of what IAM and STS know, in the partition {@code aws}: the one place that makes them.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html">IAM
 *     identifiers</a>
 */
public final class IamArn {
  private static final String IAM = "arn:aws:iam::";
  private static final String BREAK_GLASS = "break-glass/";

  private static final String PROVIDER = "oidc-provider/";

  private IamArn() {}

  /** {@code arn:aws:iam::account:role/path/name}. */
  public static Arn role(AccountId account, EntityPath path, RoleName name) {
    requireNonNull(account, "account");
    requireNonNull(path, "path");
    requireNonNull(name, "name");
    return iam(account, "role" + path + name);
  }

  /** What a list of the roles under a path prefix is asked on. */
  public static Arn roles(AccountId account, String pathPrefix) {
    requireNonNull(account, "account");
    requireNonNull(pathPrefix, "pathPrefix");
    return iam(account, "role" + pathPrefix);
  }

  /** {@code arn:aws:iam::account:user/path/name}. */
  public static Arn user(AccountId account, EntityPath path, UserName name) {
    requireNonNull(account, "account");
    requireNonNull(path, "path");
    requireNonNull(name, "name");
    return iam(account, "user" + path + name);
  }

  /** {@code arn:aws:iam::account:break-glass/name}: of no entity that IAM knows. */
  public static Arn breakGlass(AccountId account, UserName name) {
    return iam(account, BREAK_GLASS + name);
  }

  /** Whether a text is such an ARN: a user's path may look like its end. */
  public static boolean isBreakGlass(String text) {
    return text.startsWith(IAM)
        && text.startsWith(BREAK_GLASS, text.indexOf(':', IAM.length()) + 1);
  }

  /** What is asked on that is about no entity: whoever may on all of the account's. */
  public static Arn anything(AccountId account) {
    requireNonNull(account, "account");
    return iam(account, "*");
  }

  /** {@code arn:aws:iam::account:oidc-provider/host/path}. */
  public static Arn provider(AccountId account, ProviderName name) {
    requireNonNull(account, "account");
    requireNonNull(name, "name");
    return iam(account, PROVIDER + name);
  }

  /** What a list of the providers is asked on. */
  public static Arn providers(AccountId account) {
    requireNonNull(account, "account");
    return iam(account, PROVIDER);
  }

  /**
   * The name in a provider's ARN.
   *
   * @param account whose provider it has to be
   * @throws InvalidInputException if it is not the ARN of a provider, or of another account's
   */
  public static ProviderName providerName(AccountId account, String arn) {
    requireNonNull(account, "account");
    requireNonNull(arn, "arn");
    String start = providers(account).toString();
    if (!arn.startsWith(start)) {
      throw new InvalidInputException(
          "OpenIDConnectProviderArn", arn, "the ARN of a provider, like " + start + "host/path");
    }
    return new ProviderName(arn.substring(start.length()));
  }

  /** What a list of the users under a path prefix is asked on. */
  public static Arn users(AccountId account, String pathPrefix) {
    requireNonNull(account, "account");
    requireNonNull(pathPrefix, "pathPrefix");
    return iam(account, "user" + pathPrefix);
  }

  /** {@code arn:aws:iam::account:group/path/name}. */
  public static Arn group(AccountId account, EntityPath path, GroupName name) {
    requireNonNull(account, "account");
    requireNonNull(path, "path");
    requireNonNull(name, "name");
    return iam(account, "group" + path + name);
  }

  /** What a list of the managed policies under a path prefix is asked on. */
  public static Arn policies(AccountId account, String pathPrefix) {
    requireNonNull(account, "account");
    requireNonNull(pathPrefix, "pathPrefix");
    return iam(account, "policy" + pathPrefix);
  }

  /** What a list of the groups under a path prefix is asked on. */
  public static Arn groups(AccountId account, String pathPrefix) {
    requireNonNull(account, "account");
    requireNonNull(pathPrefix, "pathPrefix");
    return iam(account, "group" + pathPrefix);
  }

  /** {@code arn:aws:iam::account:root}: the account's root user, and the account itself. */
  public static Arn root(AccountId account) {
    requireNonNull(account, "account");
    return iam(account, "root");
  }

  /** {@code arn:aws:sts::account:assumed-role/role/session}; AWS leaves the role's path out. */
  public static Arn roleSession(AccountId account, RoleName role, SessionName session) {
    requireNonNull(account, "account");
    requireNonNull(role, "role");
    requireNonNull(session, "session");
    return new Arn("aws", "sts", "", account.value(), "assumed-role/" + role + "/" + session);
  }

  /** {@code arn:aws:sts::account:federated-user/name}. */
  public static Arn federatedUser(AccountId account, FederatedName name) {
    requireNonNull(account, "account");
    requireNonNull(name, "name");
    return new Arn("aws", "sts", "", account.value(), "federated-user/" + name);
  }

  /** {@code arn:aws:iam::account:kind/path/name}, of something that is there. */
  public static Arn of(AccountId account, String kind, EntityPath path, String name) {
    requireNonNull(account, "account");
    requireNonNull(kind, "kind");
    requireNonNull(path, "path");
    requireNonNull(name, "name");
    return iam(account, kind + path + name);
  }

  /** The same ARN, as one. */
  public static Arn of(PolicyArn policy) {
    requireNonNull(policy, "policy");
    return Arn.parse(policy.value());
  }

  private static Arn iam(AccountId account, String resource) {
    return new Arn("aws", "iam", "", account.value(), resource);
  }
}
