package io.sallyport.audit;

import io.sallyport.policy.eval.Decision;
import java.time.Duration;

/**
 * Counts what happens, for a host's dashboards: a host overrides what it counts. Called on the way
 * of requests, by many threads at once: an implementation is thread-safe, and waits for nobody.
 * What it throws is logged once, and changes no answer. What it is given is of a bounded number of
 * kinds, so that it may be a label, but for actions that a host itself asks about.
 *
 * <p>How many audit events were dropped, and how fresh decisions are, a host asks of {@link
 * io.sallyport.Sallyport#health}.
 */
public interface Metrics {
  /** Counts nothing. */
  Metrics NONE = new Metrics() {};

  /** What is kept so that it need not be made or asked for again. */
  enum Cache {
    /** Documents of the store: a miss is a read of it. */
    DOCUMENTS,
    /** Compiled policies: a miss compiles, or puts together what was compiled. */
    POLICIES,
    /** Opened session tokens, by access key: a miss opens one, as does another token of the key. */
    SESSIONS
  }

  /** What is asked of the store. */
  enum StoreCall {
    GET,
    LIST,
    COMMIT
  }

  /**
   * One permission was decided; a request may need several.
   *
   * @param action such as {@code s3:GetObject}
   */
  default void decided(String action, Decision decision) {}

  /**
   * A request did not prove who sent it.
   *
   * @param service {@code s3}, {@code iam} or {@code sts}
   * @param reason as {@link AuditEvent.NotAuthenticated} has it
   */
  default void notAuthenticated(String service, String reason) {}

  /**
   * A session began.
   *
   * @param operation such as {@code sts:AssumeRole}
   */
  default void sessionBegun(String operation) {}

  /** Something was there. */
  default void hit(Cache cache) {}

  /** Something wasn't there, or was too old. */
  default void missed(Cache cache) {}

  /** The store answered, be it that a commit's expectation was wrong. */
  default void storeAnswered(StoreCall call, Duration took) {}

  /** The store could not be asked, or its outcome isn't known. */
  default void storeFailed(StoreCall call, Duration took) {}

  /** Decisions ask the store itself from now on, as {@link AuditEvent.FreshnessLost} has it. */
  default void freshnessLost() {}

  /** Decisions are fresh again. */
  default void freshnessRestored() {}
}
