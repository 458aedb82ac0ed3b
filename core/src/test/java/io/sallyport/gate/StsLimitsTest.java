package io.sallyport.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.credential.SessionToken;
import io.sallyport.error.ThrottlingException;
import io.sallyport.http.RequestHead;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Anonymous;
import io.sallyport.query.QueryResponse;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StsLimitsTest {
  private static final RateLimit.Rate HOURLY = new RateLimit.Rate(1, Duration.ofHours(1));
  private static final String WHO = "Action=GetCallerIdentity";
  private static final String ASSUME =
      "Action=AssumeRole&RoleSessionName=Bob&RoleArn=arn:aws:iam:::role/S3Access";

  private final SettableClock clock = new SettableClock();

  /** As the plain bucket does, with its tokens as a fraction. */
  @Property(tries = 200)
  void aBucketLetsWhatItHolds(
      @ForAll @Size(max = 200) List<@IntRange(max = 400) Integer> waits,
      @ForAll @IntRange(min = 1, max = 20) int times) {
    SettableClock time = new SettableClock();
    Duration per = Duration.ofSeconds(1);
    RateLimit limit = new RateLimit(new RateLimit.Rate(times, per), time);
    double tokens = times;
    for (int wait : waits) {
      time.advance(Duration.ofMillis(wait));
      tokens = Math.min(times, tokens + wait * times / 1000.0);
      boolean lets = limit.lets("a");
      if (Math.abs(tokens - 1) > 1e-6) { // Rounding decides at the edge.
        assertEquals(tokens > 1, lets);
      }
      if (lets) {
        tokens--;
      }
    }
  }

  /** Whoever had called counts as who has called as often as it may. */
  @Test
  void aClockThatIsSetBackThrottlesNobodyForLongerThanALimitDoes() {
    SettableClock time = new SettableClock();
    RateLimit limit = new RateLimit(new RateLimit.Rate(2, Duration.ofSeconds(10)), time);
    assertTrue(limit.lets("a"));
    time.advance(Duration.ofHours(-1));
    assertFalse(limit.lets("a"));
    time.advance(Duration.ofSeconds(5));
    assertTrue(limit.lets("a"));
    assertFalse(limit.lets("a"));
    time.advance(Duration.ofSeconds(10));
    assertTrue(limit.lets("a"));
    assertTrue(limit.lets("a"));
    assertFalse(limit.lets("a"));
  }

  @Test
  void aCallerWhoCallsTooOftenIsThrottledUntilItHasWaited() {
    try (Sallyport sallyport = open(Duration.ofSeconds(10))) {
      ClientSigner alice = ClientSigner.of(key(sallyport), clock);
      for (int i = 0; i < 3; i++) {
        assertEquals(200, sent(sallyport, alice, WHO).status());
      }
      QueryResponse refusal = sent(sallyport, alice, WHO);
      assertEquals(400, refusal.status());
      assertTrue(
          refusal.body().contains("<Code>Throttling</Code><Message>Rate exceeded</Message>"),
          refusal.body());
      assertEquals(400, sent(sallyport, alice, ASSUME).status());
      clock.advance(Duration.ofSeconds(4));
      assertEquals(200, sent(sallyport, alice, WHO).status());
      assertEquals(400, sent(sallyport, alice, WHO).status());
    }
  }

  @Test
  void forgedCallsAndThoseOfOthersCountAgainstNobodyElse() {
    try (Sallyport sallyport = open(Duration.ofHours(1))) {
      AccessKey key = key(sallyport);
      ClientSigner forger = ClientSigner.of(new AccessKey(key.id(), SecretKey.of("x")), clock);
      for (int i = 0; i < 20; i++) {
        assertEquals(403, sent(sallyport, forger, WHO).status());
        assertEquals(403, sallyport.query().handle(unsigned(), WHO.getBytes(UTF_8)).status());
      }
      assertEquals(200, sent(sallyport, ClientSigner.of(key, clock), WHO).status());
    }
  }

  @Test
  void aSessionCountsWithAllThatItBeganAndNotWithItsUser() {
    try (Sallyport sallyport = open(Duration.ofHours(1))) {
      sallyport
          .roles()
          .create(
              CreateRoleRequest.of(
                  Installation.ROLE.value(),
                  """
                  {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",\
                  "Principal":{"AWS":["arn:aws:iam:::user/TESTER1"]}}}\
                  """));
      sallyport.roles().putPolicy(Installation.ROLE, Installation.POLICY, ALL);
      sallyport
          .roles()
          .updateTrustPolicy(
              Installation.ROLE,
              """
              {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",\
              "Principal":{"AWS":["arn:aws:iam:::user/TESTER1","arn:aws:iam:::role/S3Access"]}}}\
              """);
      ClientSigner alice = ClientSigner.of(key(sallyport), clock);
      ClientSigner first = session(sallyport, alice);
      ClientSigner second = session(sallyport, first);
      assertEquals(200, sent(sallyport, second, WHO).status());
      assertEquals(200, sent(sallyport, first, WHO).status());
      assertEquals(400, sent(sallyport, second, WHO).status());
      assertEquals(400, sent(sallyport, first, WHO).status());
      assertEquals(200, sent(sallyport, alice, WHO).status());
    }
  }

  @Test
  void whoSignsNothingCountsByAddress() {
    StsLimits limits = new StsLimits(Optional.empty(), Optional.of(new RateLimit(HOURLY, clock)));
    limits.count(new Anonymous(), from("192.0.2.1"));
    limits.count(new Anonymous(), from("192.0.2.2"));
    limits.count(new Anonymous(), from("2001:db8::1"));
    limits.count(new Anonymous(), from("2001:db8:0:1::1"));
    limits.count(new Anonymous(), RequestContext.empty());
    for (RequestContext facts :
        List.of(
            from("192.0.2.1"),
            from("2001:0db8::ffff"),
            from("2001:db8:0:1:8::"),
            RequestContext.empty())) {
      assertThrows(ThrottlingException.class, () -> limits.count(new Anonymous(), facts));
    }
  }

  @Test
  void whatIsKeptIsBounded() {
    RateLimit limit = new RateLimit(HOURLY, clock);
    for (int i = 0; i < 300_000; i++) {
      assertTrue(limit.lets(Integer.toString(i)));
    }
    long size = limit.size();
    assertTrue(size <= 100_000);
    assertFalse(limit.lets("299999"));
    clock.advance(Duration.ofHours(1).plusSeconds(1));
    assertTrue(limit.lets("299999"));
    assertTrue(limit.size() < size); // Some are forgotten at each look.
  }

  @Test
  void aLimitIsPositive() {
    for (Duration per : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      assertThrows(IllegalArgumentException.class, () -> Sallyport.builder().limitSts(1, per));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> Sallyport.builder().limitUnsignedSts(0, Duration.ofSeconds(1)));
    assertFalse(new ThrottlingException().getMessage().isEmpty());
  }

  private static final String ALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

  /** Three calls at once. */
  private Sallyport open(Duration per) {
    Sallyport sallyport =
        Sallyport.builder()
            .store(new MemoryStore())
            .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
            .clock(clock)
            .limitSts(3, per)
            .limitUnsignedSts(100, per)
            .build();
    sallyport.users().create(Installation.TESTER1);
    return sallyport;
  }

  private static AccessKey key(Sallyport sallyport) {
    return sallyport.users().createAccessKey(Installation.TESTER1);
  }

  private static RequestHead unsigned() {
    return RequestHead.builder("POST", "/")
        .header("Host", "sts.example.com")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .build();
  }

  private static RequestContext from(String address) {
    return RequestContext.builder().host("aws:SourceIp", address).build();
  }

  private static QueryResponse sent(Sallyport sallyport, ClientSigner signer, String form) {
    return sallyport.query().handle(signer.form("sts", form), form.getBytes(UTF_8));
  }

  private ClientSigner session(Sallyport sallyport, ClientSigner caller) {
    String body = sent(sallyport, caller, ASSUME).body();
    return ClientSigner.of(
        new Credentials(
            new AccessKeyId(element("AccessKeyId", body)),
            SecretKey.of(element("SecretAccessKey", body)),
            SessionToken.of(element("SessionToken", body)),
            clock.instant()),
        clock);
  }

  private static String element(String name, String body) {
    Matcher found = Pattern.compile("<" + name + ">([^<]*)").matcher(body);
    assertTrue(found.find(), body);
    return found.group(1);
  }
}
