package io.sallyport.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Renaming;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.PolicyType;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.testing.Installation;
import io.sallyport.user.CreateUserRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom a trust policy names is who it was when the policy was saved. */
class TrustedPrincipalsTest {
  private static final UserName ALICE = new UserName("alice");
  private static final RoleName ROLE = new RoleName("Reader");
  private static final String TRUST = Installation.trusting(ALICE);

  /** Trusts everybody but alice. */
  private static final String DENIAL =
      TRUST.replace(
          "\"Statement\":[",
          """
          "Statement":[{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam:::user/alice"},\
          "Action":"sts:AssumeRole"},{"Effect":"Allow","Principal":{"AWS":"*"},\
          "Action":"sts:AssumeRole"},\
          """);

  private final Sallyport sallyport =
      Sallyport.builder()
          .store(new MemoryStore())
          .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
          .build();

  @AfterEach
  void close() {
    sallyport.close();
  }

  @Test
  void whoIsMadeAgainUnderTheNameOfOneWhoIsGoneIsNotMeant() {
    sallyport.users().create(CreateUserRequest.of(ALICE));
    sallyport.roles().create(CreateRoleRequest.of("Reader", TRUST));
    assume(sallyport);
    sallyport.users().delete(ALICE);
    sallyport.users().create(CreateUserRequest.of(ALICE));
    assertThrows(AccessDeniedException.class, () -> assume(sallyport));
    sallyport.roles().updateTrustPolicy(ROLE, TRUST);
    assume(sallyport);
  }

  @Test
  void aDenyOfOneWhoIsGoneDeniesNoNamesake() {
    sallyport.users().create(CreateUserRequest.of(ALICE));
    sallyport.roles().create(CreateRoleRequest.of("Reader", DENIAL));
    assertThrows(AccessDeniedException.class, () -> assume(sallyport));
    sallyport.users().delete(ALICE);
    sallyport.users().create(CreateUserRequest.of(ALICE));
    assume(sallyport);
  }

  @Test
  void aDenyOfOneWhoIsRenamedDeniesItStillAndNobodyElse() {
    sallyport.users().create(CreateUserRequest.of(ALICE));
    sallyport.roles().create(CreateRoleRequest.of("Reader", DENIAL));
    UserName moved = new UserName("mallory");
    sallyport.users().update(ALICE, Renaming.to(moved));
    sallyport.users().create(CreateUserRequest.of(ALICE));
    assume(sallyport);
    AssumeRoleRequest asked = AssumeRoleRequest.of("arn:aws:iam:::role/Reader", "session");
    assertThrows(
        AccessDeniedException.class,
        () -> sallyport.sts().assumeRole(sallyport.principal(moved), asked));
  }

  @Test
  void theIdOfWhoIsGoneIsShownInItsPlaceAndElseTheDocumentByteForByte() {
    String id = sallyport.users().create(CreateUserRequest.of(ALICE)).id().value();
    String spaced = TRUST.replace(",", " ,\n");
    sallyport.roles().create(CreateRoleRequest.of("Reader", spaced));
    assertEquals(spaced, sallyport.roles().get(ROLE).trustPolicy().text());
    sallyport.users().delete(ALICE);
    for (int i = 0; i < 2; i++) {
      String shown = sallyport.roles().get(ROLE).trustPolicy().text();
      assertTrue(shown.contains("{\"AWS\":\"" + id + "\"}"), shown);
      assertEquals(List.of(shown), trusts(sallyport.roles().list("/", PageRequest.FIRST).items()));
      assertEquals(List.of(shown), trusts(List.of(sallyport.roles().updateDescription(ROLE, "d"))));
      sallyport.users().create(CreateUserRequest.of(new UserName("bob" + i)));
    }
  }

  @Test
  void whoDoesNotExistIsNoPrincipal() {
    for (String nobody : new String[] {"user/alice", "role/alice", "user/a/alice", "role/"}) {
      String trust = TRUST.replace("user/alice", nobody);
      MalformedPolicyDocumentException refusal =
          assertThrows(
              MalformedPolicyDocumentException.class,
              () -> sallyport.roles().create(CreateRoleRequest.of("Reader", trust)));
      assertTrue(
          String.valueOf(refusal.getMessage()).contains("nvalid principal in policy")
              || nobody.endsWith("/"),
          refusal.getMessage());
    }
    assertTrue(sallyport.roles().find(ROLE).isEmpty());
    sallyport.users().create(CreateUserRequest.of(new UserName("Alice")));
    assertThrows(
        MalformedPolicyDocumentException.class,
        () -> sallyport.roles().create(CreateRoleRequest.of("Reader", TRUST)));
  }

