package io.sallyport.sts;

import io.sallyport.arn.Arn;
import io.sallyport.identity.ProviderUrl;
import io.sallyport.principal.Principal;
import java.util.Optional;

/**
 * Says which role a call through {@link io.sallyport.query.QueryApi} means that names none, as
 * MinIO's clients send it: without the parameter {@code RoleArn}. From there on all is as if the
 * caller had named it: the role's trust policy, the caller's own policies and what is noted. So it
 * gives nobody a right, and a role that isn't there is refused as always. A {@code RoleArn} that is
 * there, be it empty, is never replaced. Where none is answered, the call lacks its {@code
 * RoleArn}.
 *
 * <p>Thread-safe, and asked on the thread of the call. What it throws refuses the call with 503.
 *
 * @see io.sallyport.SallyportBuilder#unnamedRoles
 * @see <a href="https://github.com/minio/minio/blob/master/docs/sts/assume-role.md">MinIO's
 *     AssumeRole</a>
 */
public interface UnnamedRoles {

  /**
   * The role that a caller means by {@code AssumeRole} without a role; none by default.
   *
   * @param caller who signed the call: a user, a root user or a session of any kind
   */
  default Optional<Arn> ofCaller(Principal caller) {
    return Optional.empty();
  }

  /**
   * The role that a provider's token means by {@code AssumeRoleWithWebIdentity} without a role;
   * none by default.
   *
   * @param claimed whom the token names as its issuer. Nothing is verified yet; the session begins
   *     only if the role's account has registered this very provider, and it signed the token
   */
  default Optional<Arn> ofProvider(ProviderUrl claimed) {
    return Optional.empty();
  }
}
