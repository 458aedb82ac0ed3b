package io.sallyport.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.arn.Arn;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.simulation.SimulationResult.MatchedStatement;
import io.sallyport.simulation.SimulationResult.Place;
import io.sallyport.simulation.SimulationResult.Verdict;
import io.sallyport.testing.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolicySimulatorTest {
  private static final String READ =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"},
          {
            "Effect": "Deny",
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::b/secret/*",
            "Condition": {"Bool": {"aws:SecureTransport": "false"}}
          }
        ]
      }\
      """;

  private static final String ARN_OF_TESTER2 = "arn:aws:iam:::user/TESTER2";
  private static final SimulationRequest GET =
      SimulationRequest.of("s3:GetObject").withPolicies(READ).on("arn:aws:s3:::b/secret/k");

  private final Installation installation = new Installation();
  private final PolicySimulator simulator = installation.sallyport.simulator();

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void aVerdictComesWithItsStatementsAndTheirPlaces() {
    SimulationResult allowed = one(GET);
    assertEquals(Verdict.ALLOWED, allowed.verdict());
    assertEquals(
        List.of(
            new MatchedStatement("PolicyInputList.1", "none", new Place(4, 5), new Place(4, 82))),
        allowed.matched());
    assertEquals(List.of("aws:SecureTransport"), allowed.missing());

    SimulationResult denied = one(GET.with(ContextEntry.of("AWS:securetransport", "false")));
    assertEquals(Verdict.EXPLICITLY_DENIED, denied.verdict());
    assertEquals(new Place(5, 5), denied.matched().get(0).start());
    assertEquals(new Place(10, 6), denied.matched().get(0).end());
    assertEquals(List.of(), denied.missing());

    SimulationResult neither = one(GET.on("*"));
    assertEquals(Verdict.IMPLICITLY_DENIED, neither.verdict());
    assertEquals(List.of(), neither.matched());
  }

  @Test
  void aBoundaryIsALimitAndSaysSo() {
    assertEquals(Optional.empty(), one(GET).boundary());
    SimulationResult within = one(GET.withBoundary(READ));
    assertEquals(Verdict.ALLOWED, within.verdict());
    assertEquals(Optional.of(Verdict.ALLOWED), within.boundary());
    SimulationResult beyond = one(GET.withBoundary(READ.replace("GetObject", "PutObject")));
    assertEquals(Verdict.IMPLICITLY_DENIED, beyond.verdict());
    assertEquals(Optional.of(Verdict.IMPLICITLY_DENIED), beyond.boundary());
  }

  @Test
  void everyActionIsAskedOnEveryResourcePageByPage() {
    SimulationRequest request =
        new SimulationRequest(
            List.of(READ),
            Optional.empty(),
            List.of("s3:GetObject", "s3:PutObject"),
            List.of("arn:aws:s3:::b/1", "arn:aws:s3:::b/2"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    List<String> asked = new ArrayList<>();
    PageRequest page = new PageRequest(3, "");
    Listing<SimulationResult> found = simulator.simulateCustom(request, page);
    assertEquals(3, found.items().size());
    found.items().forEach(it -> asked.add(it.action() + " " + it.resource() + it.verdict()));
    Listing<SimulationResult> last = simulator.simulateCustom(request, page.from(found.marker()));
    last.items().forEach(it -> asked.add(it.action() + " " + it.resource() + it.verdict()));
    assertEquals(
        List.of(
            "s3:GetObject arn:aws:s3:::b/1ALLOWED",
            "s3:GetObject arn:aws:s3:::b/2ALLOWED",
            "s3:PutObject arn:aws:s3:::b/1IMPLICITLY_DENIED",
            "s3:PutObject arn:aws:s3:::b/2IMPLICITLY_DENIED"),
        asked);
    for (String marker : List.of("0", "4", "-1", "x", "99999999999")) {
      PageRequest wrong = page.from(marker);
      assertThrows(
          InvalidInputException.class, () -> simulator.simulateCustom(request, wrong), marker);
    }
  }

  @Test
  void aResourcePolicyTakesACaller() {
    String bucket =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:PutObject",
        "Principal":{"AWS":"arn:aws:iam:::user/TESTER2"},"Resource":"arn:aws:s3:::b/*"}}\
        """;
    SimulationRequest put =
        SimulationRequest.of("s3:PutObject")
            .withPolicies(READ)
            .on("arn:aws:s3:::b/k")
            .withResourcePolicy(bucket);
    assertThrows(InvalidInputException.class, () -> one(put));
    SimulationResult result = one(put.by(ARN_OF_TESTER2));
    assertEquals(Verdict.ALLOWED, result.verdict());
    assertEquals("resource", result.matched().get(0).policyType());
    assertEquals(Verdict.IMPLICITLY_DENIED, one(put.by("arn:aws:iam:::user/other")).verdict());
    assertThrows(InvalidInputException.class, () -> one(put.by("arn:aws:iam:::role/R")));
  }

  @Test
  void usersAndRolesAreAskedWithThePoliciesThatTheyHave() {
    installation.createRole();
    SimulationRequest get = SimulationRequest.of("s3:GetObject").on("arn:aws:s3:::b/k");
    SimulationResult role = ofPrincipal("arn:aws:iam:::role/S3Access", get);
    assertEquals(Verdict.ALLOWED, role.verdict());
    assertEquals("Policy1", role.matched().get(0).policyId());
    assertEquals("role", role.matched().get(0).policyType());
    assertEquals(Verdict.IMPLICITLY_DENIED, ofPrincipal(ARN_OF_TESTER2, get).verdict());
    assertEquals(Verdict.ALLOWED, ofPrincipal(ARN_OF_TESTER2, get.withPolicies(READ)).verdict());
    String own = READ.replace("b/*", "b/${aws:username}/*");
    SimulationRequest home = get.withPolicies(own).on("arn:aws:s3:::b/TESTER2/k");
    assertEquals(Verdict.ALLOWED, ofPrincipal(ARN_OF_TESTER2, home).verdict());
    for (String none :
        List.of(
            "arn:aws:iam:::role/None",
            "arn:aws:iam:::role/path/S3Access",
            "arn:aws:iam::123456789012:role/S3Access",
            "arn:aws:s3:::role/S3Access",
            "arn:aws:iam:::group/g")) {
      assertThrows(NoSuchEntityException.class, () -> ofPrincipal(none, get), none);
    }
  }

  @Test
  void theKeysThatPoliciesAskForAreNamed() {
    assertEquals(List.of("aws:SecureTransport"), simulator.contextKeysOfCustom(List.of(READ)));
    String variable = READ.replace("b/*", "b/${aws:username}/*");
    assertEquals(
        List.of("aws:SecureTransport", "aws:username"),
        simulator.contextKeysOfPrincipal(Arn.parse(ARN_OF_TESTER2), List.of(variable)));
  }

  @Test
  void whatIsNoSimulationIsRefused() {
    for (Runnable call :
        List.<Runnable>of(
            () -> one(GET.withPolicies("{}")),
            () -> one(GET.withPolicies()),
            () -> one(GET.withBoundary("no")),
            () -> simulator.contextKeysOfCustom(List.of()),
            () -> simulator.contextKeysOfCustom(List.of("[]")),
            () -> SimulationRequest.of(),
            () -> SimulationRequest.of("s3:*"),
            () -> SimulationRequest.of("GetObject"),
            () -> GET.on("b/k"),
            () -> one(GET.on("arn:aws")),
            () -> GET.with(ContextEntry.of("aws:a", "1"), ContextEntry.of("AWS:A", "2")),
            () -> new ContextEntry("aws:a", "text", List.of("a")),
            () -> new ContextEntry("aws:a", "string", List.of("a", "b")),
            () -> new ContextEntry("a", "string", List.of("a")))) {
      assertThrows(InvalidInputException.class, call::run);
    }
    String tooLong = READ + " ".repeat(SimulationRequest.MAX_POLICIES);
    assertThrows(InvalidInputException.class, () -> GET.withPolicies(tooLong));
  }

  @Test
  void whoHasNoRightToSimulateMayNot() {
    PolicySimulator theirs =
        installation
            .sallyport
            .as(installation.sallyport.principal(Installation.TESTER2))
            .simulator();
    Arn tester2 = Arn.parse(ARN_OF_TESTER2);
    assertThrows(AccessDeniedException.class, () -> theirs.simulateCustom(GET, PageRequest.FIRST));
    assertThrows(
        AccessDeniedException.class,
        () -> theirs.simulatePrincipal(tester2, GET, PageRequest.FIRST));
    assertThrows(
        AccessDeniedException.class, () -> theirs.contextKeysOfPrincipal(tester2, List.of()));
    installation
        .sallyport
        .users()
        .putPolicy(
            Installation.TESTER2,
            new PolicyName("P"),
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow",
            "Action":"iam:SimulatePrincipalPolicy","Resource":"arn:aws:iam:::user/TESTER2"}}\
            """);
    PolicySimulator now =
        installation
            .sallyport
            .as(installation.sallyport.principal(Installation.TESTER2))
            .simulator();
    assertTrue(!now.simulatePrincipal(tester2, GET, PageRequest.FIRST).items().isEmpty());
    Arn tester1 = Arn.parse("arn:aws:iam:::user/TESTER1");
    assertThrows(
        AccessDeniedException.class, () -> now.simulatePrincipal(tester1, GET, PageRequest.FIRST));
    assertThrows(AccessDeniedException.class, () -> now.contextKeysOfCustom(List.of(READ)));
  }

  private SimulationResult one(SimulationRequest request) {
    return simulator.simulateCustom(request, PageRequest.FIRST).items().get(0);
  }

  private SimulationResult ofPrincipal(String arn, SimulationRequest request) {
    return simulator.simulatePrincipal(Arn.parse(arn), request, PageRequest.FIRST).items().get(0);
  }
}