  /** Capital letters and underscores are in no account's id, be it a tenant's. */
  @Test
  void whoIsOfNoAccountThatCanBeIsNoPrincipal() {
    for (String nobody :
        new String[] {
          "iam::Tenant_B:root",
          "iam::tenant_b:root",
          "iam::12345:root",
          "sts::Tenant_B:assumed-role/R/S",
          "sts::Tenant_B:federated-user/f"
        }) {
      String trust = TRUST.replace("iam:::user/alice", nobody);
      MalformedPolicyDocumentException refusal =
          assertThrows(
              MalformedPolicyDocumentException.class,
              () -> sallyport.roles().create(CreateRoleRequest.of("Reader", trust)));
      assertEquals(
          "Invalid principal in policy: \"AWS\":\"arn:aws:"
              + nobody
              + "\": no account has such an id",
          refusal.getMessage());
      PolicyText ofBucket =
          PolicyText.kept(
              trust.replace("\"Action\"", "\"Resource\":\"*\",\"Action\""), PolicyType.RESOURCE);
      assertThrows(MalformedPolicyDocumentException.class, () -> sallyport.pins(ofBucket));
    }
    for (String somebody : new String[] {"tenant-b", "111122223333", ""}) {
      String trust = TRUST.replace("iam:::user/alice", "iam::" + somebody + ":root");
      sallyport.roles().create(CreateRoleRequest.of("Reader", trust));
      sallyport.roles().delete(ROLE);
    }
  }

  @Test
  void rolesArePinnedToo() {
    sallyport.users().create(CreateUserRequest.of(ALICE));
    sallyport.roles().create(CreateRoleRequest.of("Other", TRUST));
    String trust = TRUST.replace("user/alice", "role/Other");
    Role role = sallyport.roles().create(CreateRoleRequest.of("Reader", trust));
    String id = sallyport.roles().get(new RoleName("Other")).id().value();
    assertEquals(id, role.pins().ids().get("arn:aws:iam:::role/Other"));
    sallyport.roles().delete(new RoleName("Other"));
    sallyport.roles().create(CreateRoleRequest.of("Other", TRUST));
    assertTrue(sallyport.roles().get(ROLE).trustPolicy().text().contains(id));
  }

  @Test
  void asManyPrincipalsAsASavedPolicyExpectsCanBeNamed() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i <= 50; i++) {
      names.add("\"arn:aws:iam:::user/u" + i + "\"");
      sallyport.users().create(new UserName("u" + i));
    }
    String all = TRUST.replace("\"arn:aws:iam:::user/alice\"", String.join(",", names));
    LimitExceededException refusal =
        assertThrows(
            LimitExceededException.class,
            () -> sallyport.roles().create(CreateRoleRequest.of("Reader", all)));
    assertTrue(String.valueOf(refusal.getMessage()).contains("names 51 users and roles"));
    String fewer = all.replace(",\"arn:aws:iam:::user/u50\"", "");
    assertEquals(
        50, sallyport.roles().create(CreateRoleRequest.of("Reader", fewer)).pins().ids().size());
  }

  @Test
  void inCephsOrderTheRoleComesFirstAndTheUserLater() {
    try (Sallyport ceph =
        Sallyport.builder()
            .store(new MemoryStore())
            .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
            .acceptingUnknownPrincipals()
            .build()) {
      Role role = ceph.roles().create(CreateRoleRequest.of("Reader", TRUST));
      assertEquals(Set.of("arn:aws:iam:::user/alice"), role.pins().byName(role.trustPolicy()));
      ceph.users().create(CreateUserRequest.of(ALICE));
      assume(ceph);
      assertEquals(TRUST, ceph.roles().get(ROLE).trustPolicy().text());
    }
  }

  @Test
  void aHostsUsersAreKeptByNameUnlessItTellsWhoTheyAre() {
    try (Sallyport hosted =
        Sallyport.builder()
            .store(new MemoryStore())
            .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
            .principalDirectory(id -> java.util.Optional.empty())
            .build()) {
      Role role = hosted.roles().create(CreateRoleRequest.of("Reader", TRUST));
      assertTrue(role.pins().ids().isEmpty());
      assertEquals(Set.of("arn:aws:iam:::user/alice"), role.pins().byName(role.trustPolicy()));
    }
  }

  private static List<String> trusts(List<Role> roles) {
    return roles.stream().map(role -> role.trustPolicy().text()).toList();
  }

  private static void assume(Sallyport installation) {
    assertEquals(
        "monday",
        installation
            .sts()
            .assumeRole(
                installation.principal(ALICE),
                AssumeRoleRequest.of("arn:aws:iam:::role/Reader", "monday"))
            .principal()
            .sessionName()
            .value());
  }
}
