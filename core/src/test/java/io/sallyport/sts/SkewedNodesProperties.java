package io.sallyport.sts;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sallyport.Sallyport;
import io.sallyport.access.AccessAnswer;
import io.sallyport.credential.Credentials;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.principal.Principal;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Two nodes whose clocks differ by less than a request's age may, and keys that turn meanwhile. */
class SkewedNodesProperties {
  private static final String ALL =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:*","sts:*"],\
      "Resource":"*"}}\
      """;

  private static Sallyport node(MemoryStore store, SettableClock clock) {
    return Sallyport.builder()
        .store(store)
        .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
        .clock(clock)
        .build();
  }

  @Property(tries = 60)
  void neitherRefusesAFreshSessionOfTheOther(
      @ForAll @IntRange(min = -899, max = 899) int skew,
      @ForAll @IntRange(min = 900, max = 3600) int seconds,
      @ForAll @IntRange(max = 200) int sinceRotation,
      @ForAll boolean otherRotates) {
    MemoryStore store = new MemoryStore();
    SettableClock clock = new SettableClock();
    SettableClock clockOfOther = new SettableClock();
    clockOfOther.advance(Duration.ofSeconds(skew));
    try (Sallyport one = node(store, clock);
        Sallyport other = node(store, clockOfOther)) {
      one.users().create(Installation.TESTER2);
      one.users().putPolicy(Installation.TESTER2, Installation.POLICY, ALL);
      one.roles()
          .create(CreateRoleRequest.of("S3Access", Installation.trusting(Installation.TESTER2)));
      one.roles().putPolicy(Installation.ROLE, Installation.POLICY, ALL);
      (otherRotates ? other : one).keys().rotate();
      clock.advance(Duration.ofSeconds(sinceRotation));
      clockOfOther.advance(Duration.ofSeconds(sinceRotation));
      for (Credentials each : sessions(one, Duration.ofSeconds(seconds))) {
        assertAccepted(other, each, clockOfOther);
        assertAccepted(one, each, clock);
      }
      for (Credentials each : sessions(other, Duration.ofSeconds(seconds))) {
        assertAccepted(one, each, clock);
      }
    }
  }

  private static List<Credentials> sessions(Sallyport at, Duration duration) {
    Principal user = at.principal(Installation.TESTER2);
    StsService sts = at.sts();
    return List.of(
        sts.assumeRole(
                user,
                AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob").withDuration(duration))
            .credentials(),
        sts.getSessionToken(user, GetSessionTokenRequest.of().withDuration(duration)).credentials(),
        sts.getFederationToken(
                user, GetFederationTokenRequest.of("Bob").withPolicy(ALL).withDuration(duration))
            .credentials());
  }

  private static void assertAccepted(Sallyport node, Credentials of, SettableClock clock) {
    AccessAnswer answer = node.access().check(ClientSigner.of(of, clock).s3("GET", "/bucket/k"));
    assertInstanceOf(AccessAnswer.Granted.class, answer);
  }
}
