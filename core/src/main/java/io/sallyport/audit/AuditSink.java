package io.sallyport.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.OutputStream;
import java.io.OutputStreamWriter;

/**
 * Takes note of what happens. Told by a thread of its own, one event after the other: a slow sink
 * slows no request, and what it throws is logged and harms nobody. Up to 8,192 events wait for it;
 * what comes past that is counted, and told as {@link AuditEvent.Dropped}. Refusals and failed
 * authentications fill half of that at most, and past a hundred a minute of one principal or
 * address they are counted, and told once a minute as {@link AuditEvent.Withheld}. When the
 * instance is closed, it has five seconds for what still waits.
 */
@FunctionalInterface
public interface AuditSink {

  void accept(AuditEvent event);

  /**
   * Whether it wants to hear of what was allowed: of the {@link AuditEvent.Decided} that grant,
   * which at a busy server are nearly all that happens. While it says no, it is told of none, but
   * for what a principal that broke the glass was allowed, of which every sink is told.
   *
   * <p>Unlike {@link #accept} this is asked at each such decision, by each thread that decides: it
   * must be thread-safe and wait for nobody, since requests wait for it. What it throws counts as
   * yes.
   */
  default boolean hearsAllowed() {
    return true;
  }

  /**
   * The same sink, told of no decision that grants but of those for a principal that broke the
   * glass. All else comes as before: refusals, what was changed, credentials that were given out.
   */
  default AuditSink exceptAllowed() {
    return new ExceptAllowed(this);
  }

  /** A sink that tells this one and then another, whatever this one throws. */
  default AuditSink andThen(AuditSink next) {
    return new BothSinks(this, requireNonNull(next, "next"));
  }

  /**
   * Writes a line of JSON for each event. Its fields are {@code event}, the name of the event's
   * record, and those that the record has, by their names: {@code actor} is an object, a decision
   * has {@code allowed} beside it, times are as {@link java.time.Instant} writes them, and what is
   * absent is left out. All that is not visible ASCII is escaped.
   *
   * @param out is flushed after each line if it can be, and not closed; what it throws is as of any
   *     sink
   */
  static AuditSink jsonLines(Appendable out) {
    return new JsonLines(requireNonNull(out, "out"));
  }

  /** The same to a stream of bytes, which all are ASCII. */
  static AuditSink jsonLines(OutputStream out) {
    return jsonLines(new OutputStreamWriter(requireNonNull(out, "out"), US_ASCII));
  }

  /**
   * Commits an event of Java's flight recorder for each event: {@code io.sallyport.Decided} and so
   * on, with the record's parts as fields; those of its actor begin with {@code actor}. It needs
   * the module {@code jdk.jfr}, which an application on the module path must ask for itself.
   */
  static AuditSink flightRecorder() {
    return FlightRecording.INSTANCE;
  }
}
