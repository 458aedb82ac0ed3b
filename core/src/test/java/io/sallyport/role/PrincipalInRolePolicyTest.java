package io.sallyport.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.arn.Arn;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.simulation.SimulationRequest;
import io.sallyport.simulation.SimulationResult.Verdict;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.testing.Installation;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Principal in a role's policy: refused as AWS does it, or ignored as Ceph does it. */
class PrincipalInRolePolicyTest {
  private static final String ROLE = "arn:aws:iam:::role/S3Access";

  /** As ceph/s3-tests puts it. */
  private static final String ANYONE =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",\
      "Principal":"*","Resource":"arn:aws:s3:::*"}}\
      """;

  private static final String SOMEBODY_ELSE =
      ANYONE.replace("\"*\"", "{\"AWS\":\"arn:aws:iam:::user/TESTER1\"}");

  private final IamStore store = new MemoryStore();
  private final Sallyport strict = open(Set.of());
  private final Sallyport lenient = open(Set.of(Leniency.PRINCIPAL_IN_IDENTITY_POLICY));

  private Sallyport open(Set<Leniency> leniencies) {
    return Sallyport.builder()
        .store(store)
        .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
        .lenient(leniencies)
        .build();
  }

  @BeforeEach
  void createRole() {
    lenient.users().create(Installation.TESTER1);
    lenient.users().create(Installation.TESTER2);
    lenient
        .roles()
        .create(CreateRoleRequest.of("S3Access", Installation.trusting(Installation.TESTER2)));
  }

  @AfterEach
  void close() {
    strict.close();
    lenient.close();
  }

  private static boolean mayGet(Sallyport sallyport) {
    Principal session =
        sallyport
            .sts()
            .assumeRole(
                sallyport.principal(Installation.TESTER2), AssumeRoleRequest.of(ROLE, "Bob"))
            .principal();
    String object = "arn:aws:s3:::photos/1.jpg";
    return sallyport
        .access()
        .decide(session, "s3:GetObject", object, RequestContext.empty())
        .isAllowed();
  }

  private static void put(Sallyport sallyport, String document) {
    sallyport.roles().putPolicy(Installation.ROLE, Installation.POLICY, document);
  }

  private static Verdict simulated(Sallyport sallyport, SimulationRequest request) {
    return sallyport
        .simulator()
        .simulatePrincipal(
            Arn.parse(ROLE), request.on("arn:aws:s3:::photos/1.jpg"), PageRequest.FIRST)
        .items()
        .get(0)
        .verdict();
  }

  @Test
  void isRefusedUnlessItIsAskedFor() {
    assertThrows(MalformedPolicyDocumentException.class, () -> put(strict, ANYONE));
    SimulationRequest given = SimulationRequest.of("s3:GetObject").withPolicies(ANYONE);
    assertThrows(InvalidInputException.class, () -> simulated(strict, given));
  }

  @Test
  void isIgnoredUnderItsLeniency() {
    put(lenient, ANYONE);
    assertTrue(mayGet(lenient));
    assertEquals(ANYONE, lenient.roles().getPolicy(Installation.ROLE, Installation.POLICY));
    SimulationRequest get = SimulationRequest.of("s3:GetObject");
    assertEquals(Verdict.ALLOWED, simulated(lenient, get));
    lenient.roles().deletePolicy(Installation.ROLE, Installation.POLICY);
    assertEquals(Verdict.ALLOWED, simulated(lenient, get.withPolicies(ANYONE)));
  }

  /** A Deny is no narrower for whom it names, and an Allow no wider than without the element. */
  @Test
  void whomItNamesMakesNoDifference() {
    put(lenient, SOMEBODY_ELSE);
    assertTrue(mayGet(lenient));
    PolicyName deny = new PolicyName("Deny");
    lenient.roles().putPolicy(Installation.ROLE, deny, SOMEBODY_ELSE.replace("Allow", "Deny"));
    assertFalse(mayGet(lenient));
  }

  @Test
  void aPolicyOfAnotherKindHasNone() {
    String notIn = ANYONE.replace("Principal", "NotPrincipal");
    assertThrows(MalformedPolicyDocumentException.class, () -> put(lenient, notIn));
    assertThrows(
        MalformedPolicyDocumentException.class,
        () -> lenient.users().putPolicy(Installation.TESTER1, Installation.POLICY, ANYONE));
    assertThrows(
        MalformedPolicyDocumentException.class,
        () -> lenient.policies().create(CreatePolicyRequest.of("P", ANYONE)));
    assertThrows(
        MalformedPolicyDocumentException.class,
        () -> AssumeRoleRequest.of(ROLE, "Bob").withPolicy(ANYONE));
  }

  /** An instance that wasn't told of the leniency can't read the document: it denies everything. */
  @Test
  void whatWasSavedUnderItDeniesWhereItIsNotNamed() {
    put(lenient, ANYONE);
    PolicyName plain = new PolicyName("Plain");
    lenient.roles().putPolicy(Installation.ROLE, plain, Installation.ALL_OF_S3);
    assertTrue(mayGet(lenient));
    assertFalse(mayGet(strict));
    SimulationRequest get = SimulationRequest.of("s3:GetObject");
    assertThrows(InvalidInputException.class, () -> simulated(strict, get));
    assertEquals(ANYONE, strict.roles().getPolicy(Installation.ROLE, Installation.POLICY));
    strict.roles().deletePolicy(Installation.ROLE, Installation.POLICY);
    assertTrue(mayGet(strict));
  }
}
