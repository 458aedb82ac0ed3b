package io.sallyport.principal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.identity.Pins;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SessionName;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.Caller;
import io.sallyport.role.Role;
import io.sallyport.testing.Installation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrincipalTest {
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final EntityPath PATH = new EntityPath("/a/");
  private static final InlinePolicies POLICIES =
      InlinePolicies.NONE.with(new PolicyName("P"), Installation.ALL_OF_S3, 1000);
  private static final PolicyText SESSION_POLICY =
      PolicyText.submitted(Installation.ALL_OF_S3, PolicyType.SESSION, 1000);

  private static final Role ROLE =
      new Role(
          ACCOUNT,
          new RoleId("AROAX"),
          new RoleName("Reader"),
          PATH,
          Instant.EPOCH,
          PolicyText.kept("", PolicyType.TRUST),
          Pins.NONE,
          "",
          Duration.ofHours(1),
          Holdings.NONE.withInline(POLICIES));

  private static final SessionDetails DETAILS =
      new SessionDetails(
          "ID",
          Instant.EPOCH,
          Instant.EPOCH.plusSeconds(3600),
          SessionTags.NONE,
          Optional.empty(),
          Lineage.NONE);

  @Test
  void aUserMayDoWhatItIsGivenAndNoMore() {
    Permissions permissions =
        Permissions.of(POLICIES, PermissionLimit.none(), PermissionLimit.none());
    Principal user =
        new Principal.User(ACCOUNT, PATH, new UserName("alice"), new UserId("AIDAX"), permissions);
    assertEquals(
        new Caller.User("arn:aws:iam::111122223333:user/a/alice", "111122223333"), user.caller());
    assertEquals(permissions, user.permissions());
    assertEquals(
        List.of(new NamedPolicy("P", PolicyText.kept(Installation.ALL_OF_S3, PolicyType.IDENTITY))),
        permissions.identity());
  }

  @Test
  void aSessionHasItsRolesPoliciesWithinItsOwn() {
    PermissionLimit limit = PermissionLimit.session(SESSION_POLICY);
    Permissions own = Permissions.of(POLICIES, PermissionLimit.none(), PermissionLimit.none());
    Principal session =
        new Principal.RoleSession(ROLE, own.within(limit), new SessionName("Bob"), DETAILS);
    assertEquals(
        new Caller.RoleSession(
            "arn:aws:sts::111122223333:assumed-role/Reader/Bob",
            "111122223333",
            "arn:aws:iam::111122223333:role/a/Reader"),
        session.caller());
    assertEquals(Permissions.of(POLICIES, PermissionLimit.none(), limit), session.permissions());
  }

  @Test
  void nobodyMayDoNothing() {
    assertEquals(Permissions.nothing(), new Principal.Anonymous().permissions());
  }

  @Test
  void aLimitWithoutAPolicyIsNotMistakenForNone() {
    assertThrows(IllegalArgumentException.class, PermissionLimit::session);
    assertThrows(IllegalArgumentException.class, () -> new PermissionLimit.AtMost(List.of()));
  }

  @Test
  void aBoundaryIsOnePolicy() {
    PermissionLimit two = PermissionLimit.session(SESSION_POLICY, SESSION_POLICY);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Permissions(List.of(), two, PermissionLimit.none()));
  }
}
