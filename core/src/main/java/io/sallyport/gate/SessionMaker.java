package io.sallyport.gate;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.credential.SessionToken;
import io.sallyport.entity.StoredPermissions;
import io.sallyport.error.InvalidInputException;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.PolicyArn;
import io.sallyport.keyring.KeyRotation;
import io.sallyport.principal.Federated;
import io.sallyport.principal.Federation;
import io.sallyport.principal.Lineage;
import io.sallyport.principal.Principal;
import io.sallyport.principal.SessionDetails;
import io.sallyport.role.Role;
import io.sallyport.session.Revocations;
import io.sallyport.session.Session;
import io.sallyport.session.SessionTokens;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumedRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes sessions of roles, for whoever may have them: that is asked before. Thread-safe. */
public record SessionMaker(
    StoredPermissions permissions,
    Revocations revocations,
    KeyRotation rotation,
    SessionTokens tokens,
    RandomIds ids) {

  /**
   * Begins a session.
   *
   * @param now from before it was decided: what is revoked meanwhile ends it
   * @throws InvalidInputException if a managed policy that is to limit it is not there
   * @throws io.sallyport.error.LimitExceededException if it doesn't fit into a token
   */
  AssumedRole make(Principal caller, Role role, Asked asked, Instant now, Instant expiry) {
    AssumeRoleRequest request = asked.request();
    checkPolicies(request, role);
    String id = ids.unique();
    List<Lineage.Mark> marks = new ArrayList<>();
    marks.add(revocations.mark(Lineage.Kind.SESSION, id));
    marks.add(revocations.mark(Lineage.Kind.ROLE, role.id().value()));
    Lineage parent = Lineage.NONE;
    Optional<Federation> federation = Optional.empty();
    if (caller instanceof Principal.User user) {
      marks.add(revocations.mark(Lineage.Kind.USER, user.id().value()));
    } else if (caller instanceof Principal.RoleSession session) {
      parent = session.details().lineage();
    } else if (caller instanceof Federated federated) {
      federation = Optional.of(federated.federation());
      marks.addAll(revocations.marks(federated.federation()));
    }
    asked
        .sourceIdentity()
        .ifPresent(who -> marks.add(revocations.mark(Lineage.Kind.SOURCE_IDENTITY, who.value())));
    SessionDetails details =
        new SessionDetails(
            id,
            now,
            expiry,
            asked.tags(),
            asked.sourceIdentity(),
            new Lineage(marks).descending(parent),
            federation);
    Session session =
        new Session(
            new AccessKeyId(ids.sessionAccessKey()),
            SecretKey.of(ids.secretKey()),
            role.account(),
            role.id(),
            role.name(),
            request.sessionName(),
            request.policies(),
            details);
    rotation.rotateIfDue();
    SessionToken token = tokens.seal(session);
    return new AssumedRole(
        new Credentials(session.accessKeyId(), session.secretKey(), token, details.expiry()),
        new Principal.RoleSession(
            role, permissions.of(role, session.policies()), session.sessionName(), details),
        SessionTokens.packedPolicySize(session));
  }

  private void checkPolicies(AssumeRoleRequest request, Role role) {
    for (PolicyArn arn : request.policies().managed()) {
      if (!permissions.has(role.account(), arn)) {
        throw new InvalidInputException(
            "PolicyArns", arn.value(), "a managed policy of the role's account");
      }
    }
  }
}
