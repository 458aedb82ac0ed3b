package io.sallyport.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.ThrottlingException;
import io.sallyport.identity.UserId;
import io.sallyport.principal.Principal;
import io.sallyport.storage.IamStore;
import io.sallyport.sts.BegunSession;
import io.sallyport.sts.GetFederationTokenRequest;
import io.sallyport.sts.GetSessionTokenRequest;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is revoked on one instance ends there at once, and on another as soon as it hears of it. */
abstract class RevocationContract {
  private static final Duration MAX_STALENESS = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String REVOKED = "InvalidToken 400";
  private static final String ALL =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:*","sts:*"],\
      "Resource":"*"}}\
      """;

  private final SettableClock clock = new SettableClock();
  private final SettableClock clockOfTwo = new SettableClock();
  private final Database database;
  private final Instance one;

  RevocationContract(Database database) {
    this.database = database;
    one = new Instance(database.open(), MAX_STALENESS, clock);
    one.createRole();
    one.sallyport.users().putPolicy(Installation.TESTER2, Installation.POLICY, ALL);
  }

  @AfterEach
  void close() {
    one.close();
  }

  private Instance two(UnaryOperator<IamStore> as) {
    return new Instance(as.apply(database.open()), MAX_STALENESS, clockOfTwo);
  }

  /** A session of each kind, all begun by TESTER2. */
  private static List<ClientSigner> sessions(Instance at, SettableClock clock) {
    Principal user = at.sallyport.principal(Installation.TESTER2);
    BegunSession own = at.sallyport.sts().getSessionToken(user, GetSessionTokenRequest.of());
    BegunSession federated =
        at.sallyport
            .sts()
            .getFederationToken(user, GetFederationTokenRequest.of("Bob").withPolicy(ALL));
    return List.of(
        at.assumeRole(),
        ClientSigner.of(own.credentials(), clock),
        ClientSigner.of(federated.credentials(), clock));
  }

  private UserId tester2() {
    return one.sallyport.users().get(Installation.TESTER2).id();
  }

  @Test
  void theOtherRefusesItOnceItHasHeardOfIt() {
    try (Instance two = two(store -> store)) {
      List<ClientSigner> sessions = sessions(one, clock);
      List<ClientSigner> ofTwo = sessions(two, clockOfTwo);
      for (ClientSigner each : sessions) {
        until(() -> two.grantsByItself(each));
      }
      one.sallyport.sessions().revokeUser(tester2());
      for (ClientSigner each : sessions) {
        assertEquals(REVOKED, one.refusal(each));
        until(() -> two.refusal(each).equals(REVOKED));
      }
      for (ClientSigner each : ofTwo) {
        assertEquals(REVOKED, one.refusal(each));
        assertEquals(REVOKED, two.refusal(each));
      }
    }
  }

  /** Nothing tells it, and so nothing proves that it knows: it asks the store. */
  @Test
  void theOtherRefusesItWithinMaxStalenessThoughItHearsNothing() {
    try (Instance two = two(StalledStore::new)) {
      List<ClientSigner> sessions = sessions(one, clock);
      for (ClientSigner each : sessions) {
        until(() -> two.grantsByItself(each));
      }
      one.sallyport.sessions().revokeUser(tester2());
      for (ClientSigner each : sessions) {
        assertEquals(REVOKED, one.refusal(each));
        assertTrue(two.grantsByItself(each));
      }
      ClientSigner begunUnknowing = two.assumeRole();
      assertTrue(two.grantsByItself(begunUnknowing));
      assertEquals(REVOKED, one.refusal(begunUnknowing));
      assertThrows(ThrottlingException.class, one::assumeRole);
      clockOfTwo.advance(MAX_STALENESS.plusSeconds(1));
      for (ClientSigner each : sessions) {
        assertEquals(REVOKED, two.refusal(each));
      }
      assertEquals(REVOKED, two.refusal(begunUnknowing));
    }
  }

  private static void until(BooleanSupplier holds) {
    assertTimeoutPreemptively(
        SOON,
        () -> {
          while (!holds.getAsBoolean()) {
            Thread.onSpinWait();
          }
        });
  }
}
