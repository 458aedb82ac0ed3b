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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Authorises first, and makes a token last. */
public final class TokenService implements StsService {
  private final Function<AccountId, RoleManager> roles;
  private final Authorizer authorizer;
  private final SessionTokens tokens;
  private final RandomIds ids;
  private final Clock clock;

  public TokenService(
      Function<AccountId, RoleManager> roles,
      Authorizer authorizer,
      SessionTokens tokens,
      RandomIds ids,
      Clock clock) {
    this.roles = roles;
    this.authorizer = authorizer;
    this.tokens = tokens;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public AssumedRole assumeRole(
      Principal caller, AssumeRoleRequest request, Map<String, List<String>> facts) {
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
      Principal caller, Role role, AssumeRoleRequest request, Map<String, List<String>> facts) {
    if (!(caller instanceof Principal.User)) {
      return false;
    }
    Map<String, List<String>> all = new HashMap<>(facts);
    all.put("sts:RoleSessionName", List.of(request.sessionName().value()));
    if (!request.externalId().isEmpty()) {
      all.put("sts:ExternalId", List.of(request.externalId()));
    }
    return authorizer.decideAssume(caller, role, all).isAllowed();
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
        new Principal.RoleSession(role, session.sessionName(), now, session.policies()),
        SessionTokens.packedPolicySize(session));
  }

  private static AccessDeniedException denied(Principal caller, Arn role) {
    return Authorizer.denied(caller, "sts:AssumeRole", role.toString());
  }
}
