package io.sallyport.gate;

import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.credential.SessionToken;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.RoleName;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Permissions;
import io.sallyport.principal.Principal;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.session.Session;
import io.sallyport.session.SessionTokens;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumedRole;
import io.sallyport.sts.StsService;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** Authorises first, and makes a token last. */
public final class TokenService implements StsService {
  private final Function<AccountId, RoleManager> roles;
  private final Function<Role, Permissions> permissions;
  private final Authorizer authorizer;
  private final SessionTokens tokens;
  private final RandomIds ids;
  private final Clock clock;

  public TokenService(
      Function<AccountId, RoleManager> roles,
      Function<Role, Permissions> permissions,
      Authorizer authorizer,
      SessionTokens tokens,
      RandomIds ids,
      Clock clock) {
    this.roles = roles;
    this.permissions = permissions;
    this.authorizer = authorizer;
    this.tokens = tokens;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public AssumedRole assumeRole(Principal caller, AssumeRoleRequest request, RequestContext facts) {
    Role role =
        find(request.roleArn())
            .filter(found -> mayAssume(caller, found, request, facts))
            .orElseThrow(() -> denied(caller, request.roleArn()));
    if (request.duration().compareTo(role.maxSessionDuration()) > 0) {
      throw new InvalidInputException(
          "DurationSeconds",
          Long.toString(request.duration().toSeconds()),
          "at most " + role.maxSessionDuration().toSeconds() + ", the role's longest session");
    }
    return assume(caller, role, request);
  }

  private Optional<Role> find(Arn arn) {
    String resource = arn.resource();
    if (!arn.service().equals("iam")
        || !arn.region().isEmpty()
        || !resource.startsWith("role/")
        || resource.endsWith("/")) {
      throw new InvalidInputException("RoleArn", arn.toString(), "the ARN of a role");
    }
    RoleName name = new RoleName(resource.substring(resource.lastIndexOf('/') + 1));
    return roles
        .apply(new AccountId(arn.account()))
        .find(name)
        .filter(role -> role.arn().equals(arn));
  }

  private boolean mayAssume(
      Principal caller, Role role, AssumeRoleRequest request, RequestContext facts) {
    if (!(caller instanceof Principal.User)) {
      return false;
    }
    return authorizer.decideAssume(caller, role, asked(request).over(facts)).isAllowed();
  }

  /**
   * What the call itself says; nothing that a host asserts changes it, nor fills what it left out.
   */
  private static RequestContext asked(AssumeRoleRequest request) {
    RequestContext.Builder asked = RequestContext.builder();
    asked.host("sts:RoleSessionName", request.sessionName().value());
    asked.host("sts:DurationSeconds", Long.toString(request.duration().toSeconds()));
    if (request.externalId().isEmpty()) {
      asked.host("sts:ExternalId");
    } else {
      asked.host("sts:ExternalId", request.externalId());
    }
    return asked.build();
  }

  private AssumedRole assume(Principal caller, Role role, AssumeRoleRequest request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Session session =
        new Session(
            ids.unique(),
            now,
            now.plus(request.duration()),
            new AccessKeyId(ids.sessionAccessKey()),
            SecretKey.of(ids.secretKey()),
            role.account(),
            role.id(),
            role.name(),
            request.sessionName(),
            caller.name(),
            request.policies());
    SessionToken token = tokens.seal(session);
    return new AssumedRole(
        new Credentials(session.accessKeyId(), session.secretKey(), token, session.expiry()),
        new Principal.RoleSession(
            role, permissions.apply(role).within(session.policies()), session.sessionName(), now),
        SessionTokens.packedPolicySize(session));
  }

  private static AccessDeniedException denied(Principal caller, Arn role) {
    return Authorizer.denied(caller, "sts:AssumeRole", role.toString());
  }
}
