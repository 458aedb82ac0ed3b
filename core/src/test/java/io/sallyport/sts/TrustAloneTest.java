package io.sallyport.sts;

import static io.sallyport.testing.Installation.TESTER2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import io.sallyport.policy.Leniency;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.Installation;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A role of another account, by its trust policy alone: as Ceph has it, if that is named. */
class TrustAloneTest {
  private static final AccountId OTHER = new AccountId("111122223333");
  private static final String ROLE = "arn:aws:iam::111122223333:role/Theirs";
  private static final PolicyName OWN = new PolicyName("Own");

  private final Installation strict = new Installation();
  private final Installation lenient =
      new Installation(
          new MemoryStore(),
          builder -> builder.lenient(Set.of(Leniency.TRUST_ALONE_ACROSS_ACCOUNTS)));

  @BeforeEach
  void createRoles() {
    for (Installation each : new Installation[] {strict, lenient}) {
      each.sallyport
          .in(OTHER)
          .roles()
          .create(CreateRoleRequest.of("Theirs", Installation.trusting(TESTER2)));
    }
  }

  @AfterEach
  void close() {
    strict.close();
    lenient.close();
  }

  private static String own(String effect) {
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"%s","Action":"sts:AssumeRole","Resource":"*"}}\
    """
        .formatted(effect);
  }

  private static AssumedRole assume(Installation installation) {
    return installation
        .sallyport
        .sts()
        .assumeRole(installation.sallyport.principal(TESTER2), AssumeRoleRequest.of(ROLE, "Bob"));
  }

  private static void assertDenied(Installation installation) {
    assertThrows(AccessDeniedException.class, () -> assume(installation));
  }

  @Test
  void theCallersOwnAccountMustAllowItToo() {
    assertDenied(strict);
    strict.sallyport.users().putPolicy(TESTER2, OWN, own("Allow"));
    assertEquals(OTHER, assume(strict).principal().account());
  }

  @Test
  void underTheLeniencyTheTrustPolicyIsEnough() {
    assertEquals(OTHER, assume(lenient).principal().account());
  }

  @Test
  void aDenyOfTheCallersOwnHolds() {
    lenient.sallyport.users().putPolicy(TESTER2, OWN, own("Deny"));
    assertDenied(lenient);
  }

  /** As in one account: who is meant with all others of its account needs an Allow of its own. */
  @Test
  void aTrustedAccountIsNotATrustedUser() {
    trust("\"arn:aws:iam:::root\"");
    assertDenied(lenient);
    lenient.sallyport.users().putPolicy(TESTER2, OWN, own("Allow"));
    assertEquals(OTHER, assume(lenient).principal().account());
  }

  @Test
  void whomTheTrustPolicyDoesNotNameItDoesNotLetIn() {
    trust("\"arn:aws:iam:::user/TESTER1\"");
    lenient.sallyport.users().putPolicy(TESTER2, OWN, own("Allow"));
    assertDenied(lenient);
    trust("\"arn:aws:iam::111122223333:root\"");
    assertDenied(lenient);
  }

  private void trust(String principal) {
    lenient
        .sallyport
        .in(OTHER)
        .roles()
        .updateTrustPolicy(
            new RoleName("Theirs"),
            Installation.trusting(TESTER2).replace("\"arn:aws:iam:::user/TESTER2\"", principal));
  }
}
