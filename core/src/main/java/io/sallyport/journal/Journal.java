package io.sallyport.journal;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.AuditSink;
import io.sallyport.audit.Metrics;
import io.sallyport.identity.IamArn;
import io.sallyport.policy.eval.Decision;
import io.sallyport.principal.BreakGlass;
import io.sallyport.principal.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Notes events, and has one thread tell the host's sink of them: who notes one neither waits for
 * the sink nor hears of what it throws. Where there is no sink, nothing is noted, and nobody need
 * make an event. What is counted is counted at once. Thread-safe.
 */
public final class Journal implements AutoCloseable {
  static final int ROOM = 8192;

  private static final System.Logger LOG = System.getLogger(Journal.class.getName());

  /** How long the sink has for what waits when this is closed. */
  private static final Duration LAST = Duration.ofSeconds(5);

  private static final long TICK_MILLIS = 1000;

  /** For how long events gather once one has come: to be woken for each takes more than to tell. */
  private static final long PAUSE_MILLIS = 5;

  /** Ends the teller's wait, and is told to nobody. */
  private static final AuditEvent WAKE = new AuditEvent.FreshnessRestored(Instant.MIN);

  private final Optional<AuditSink> sink;
  private final Metrics metrics;
  private final Clock clock;
  private final Floods floods;
  private final BlockingQueue<AuditEvent> waiting;
  private final AtomicLong untold = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread teller = new Thread(this::tell, "sallyport-audit");
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean closed;
  private boolean isFailing; // Of the teller.
  private boolean isBusy; // Of the teller.

  private Journal(Optional<AuditSink> sink, Metrics metrics, Clock clock, int room) {
    this.sink = sink;
    this.metrics = metrics;
    this.clock = clock;
    this.floods = new Floods(clock);
    this.waiting = new ArrayBlockingQueue<>(room);
  }

  /** A journal for a sink and metrics, if there are any. */
  public static Journal of(Optional<AuditSink> sink, Optional<Metrics> metrics, Clock clock) {
    Metrics counting = metrics.<Metrics>map(UnfailingMetrics::new).orElse(Metrics.NONE);
    return of(sink, counting, clock, ROOM);
  }

  /** A journal that keeps nothing. */
  public static Journal none() {
    return of(Optional.empty(), Metrics.NONE, Clock.systemUTC(), 1);
  }

  static Journal of(Optional<AuditSink> sink, Clock clock, int room) {
    return of(sink, Metrics.NONE, clock, room);
  }

  private static Journal of(Optional<AuditSink> sink, Metrics metrics, Clock clock, int room) {
    Journal journal = new Journal(sink, metrics, clock, room);
    journal.teller.setDaemon(true);
    return journal;
  }

  /** Whether there is anybody to be told. */
  public boolean isKept() {
    return sink.isPresent();
  }

  /** What is counted as it happens. */
  public Metrics metrics() {
    return metrics;
  }

  /** Whether there is anybody to hear of a decision, or to count it. */
  public boolean hearsDecisions() {
    return isKept() || metrics != Metrics.NONE;
  }

  /**
   * Counts a decision, and notes it if anybody hears of it: only then it asks whom to name.
   *
   * @param nearest tells of a refusal what came nearest, if anything did; is asked only if this one
   *     will be told
   */
  public void decided(
      Instant at,
      Principal caller,
      Supplier<Actor> whom,
      String action,
      String resource,
      Decision decision,
      Supplier<Optional<String>> nearest) {
    metrics.decided(action, decision);
    if (!isKept() || (decision.isAllowed() && !(caller instanceof BreakGlass) && !hearsAllowed())) {
      return;
    }
    Actor actor = whom.get();
    boolean isToldWhy = !decision.isAllowed() && floods.wouldTell(actor);
    Optional<String> near = isToldWhy ? nearest.get() : Optional.empty();
    note(new AuditEvent.Decided(at, actor, action, resource, decision, near));
  }

  /** The host's own code: what it throws hides nothing. */
  private boolean hearsAllowed() {
    try {
      return sink.filter(AuditSink::hearsAllowed).isPresent();
    } catch (RuntimeException | Error e) {
      return true;
    }
  }

  public Instant now() {
    return clock.instant();
  }

  /** Notes an event; of refusals only so many. */
  public void note(AuditEvent event) {
    if (!isKept()) {
      return;
    }
    if (!closed && !begun.get() && begun.compareAndSet(false, true)) {
      teller.start();
    }
    if (!floods.tells(event)) {
      return;
    }
    if (closed || !hasRoom(event) || !waiting.offer(event)) {
      untold.incrementAndGet();
      dropped.incrementAndGet();
    }
  }

  /** What anybody can cause at will leaves room for what changes something. */
  private boolean hasRoom(AuditEvent event) {
    int free = waiting.remainingCapacity();
    if (event instanceof AuditEvent.Issued) {
      return waiting.size() < 3 * free;
    }
    boolean isPlain =
        event instanceof AuditEvent.Decided decided
            ? !IamArn.isBreakGlass(decided.actor().principal())
            : Floods.isRefusal(event);
    return !isPlain || waiting.size() < free;
  }

  /** How many events found no room so far. */
  public long dropped() {
    return dropped.get();
  }

  private void tell() {
    while (!closed) {
      next().ifPresent(this::tell);
      tellCounts();
    }
    List<AuditEvent> last = new ArrayList<>();
    waiting.drainTo(last);
    last.forEach(this::tell);
    floods.rest().forEach(this::tell);
    tellCounts();
  }

  private void tellCounts() {
    floods.counted().forEach(this::tell);
    long count = untold.getAndSet(0);
    if (count > 0) {
      tell(new AuditEvent.Dropped(clock.instant(), count));
    }
  }

  private Optional<AuditEvent> next() {
    try {
      AuditEvent event = waiting.poll();
      if (event == null && isBusy) {
        Thread.sleep(PAUSE_MILLIS);
        event = waiting.poll();
      }
      if (event == null) {
        event = waiting.poll(TICK_MILLIS, MILLISECONDS);
      }
      isBusy = event != null;
      return Optional.ofNullable(event);
    } catch (InterruptedException e) {
      return Optional.empty(); // By a sink, if by anybody.
    }
  }

  /** A sink that goes on failing is logged once, until it works again. */
  private void tell(AuditEvent event) {
    if (event == WAKE) {
      return;
    }
    try {
      sink.orElseThrow().accept(event);
      isFailing = false;
    } catch (RuntimeException | Error e) {
      if (!isFailing) {
        LOG.log(System.Logger.Level.WARNING, "the audit sink fails", e);
      }
      isFailing = true;
    }
  }

  /** Tells what waits, as far as the sink takes it in time. */
  @Override
  public void close() {
    boolean wasClosed = closed;
    closed = true;
    if (wasClosed || !begun.get()) {
      return;
    }
    boolean unused = waiting.offer(WAKE);
    try {
      teller.join(LAST.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (teller.isAlive()) {
      teller.interrupt();
      LOG.log(System.Logger.Level.WARNING, "the audit sink was too slow to be told everything");
    }
  }
}
