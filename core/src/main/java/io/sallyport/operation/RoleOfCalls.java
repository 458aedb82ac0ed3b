package io.sallyport.operation;

import io.sallyport.arn.Arn;
import io.sallyport.gate.HostCode;
import io.sallyport.gate.WebIdentities;
import io.sallyport.sts.UnnamedRoles;
import java.util.Optional;

/**
 * Puts a role into calls that name none, where the host says which one they mean: before anything
 * reads their parameters, so that from there on it is as good as sent. Thread-safe.
 */
public final class RoleOfCalls {
  private static final String ROLE = "RoleArn";
  private static final String SESSION = "RoleSessionName";

  /** The name of a session to which its caller gave none. */
  private static final String UNNAMED = "unnamed";

  private final Optional<UnnamedRoles> roles;
  private final WebIdentities identities;

  /** As the host says, if it says anything. */
  public RoleOfCalls(Optional<UnnamedRoles> roles, WebIdentities identities) {
    this.roles = roles.map(HostCode::roles);
    this.identities = identities;
  }

  /** Completes a call of this operation. */
  void complete(String operation, Call call) {
    Parameters parameters = call.parameters();
    if (roles.isPresent() && !parameters.has(ROLE)) {
      meant(operation, call, roles.get())
          .ifPresent(
              role -> {
                parameters.put(ROLE, role.toString());
                if (!parameters.has(SESSION)) {
                  parameters.put(SESSION, UNNAMED);
                }
              });
    }
  }

  private Optional<Arn> meant(String operation, Call call, UnnamedRoles named) {
    return switch (operation) {
      case "AssumeRole" -> named.ofCaller(call.caller());
      case "AssumeRoleWithWebIdentity" ->
          call.parameters()
              .find("WebIdentityToken")
              .flatMap(token -> identities.claimed(token, call.facts()))
              .flatMap(named::ofProvider);
      default -> Optional.empty();
    };
  }
}
