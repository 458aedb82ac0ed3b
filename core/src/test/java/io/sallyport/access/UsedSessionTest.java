package io.sallyport.access;

import static io.sallyport.testing.Installation.ROLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sallyport.credential.Credentials;
import io.sallyport.principal.Principal;
import io.sallyport.sts.GetFederationTokenRequest;
import io.sallyport.sts.GetSessionTokenRequest;
import io.sallyport.sts.StsService;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session was when it was used before makes no difference. */
class UsedSessionTest {
  private static final String EVERYTHING =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}\
      """;

  private final Installation installation = new Installation();
  private Credentials session;
  private ClientSigner bob;

  @BeforeEach
  void use() {
    installation.createRole();
    session = installation.assumeRole().credentials();
    bob = ClientSigner.of(session, installation.clock);
    for (int i = 0; i < 3; i++) {
      assertInstanceOf(AccessAnswer.Granted.class, asked());
    }
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private AccessAnswer asked() {
    return installation.sallyport.access().check(bob.s3("GET", "/bucket/key"));
  }

  private void assertRefused(String code) {
    assertEquals(code, assertInstanceOf(AccessAnswer.Refused.class, asked()).code());
  }

  @Test
  void itEnds() {
    installation.clock.advance(Duration.ofHours(1).minusSeconds(1));
    assertInstanceOf(AccessAnswer.Granted.class, asked());
    installation.clock.advance(Duration.ofSeconds(1));
    assertRefused("ExpiredToken");
  }

  @Test
  void itIsNoneOfARoleThatWasMadeAnew() {
    String before = refusalOfNobody();
    installation.sallyport.roles().deletePolicy(ROLE, Installation.POLICY);
    installation.sallyport.roles().delete(ROLE);
    assertRefused(before);
    installation.createRole();
    assertRefused(before);
  }

  @Test
  void itIsNothingWithoutTheKeyThatSealedIt() {
    String nobody = refusalOfNobody();
    installation.sallyport.keys().strikeOut(installation.sallyport.keys().tokenKeys().get(0).id());
    assertRefused(nobody);
    assertRefused(nobody);
  }

  @Test
  void itIsRevokedAtOnce() {
    String nobody = refusalOfNobody();
    installation
        .sallyport
        .sessions()
        .revokeUser(installation.sallyport.users().get(Installation.TESTER2).id());
    assertRefused(nobody);
    assertRefused(nobody);
  }

  /** Of each kind one that was used, and one that was not. */
  private List<ClientSigner> sessionsOfTester2() {
    installation.sallyport.users().putPolicy(Installation.TESTER2, Installation.POLICY, EVERYTHING);
    List<ClientSigner> sessions = new ArrayList<>();
    for (boolean isUsed : new boolean[] {true, false}) {
      StsService sts = installation.sallyport.sts();
      Principal user = installation.sallyport.principal(Installation.TESTER2);
      for (Credentials each :
          List.of(
              installation.assumeRole().credentials(),
              sts.getSessionToken(user, GetSessionTokenRequest.of()).credentials(),
              sts.getFederationToken(
                      user, GetFederationTokenRequest.of("Bob").withPolicy(EVERYTHING))
                  .credentials())) {
        ClientSigner session = ClientSigner.of(each, installation.clock);
        if (isUsed) {
          assertInstanceOf(AccessAnswer.Granted.class, asked(session));
        }
        sessions.add(session);
      }
    }
    return sessions;
  }

  private void assertAllRefused(List<ClientSigner> sessions) {
    String nobody = refusalOfNobody();
    for (ClientSigner each : sessions) {
      for (int i = 0; i < 2; i++) {
        assertEquals(nobody, assertInstanceOf(AccessAnswer.Refused.class, asked(each)).code());
      }
    }
  }

  @Test
  void whateverItsKindItIsNothingWithoutTheKeyThatSealedIt() {
    List<ClientSigner> sessions = sessionsOfTester2();
    installation.sallyport.keys().strikeOut(installation.sallyport.keys().tokenKeys().get(0).id());
    assertAllRefused(sessions);
  }

  @Test
  void whateverItsKindItIsRevokedAtOnce() {
    List<ClientSigner> sessions = sessionsOfTester2();
    installation
        .sallyport
        .sessions()
        .revokeUser(installation.sallyport.users().get(Installation.TESTER2).id());
    assertAllRefused(sessions);
  }

  @Test
  void whateverItsKindItIsNoneOfOneThatWasMadeAnew() {
    List<ClientSigner> sessions = sessionsOfTester2();
    installation.sallyport.roles().deletePolicy(ROLE, Installation.POLICY);
    installation.sallyport.roles().delete(ROLE);
    installation.sallyport.users().deletePolicy(Installation.TESTER2, Installation.POLICY);
    installation.sallyport.users().deleteAccessKey(Installation.TESTER2, installation.key2.id());
    installation.sallyport.users().delete(Installation.TESTER2);
    installation.sallyport.users().create(Installation.TESTER2);
    installation.sallyport.users().putPolicy(Installation.TESTER2, Installation.POLICY, EVERYTHING);
    installation.createRole();
    assertAllRefused(sessions);
  }

  private AccessAnswer asked(ClientSigner session) {
    return installation.sallyport.access().check(session.s3("GET", "/bucket/key"));
  }

  /** How a token that was never made here is refused. */
  private String refusalOfNobody() {
    ClientSigner nobody = ClientSigner.of(session, "AAAA".repeat(100), installation.clock);
    AccessAnswer answer = installation.sallyport.access().check(nobody.s3("GET", "/bucket/key"));
    return assertInstanceOf(AccessAnswer.Refused.class, answer).code();
  }

  @Test
  void itMayWhatItsRoleMayNow() {
    installation
        .sallyport
        .roles()
        .putPolicy(
            ROLE,
            Installation.POLICY,
            Installation.ALL_OF_S3.replace("arn:aws:s3:::*", "arn:aws:s3:::other/*"));
    assertRefused("AccessDenied");
  }

  @Test
  void itsKeysAreNoOtherSessionsKeys() {
    ClientSigner mixed =
        ClientSigner.of(
            installation.assumeRole().credentials(),
            installation.assumeRole().credentials().sessionToken().reveal(),
            installation.clock);
    AccessAnswer answer = installation.sallyport.access().check(mixed.s3("GET", "/bucket/key"));
    assertEquals(refusalOfNobody(), assertInstanceOf(AccessAnswer.Refused.class, answer).code());
  }
}
