package io.sallyport.oidc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.identity.AccountId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Fetches, by threads of its own; of one host and for one account only so many at once, and of one
 * issuer only so many in a cool-down, by whatever thumbprints it is trusted. Thread-safe.
 */
final class FetchQueue implements AutoCloseable {
  private static final int AT_ONCE = 32;
  private static final int WAITING = 64;

  /** Half, too: whoever may register providers may have many hosts that drip. */
  private static final int OF_AN_ACCOUNT = 16;

  /** Half, so that one that drips leaves room; and half of these for an account. */
  private static final int OF_A_HOST = 16;

  private static final int OF_AN_ACCOUNT_AT_A_HOST = 8;

  private static final int MOST_ISSUERS = 10_000;

  /** What a fetch is for. Neither kind takes the other's turns. */
  enum Kind {
    /** For a source without keys: anyone who may register a provider makes new ones. */
    FIRST(8),
    /** For a source that has shown keys. */
    LATER(32);

    private final int most;

    Kind(int most) {
      this.most = most;
    }
  }

  private record Turn(String issuer, Kind kind) {}

  /** A host, as all ask it or as one account does. */
  private record Place(String host, Optional<AccountId> account) {}

  private record Begun(Instant since, int times) {}

  private final Clock clock;
  private final Duration coolDown;
  private final ThreadPoolExecutor threads;
  private final Lanes lanes;
  private final ConcurrentMap<Place, Integer> places = new ConcurrentHashMap<>();
  private final Cache<Turn, Begun> begun =
      Caffeine.newBuilder().maximumSize(MOST_ISSUERS).executor(Runnable::run).build();

  FetchQueue(Clock clock, Duration coolDown) {
    this.clock = clock;
    this.coolDown = coolDown;
    threads =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Threads.daemons("sallyport-oidc-keys"));
    threads.allowCoreThreadTimeOut(true);
    lanes = new Lanes(threads, OF_AN_ACCOUNT, WAITING);
  }

  /**
   * Does the work later and elsewhere.
   *
   * @param account for whom it is
   * @throws RejectedExecutionException if too many fetches wait, or are of the issuer or its host
   */
  void execute(KeySource source, AccountId account, Kind kind, Runnable work) {
    Place ofAll = new Place(host(source.issuer()), Optional.empty());
    Place own = new Place(ofAll.host(), Optional.of(account));
    Turn turn = new Turn(source.issuer(), kind);
    boolean hasRoom = enter(own) <= OF_AN_ACCOUNT_AT_A_HOST;
    hasRoom &= enter(ofAll) <= OF_A_HOST;
    Runnable end =
        () -> {
          leave(own);
          leave(ofAll);
        };
    try {
      if (!hasRoom || !takesTurn(turn)) {
        throw new RejectedExecutionException();
      }
      begin(end, account, turn, work);
    } catch (RejectedExecutionException e) {
      end.run();
      throw e;
    }
  }

  private void begin(Runnable end, AccountId account, Turn turn, Runnable work) {
    try {
      lanes.execute(
          account,
          () -> {
            try {
              work.run();
            } finally {
              end.run();
            }
          });
    } catch (RejectedExecutionException e) { // What could not begin takes no turn.
      begun
          .asMap()
          .computeIfPresent(
              turn, (same, before) -> new Begun(before.since(), Math.max(0, before.times() - 1)));
      throw e;
    }
  }

  /** Those that have none are counted together: nobody is asked for them. */
  private static String host(String issuer) {
    try {
      String host = URI.create(issuer).getHost();
      return host == null ? "" : host.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** How many hosts are being asked, or are to be. */
  int hosts() {
    return (int) places.keySet().stream().filter(place -> place.account().isEmpty()).count();
  }

  private boolean takesTurn(Turn turn) {
    Instant now = clock.instant();
    Begun counted =
        begun
            .asMap()
            .compute(
                turn,
                (same, before) ->
                    before == null
                            || Duration.between(before.since(), now).abs().compareTo(coolDown) >= 0
                        ? new Begun(now, 1)
                        : new Begun(
                            before.since(), Math.min(before.times(), turn.kind().most) + 1));
    return counted.times() <= turn.kind().most;
  }

  private int enter(Place place) {
    return places.merge(place, 1, Integer::sum);
  }

  private void leave(Place place) {
    places.computeIfPresent(place, (same, running) -> running == 1 ? null : running - 1);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
