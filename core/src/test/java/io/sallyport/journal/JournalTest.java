package io.sallyport.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.AuditEvent.Actor;
import io.sallyport.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
    try (Journal journal = Journal.of(Optional.of(told::add), clock)) {
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
  void aFloodOfOneIsCountedAndHidesNobodyElse() {
    int flood = 1234;
    try (Journal journal = Journal.of(Optional.of(told::add), clock)) {
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
            .filter(i -> floods.tells(refused("2001:db8::" + Integer.toHexString(i))))
            .count();
    assertEquals(10_000 + Floods.TOLD, toldOf);
  }

  @Test
  void whatAClientCallsItselfIsBoundedAndInOneLine() {
    Actor actor =
        new Actor(
            "anonymous",
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

  private static AuditEvent refused(String address) {
    Actor actor =
        new Actor(
            "anonymous",
            Optional.empty(),
            Optional.empty(),
            Optional.of(address),
            Optional.empty());
    return new AuditEvent.NotAuthenticated(
        Instant.EPOCH, actor, "s3", "SIGNATURE_MISMATCH", Optional.empty());
  }
}
