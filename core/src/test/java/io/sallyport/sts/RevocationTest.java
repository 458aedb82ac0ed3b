package io.sallyport.sts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.access.AccessAnswer;
import io.sallyport.arn.Arn;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.Role;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A revoked session opens nothing, nor does what it began; what begins later is untouched. */
class RevocationTest {
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam:::root"},
      "Action":"sts:*"}}
      """;
  private static final String ALL =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}
      """;
  private static final SourceIdentity ALICE = new SourceIdentity("alice");

  private final MemoryStore store = new MemoryStore();
  private final Installation installation = new Installation(store);
  private final StsService sts = installation.sallyport.sts();
  private final SessionManager sessions = installation.sallyport.sessions();

  @BeforeEach
  void createRoles() {
    for (String name : new String[] {"First", "Second"}) {
      installation.sallyport.roles().create(CreateRoleRequest.of(name, TRUST));
      installation.sallyport.roles().putPolicy(new RoleName(name), Installation.POLICY, ALL);
    }
    installation.sallyport.users().putPolicy(Installation.TESTER2, Installation.POLICY, ALL);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private AssumedRole begin() {
    return sts.assumeRole(
        installation.sallyport.principal(Installation.TESTER2),
        AssumeRoleRequest.of("arn:aws:iam:::role/First", "Bob").withSourceIdentity(ALICE));
  }

  private AssumedRole begin(AssumedRole parent) {
    return sts.assumeRole(
        parent.principal(), AssumeRoleRequest.of("arn:aws:iam:::role/Second", "Bob"));
  }

  private Role first() {
    return installation.sallyport.roles().get(new RoleName("First"));
  }

  private String answer(AssumedRole session) {
    ClientSigner signer = ClientSigner.of(session.credentials(), installation.clock);
    AccessAnswer answer = installation.sallyport.access().check(signer.s3("GET", "/my-bucket/k"));
    return answer instanceof AccessAnswer.Refused refused ? refused.code() : "granted";
  }

  private void endsWithAllThatDescend(Consumer<AssumedRole> revoke) {
    AssumedRole session = begin();
    AssumedRole child = begin(session);
    AssumedRole grandchild = begin(child);
    assertEquals("granted", answer(session));
    assertEquals("granted", answer(grandchild));
    revoke.accept(session);
    assertEquals("InvalidAccessKeyId", answer(session));
    assertEquals("InvalidAccessKeyId", answer(child));
    assertEquals("InvalidAccessKeyId", answer(grandchild));
    AssumedRole later = begin();
    assertEquals("granted", answer(later));
    assertEquals("granted", answer(begin(later)));
  }

  @Test
  void oneSession() {
    endsWithAllThatDescend(
        session -> {
          AssumedRole other = begin();
          sessions.revokeSession(session.principal().details().id());
          assertEquals("granted", answer(other));
        });
  }

  @Test
  void allSessionsOfARole() {
    endsWithAllThatDescend(session -> sessions.revokeRole(first()));
  }

  @Test
  void allSessionsThatAPrincipalBegan() {
    endsWithAllThatDescend(
        session -> sessions.revokePrincipal(Arn.parse("arn:aws:iam:::user/TESTER2")));
  }

  @Test
  void allSessionsOfASourceIdentity() {
    endsWithAllThatDescend(session -> sessions.revokeSourceIdentity(ALICE));
  }

  @Test
  void aRevokedDescendantLeavesItsAncestorAlone() {
    AssumedRole session = begin();
    AssumedRole child = begin(session);
    sessions.revokeSession(child.principal().details().id());
    assertEquals("InvalidAccessKeyId", answer(child));
    assertEquals("granted", answer(session));
  }

  /** A node whose clock is ahead issues tokens that are younger than the revocation. */
  @Test
  void noClockSavesASessionThatBeganBefore() {
    installation.clock.advance(Duration.ofMinutes(10));
    AssumedRole session = begin();
    installation.clock.advance(Duration.ofMinutes(-10));
    sessions.revokeRole(first());
    installation.clock.advance(Duration.ofMinutes(10));
    assertEquals("InvalidAccessKeyId", answer(session));
  }

  @Test
  void aRevocationIsKeptForAsLongAsASessionLastsAndThenSwept() {
    for (int i = 0; i < 200; i++) {
      sessions.revokeSession(id(i));
    }
    AssumedRole session = begin();
    sessions.revokeSession(session.principal().details().id());
    int full = size();
    installation.clock.advance(Duration.ofHours(36));
    sessions.revokeSession(id(1000));
    assertTrue(size() > full);
    installation.clock.advance(Duration.ofMinutes(16));
    for (int i = 0; i < 64; i++) {
      sessions.revokeSession(id(2000 + i));
    }
    assertTrue(size() < full);
    AssumedRole later = begin();
    assertEquals("granted", answer(later));
    sessions.revokeRole(first());
    assertEquals("InvalidAccessKeyId", answer(later));
  }

  @Test
  void moreThanCanBeKeptIsRefusedAndNothingIsForgotten() {
    AssumedRole session = begin();
    sessions.revokeSession(session.principal().details().id());
    String longest = "arn:aws:iam:::user/" + "x".repeat(2000);
    assertThrows(
        LimitExceededException.class,
        () -> {
          for (int i = 0; i < 2_000; i++) {
            sessions.revokePrincipal(Arn.parse(longest + i));
          }
        });
    assertEquals("InvalidAccessKeyId", answer(session));
    assertFalse(answer(begin()).equals("InvalidAccessKeyId"));
  }

  @Test
  void whatNamesNoSessionIsRefused() {
    for (String id : new String[] {"", "x", "ABCDEFGHIJKLMNO", "ABCDEFGHIJKLMNO!"}) {
      assertThrows(InvalidInputException.class, () -> sessions.revokeSession(id));
    }
  }

  private static String id(int number) {
    String digits =
        Integer.toString(number)
            .chars()
            .mapToObj(c -> "" + (char) (c + 17))
            .collect(Collectors.joining());
    return "Z".repeat(16 - digits.length()) + digits;
  }

  private int size() {
    return store.list(KeyRange.under("revocation"), 100).entries().stream()
        .mapToInt(entry -> entry.value().length())
        .sum();
  }
}
