package io.sallyport.gate;

import io.sallyport.arn.Arn;
import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.SessionName;
import io.sallyport.policy.eval.Caller;
import io.sallyport.principal.Permissions;
import io.sallyport.principal.Principal;
import io.sallyport.role.Role;
import java.util.Map;
import java.util.Optional;

/**
 * Who calls in a simulation.
 *
 * @param arn the entity's; empty if nobody in particular calls
 * @param kind what it is, as AWS calls the source of its policies
 * @param keys the condition keys that tell of it
 */
public record SimulatedCaller(
    Optional<Arn> arn,
    String kind,
    Caller caller,
    Permissions permissions,
    Map<String, String> keys) {

  public SimulatedCaller {
    keys = Map.copyOf(keys);
  }

  /** Somebody of an account who has no policies. */
  static SimulatedCaller nobody(AccountId account) {
    return new SimulatedCaller(
        Optional.empty(),
        "none",
        new Caller.User("", account.value()),
        Permissions.nothing(),
        Map.of());
  }

  /**
   * A user by its ARN alone.
   *
   * @throws InvalidInputException if it is none
   */
  static SimulatedCaller named(String text) {
    Arn user = user(text);
    String resource = user.resource();
    return new SimulatedCaller(
        Optional.of(user),
        "user",
        new Caller.User(user.toString(), user.account()),
        Permissions.nothing(),
        Map.of(
            "aws:PrincipalArn", user.toString(),
            "aws:PrincipalAccount", user.account(),
            "aws:PrincipalType", "User",
            "aws:username", resource.substring(resource.lastIndexOf('/') + 1)));
  }

  private static Arn user(String text) {
    try {
      Arn arn = Arn.parse(text);
      if (arn.service().equals("iam") && arn.resource().startsWith("user/")) {
        return arn;
      }
    } catch (IllegalArgumentException e) {
      // Refused below, with the value.
    }
    throw new InvalidInputException("CallerArn", text, "the ARN of a user");
  }

  /** A user with its policies. */
  public static SimulatedCaller of(Principal.User user) {
    return new SimulatedCaller(
        Optional.of(user.arn()),
        "user",
        user.caller(),
        user.permissions(),
        Map.of(
            "aws:PrincipalArn", user.name(),
            "aws:PrincipalAccount", user.account().value(),
            "aws:PrincipalType", "User",
            "aws:userid", user.id().value(),
            "aws:username", user.userName().value()));
  }

  /** A session of a role with the role's policies. */
  public static SimulatedCaller of(Role role, Permissions permissions) {
    Arn session = IamArn.roleSession(role.account(), role.name(), new SessionName("simulation"));
    return new SimulatedCaller(
        Optional.of(role.arn()),
        "role",
        new Caller.RoleSession(session.toString(), role.account().value(), role.arn().toString()),
        permissions,
        Map.of(
            "aws:PrincipalArn", role.arn().toString(),
            "aws:PrincipalAccount", role.account().value(),
            "aws:PrincipalType", "AssumedRole"));
  }

  /** The same policies, of one who calls under another name. */
  SimulatedCaller as(SimulatedCaller other) {
    return new SimulatedCaller(other.arn, kind, other.caller, permissions, other.keys);
  }
}
