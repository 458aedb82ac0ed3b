package io.sallyport.access;

import static io.sallyport.testing.Installation.ROLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session was when it was used before makes no difference. */
class UsedSessionTest {
  private final Installation installation = new Installation();
  private ClientSigner bob;

  @BeforeEach
  void use() {
    installation.createRole();
    bob = ClientSigner.of(installation.assumeRole().credentials(), installation.clock);
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

  /** How a token that was never made here is refused. */
  private String refusalOfNobody() {
    ClientSigner nobody =
        ClientSigner.of(
            installation.assumeRole().credentials(), "AAAA".repeat(100), installation.clock);
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
