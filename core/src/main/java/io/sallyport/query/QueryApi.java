package io.sallyport.query;

import io.sallyport.authenticate.Authenticator;
import io.sallyport.id.RandomIds;
import io.sallyport.principal.Principal;
import io.sallyport.role.RoleManager;
import io.sallyport.sigv4.RequestHead;
import io.sallyport.sts.StsService;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The IAM and STS endpoints, as AWS's service models describe them. Thread-safe. Actions: {@code
 * CreateRole}, {@code GetRole}, {@code ListRoles}, {@code DeleteRole}, {@code
 * UpdateAssumeRolePolicy}, {@code PutRolePolicy}, {@code GetRolePolicy}, {@code ListRolePolicies},
 * {@code DeleteRolePolicy} and {@code AssumeRole}; any other is refused, as is a parameter that an
 * action doesn't know.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/programming.html">The Query
 *     API</a>
 */
public interface QueryApi {
  /** The most bytes of a body that a host need read. */
  int MAX_BODY = 1024 * 1024;

  /** Whether a request is meant for IAM or STS: its signature's scope says so. */
  boolean accepts(RequestHead head);

  /**
   * Answers a request. Never throws: an error is an answer too.
   *
   * @param body the whole body; parameters may be in it or in the query
   */
  QueryResponse handle(RequestHead head, byte[] body);

  /**
   * For Sallyport's own use; hosts take {@code sallyport.query()}.
   *
   * @param roles a caller's view of the roles, given what is known of the request
   */
  @SuppressWarnings("exports")
  static QueryApi create(
      Authenticator authenticator,
      BiFunction<Principal, Map<String, List<String>>, RoleManager> roles,
      StsService sts,
      RandomIds ids) {
    Function<Call, RoleManager> view = call -> roles.apply(call.caller(), call.facts());
    return new FormQueryApi(
        authenticator,
        ids,
        new Service("iam", "2010-05-08", new RoleActions(view).byName()),
        new Service("sts", "2011-06-15", new TokenActions(sts).byName()));
  }
}
