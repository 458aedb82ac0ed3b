package io.sallyport.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.AuditSink;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.Layer;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.eval.StatementId;
import io.sallyport.principal.Anonymous;
import io.sallyport.principal.Principal;
import io.sallyport.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class JournalTest {
  private static final int ROOM = 16;
  private final SettableClock clock = new SettableClock();
  private final List<AuditEvent> told = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch sinkBegan = new CountDownLatch(1);
  private final CountDownLatch sinkMayGoOn = new CountDownLatch(1);

  @Test
  void whatWasNotedIsToldInOrderBeforeItIsClosed() {
    List<AuditEvent> noted = IntStream.range(0, 500).mapToObj(JournalTest::changed).toList();
    try (Journal journal = Journal.of(Optional.of(told::add), Optional.empty(), clock)) {
      noted.forEach(journal::note);
    }
    assertEquals(noted, told);
  }

  @Test
  void aSinkThatIsSlowSlowsNobodyAndWhatFindsNoRoomIsCounted() throws InterruptedException {
    Journal journal = Journal.of(Optional.of(this::tellSlowly), clock, ROOM);
    journal.note(changed(0));
    sinkBegan.await();
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> IntStream.range(1, 1000).forEach(i -> journal.note(changed(i))));
    assertEquals(999 - ROOM, journal.dropped());
    sinkMayGoOn.countDown();
    journal.close();
    assertEquals(ROOM + 2, told.size());
    assertTrue(told.contains(new AuditEvent.Dropped(clock.instant(), 999 - ROOM)), told::toString);
  }

  @Test
  void refusalsLeaveHalfOfTheRoomToOthers() throws InterruptedException {
    Journal journal = Journal.of(Optional.of(this::tellSlowly), clock, ROOM);
    journal.note(changed(0));
    sinkBegan.await();
    IntStream.range(0, 50).forEach(i -> journal.note(refused("192.0.2." + i)));
    assertEquals(50 - ROOM / 2, journal.dropped());
    IntStream.range(0, ROOM / 2).forEach(i -> journal.note(changed(i)));
    assertEquals(50 - ROOM / 2, journal.dropped());
    sinkMayGoOn.countDown();
    journal.close();
  }

  @Test
  void aSinkThatThrowsIsToldTheNextEvent() {
    try (Journal journal =
        Journal.of(
            Optional.of(
                event -> {
                  told.add(event);
                  if (told.size() == 1) {
                    throw new StackOverflowError();
                  }
                  throw new IllegalStateException();
                }),
            Optional.empty(),
            clock)) {
      IntStream.range(0, 3).forEach(i -> journal.note(changed(i)));
    }
    assertEquals(IntStream.range(0, 3).mapToObj(JournalTest::changed).toList(), told);
  }

  @Test
  void aSinkThatNeverReturnsIsNotWaitedForForever() throws InterruptedException {
    Journal journal = Journal.of(Optional.of(this::tellSlowly), clock, ROOM);
    journal.note(changed(0));
    sinkBegan.await();
    assertTimeoutPreemptively(Duration.ofSeconds(30), journal::close);
    journal.note(changed(1));
    assertEquals(1, journal.dropped());
    sinkMayGoOn.countDown();
  }

  @Test
  void onceClosedItTellsNothingMoreAlsoIfItHadNothingToTellBefore() {
    Journal journal = Journal.of(Optional.of(told::add), Optional.empty(), clock);
    journal.close();
    journal.note(changed(0));
    assertEquals(1, journal.dropped());
  }

  @Test
  void aFloodOfOneIsCountedAndHidesNobodyElse() {
    int flood = 1234;
    try (Journal journal = Journal.of(Optional.of(told::add), Optional.empty(), clock)) {
      IntStream.range(0, flood).parallel().forEach(i -> journal.note(refused("192.0.2.1")));
      journal.note(refused("192.0.2.2"));
      journal.note(changed(0));
    }
    long toldOfFlood = told.stream().filter(refused("192.0.2.1")::equals).count();
    assertEquals(Floods.TOLD, toldOfFlood);
    assertTrue(told.contains(refused("192.0.2.2")));
    assertTrue(told.contains(changed(0)));
    List<AuditEvent> counts =
        told.stream().filter(event -> event instanceof AuditEvent.Withheld).toList();
    assertEquals(1, counts.size());
    assertTrue(
        counts.get(0) instanceof AuditEvent.Withheld count
            && count.count() == flood - Floods.TOLD
            && count.actor().address().equals(Optional.of("192.0.2.1")));
  }

  private static final Decision DENIED = new Decision.ImplicitlyDenied(Layer.IDENTITY);
  private static final Decision ALLOWED = new Decision.Allowed(StatementId.ROOT_USER);

  private static void decide(Journal journal, Principal caller, Actor whom, Decision decision) {
    journal.decided(
        Instant.EPOCH, caller, () -> whom, "s3:GetObject", "*", decision, () -> Optional.of("n"));
  }

  private List<AuditEvent.Decided> decided() {
    return told.stream()
        .flatMap(event -> event instanceof AuditEvent.Decided it ? Stream.of(it) : Stream.empty())
        .toList();
  }

  @Test
  void whatCameNearestIsFoundOutOnlyForARefusalThatIsTold() {
    Actor flooding = Actor.named("anonymous").from("192.0.2.1");
    AtomicInteger asked = new AtomicInteger();
    try (Journal journal = Journal.of(Optional.of(told::add), Optional.empty(), clock)) {
      for (int i = 0; i < 2 * Floods.TOLD; i++) {
        journal.decided(
            Instant.EPOCH,
            new Anonymous(),
            () -> flooding,
            "s3:GetObject",
            "*",
            DENIED,
            () -> Optional.of("nearest " + asked.incrementAndGet()));
      }
      decide(journal, new Anonymous(), Actor.named("anonymous").from("198.51.100.2"), DENIED);
      decide(journal, new Anonymous(), flooding, ALLOWED);
    }
    assertEquals(Floods.TOLD, asked.get());
    assertEquals(Optional.of("n"), decided().get((int) Floods.TOLD).nearest());
    assertEquals(Optional.empty(), decided().get((int) Floods.TOLD + 1).nearest());
  }

  @Test
  void noEventIsMadeOfWhatWasAllowedForASinkThatDoesNotHearOfIt() {
    AuditSink sink = event -> told.add(event);
    Actor alice = Actor.named("arn:aws:iam:::user/alice");
    List<Actor> named = new ArrayList<>();
    try (Journal journal = Journal.of(Optional.of(sink.exceptAllowed()), Optional.empty(), clock)) {
      journal.decided(
          Instant.EPOCH,
          new Anonymous(),
          () -> {
            named.add(alice);
            return alice;
          },
          "s3:GetObject",
          "*",
          ALLOWED,
          Optional::empty);
      decide(journal, new Anonymous(), alice, DENIED);
      journal.note(changed(0));
    }
    assertEquals(List.of(), named);
    assertEquals(List.of(DENIED), decided().stream().map(AuditEvent.Decided::decision).toList());
    assertTrue(told.contains(changed(0)));
  }

  /** Whoever listens beside it is told, and it is not. */
  @Test
  void sinksThatHearOfWhatWasAllowedAndSinksThatDoNotAreToldEachItsOwn() {
    List<AuditEvent> all = new CopyOnWriteArrayList<>();
    AuditSink some = event -> told.add(event);
    AuditSink every = event -> all.add(event);
    Actor alice = Actor.named("arn:aws:iam:::user/alice");
    for (AuditSink both :
        List.of(some.exceptAllowed().andThen(every), every.andThen(some.exceptAllowed()))) {
      told.clear();
      all.clear();
      try (Journal journal = Journal.of(Optional.of(both), Optional.empty(), clock)) {
        decide(journal, new Anonymous(), alice, ALLOWED);
        decide(journal, new Anonymous(), alice, DENIED);
      }
      assertEquals(List.of(DENIED), decided().stream().map(AuditEvent.Decided::decision).toList());
      assertEquals(2, all.size());
    }
    AuditSink neither = some.exceptAllowed().andThen(every.exceptAllowed());
    assertFalse(neither.hearsAllowed());
  }

  /** One of a host's own, which says from moment to moment what it hears of. */
  private AuditSink sink(BooleanSupplier hears) {
    return new AuditSink() {
      @Override
      public void accept(AuditEvent event) {
        told.add(event);
      }

      @Override
      public boolean hearsAllowed() {
        return hears.getAsBoolean();
      }
    };
  }

  @Test
  void whatASinkDoesNotHearOfItIsNotToldBesideOneThatDoes() {
    Actor alice = Actor.named("arn:aws:iam:::user/alice");
    Actor glass = Actor.named("arn:aws:iam:::break-glass/ann");
    for (AuditSink both :
        List.of(
            sink(() -> false).andThen(event -> {}),
            AuditSink.flightRecorder().andThen(sink(() -> false)).andThen(event -> {}))) {
      told.clear();
      try (Journal journal = Journal.of(Optional.of(both), Optional.empty(), clock)) {
        decide(journal, new Anonymous(), alice, ALLOWED);
        decide(journal, new Anonymous(), alice, DENIED);
        decide(journal, new Anonymous(), glass, ALLOWED);
      }
      assertEquals(
          List.of(alice, glass), decided().stream().map(AuditEvent.Decided::actor).toList());
    }
  }

  @Test
  void aSinkThatCanNotSayWhatItHearsOfIsToldOfAll() {
    AuditSink sink =
        sink(
            () -> {
              throw new IllegalStateException("which?");
            });
    for (AuditSink each : List.of(sink, sink.andThen(event -> {}))) {
      told.clear();
      try (Journal journal = Journal.of(Optional.of(each), Optional.empty(), clock)) {
        decide(journal, new Anonymous(), Actor.named("anonymous"), ALLOWED);
      }
      assertEquals(1, decided().size());
    }
  }

  @Test
  void aCountBeginsAnewEachMinute() {
    Floods floods = new Floods(clock);
    for (int i = 0; i < Floods.TOLD; i++) {
      assertTrue(floods.tells(refused("192.0.2.1")));
    }
    assertFalse(floods.tells(refused("192.0.2.1")));
    assertEquals(List.of(), floods.counted());
    clock.advance(Floods.PERIOD);
    assertEquals(1, floods.counted().size());
    assertTrue(floods.tells(refused("192.0.2.1")));
  }

  @Test
  void manyAddressesAreCountedTogetherPastABound() {
    Floods floods = new Floods(clock);
    long toldOf =
        IntStream.range(0, 20_000)
            .filter(i -> floods.tells(refused("2001:db8:1:" + Integer.toHexString(i) + "::1")))
            .count();
    assertEquals(10_000 + Floods.TOLD, toldOf);
  }

  @Test
  void aBlockOfAddressesAndTheSessionsOfARoleCountAsOne() {
    Floods floods = new Floods(clock);
    IntStream.range(0, 100)
        .forEach(i -> assertTrue(floods.tells(refused("2001:db8::" + Integer.toHexString(i)))));
    assertFalse(floods.tells(refused("2001:db8::ffff")));
    assertTrue(floods.tells(refused("2001:db8:0:1::1")));
    String role = "arn:aws:sts:::assumed-role/R/";
    IntStream.range(0, 100).forEach(i -> assertTrue(floods.tells(denied(role + i))));
    assertFalse(floods.tells(denied(role + "other")));
    assertTrue(floods.tells(denied("arn:aws:sts:::assumed-role/S/0")));
  }

  /** What anybody can have noted at will pushes out nothing that changes something. */
  @Test
  void decisionsLeaveHalfOfTheRoomAndSessionsAQuarter() throws InterruptedException {
    Journal journal = Journal.of(Optional.of(this::tellSlowly), clock, ROOM);
    journal.note(changed(0));
    sinkBegan.await();
    IntStream.range(0, 100).forEach(i -> journal.note(allowed()));
    assertEquals(100 - ROOM / 2, journal.dropped());
    IntStream.range(0, 100).forEach(i -> journal.note(issued()));
    assertEquals(200 - 3 * ROOM / 4, journal.dropped());
    IntStream.range(0, ROOM / 4).forEach(i -> journal.note(changed(i)));
    assertEquals(200 - 3 * ROOM / 4, journal.dropped());
    sinkMayGoOn.countDown();
    journal.close();
  }

  @Test
  void whatAClientCallsItselfIsBoundedAndInOneLine() {
    Actor actor =
        new Actor(
            "anonymous",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("a\nb" + "x".repeat(1000)));
    assertEquals("a\\u000ab" + "x".repeat(253), actor.userAgent().orElseThrow());
  }

  @Test
  void withoutASinkNothingIsNotedAndNoThreadIsStarted() {
    try (Journal journal = Journal.none()) {
      journal.note(changed(0));
      assertFalse(journal.isKept());
      assertEquals(0, journal.dropped());
    }
  }

  private void tellSlowly(AuditEvent event) {
    sinkBegan.countDown();
    boolean interrupted = false;
    while (true) {
      try {
        sinkMayGoOn.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    told.add(event);
  }

  private static AuditEvent changed(int number) {
    return new AuditEvent.Changed(Instant.EPOCH, Actor.HOST, "iam:CreateRole", "role " + number);
  }

  private static AuditEvent denied(String principal) {
    return new AuditEvent.Refused(
        Instant.EPOCH, Actor.named(principal), "iam:CreateRole", "AccessDenied", "no");
  }

  /** Whoever breaks the glass is told of as what changes something; nobody can pose as it. */
  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam:::break-glass/ann, 0",
    "arn:aws:iam::111122223333:break-glass/ann, 0",
    "arn:aws:iam:::user/x:break-glass/ann, 8",
    "arn:aws:sts:::assumed-role/R/break-glass, 8",
    "anonymous, 8"
  })
  void brokenGlassHasTheRoomOfChanges(String principal, long dropped) throws InterruptedException {
    Journal journal = Journal.of(Optional.of(this::tellSlowly), clock, 16);
    journal.note(changed(0));
    sinkBegan.await();
    IntStream.range(0, 16).forEach(i -> journal.note(allowed(principal)));
    assertEquals(dropped, journal.dropped());
    sinkMayGoOn.countDown();
    journal.close();
  }

  private static AuditEvent allowed() {
    return allowed("arn:aws:iam:::root");
  }

  private static AuditEvent allowed(String principal) {
    Decision allowed =
        PolicyEvaluator.create()
            .decide(
                AccessRequest.of(
                    new Caller.Root(""), "s3:GetObject", "*", "", RequestContext.empty()),
                CallerPolicies.builder().withoutBoundary().withoutSession().build(),
                ResourcePolicy.none());
    assertTrue(allowed.isAllowed());
    return new AuditEvent.Decided(
        Instant.EPOCH, Actor.named(principal), "s3:GetObject", "*", allowed);
  }

  private static AuditEvent issued() {
    return new AuditEvent.Issued(
        Instant.EPOCH,
        Actor.named("arn:aws:iam:::user/U"),
        "sts:AssumeRole",
        "arn:aws:sts:::assumed-role/R/S",
        new AccessKeyId("ASIA"),
        "id",
        Instant.EPOCH);
  }

  private static AuditEvent refused(String address) {
    Actor actor = Actor.named("anonymous").from(address);
    return new AuditEvent.NotAuthenticated(
        Instant.EPOCH, actor, "s3", "SIGNATURE_MISMATCH", Optional.empty());
  }
}
