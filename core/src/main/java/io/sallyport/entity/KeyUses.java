package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyUse;
import io.sallyport.document.Change;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.storage.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * When access keys were last used. A use is remembered in memory, and written at most once an hour
 * for each key, by a thread of its own or when this is closed: what is in memory when the process
 * is killed is lost, and so is what doesn't fit. Thread-safe.
 */
public final class KeyUses implements AutoCloseable {
  private static final Duration BETWEEN_WRITES = Duration.ofHours(1);
  private static final long SECONDS_BETWEEN_LOOKS = 60;
  private static final int MOST_KEYS = 100_000;
  private static final int LONGEST_REGION = 64;

  /** Of a store, on end. */
  private static final int MOST_FAILURES = 8;

  private static final System.Logger LOG = System.getLogger(KeyUses.class.getName());

  private final Documents documents;
  private final Table<AccessKeyUse> table;
  private final Clock clock;
  private final Cache<AccessKeyId, Known> known =
      Caffeine.newBuilder()
          .maximumSize(MOST_KEYS)
          .executor(Runnable::run) // Every request reads: it wakes no thread to keep the books.
          .build();
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "sallyport-key-uses");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * What is known of a key here.
   *
   * @param written when a use was last written here
   */
  private record Known(AccessKeyUse use, Instant written) {
    /** Whether another use tells no more: it is of the same second, and like this one. */
    boolean covers(AccessKeyUse other) {
      return use.date().getEpochSecond() == other.date().getEpochSecond()
          && use.service().equals(other.service())
          && use.region().equals(known(other.region()));
    }
  }

  /** Begins to look every minute for what is to be written. */
  @SuppressWarnings("FutureReturnValueIgnored") // It ends with the writer.
  public KeyUses(Documents documents, Clock clock) {
    this.documents = documents;
    this.table = table(documents);
    this.clock = clock;
    writer.scheduleWithFixedDelay(
        this::write, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
  }

  private static final Codec<AccessKeyUse> CODEC =
      new Codec<>() {
        @Override
        public AccessKeyUse read(Document document) {
          return new AccessKeyUse(
              document.instant("date"), document.text("service"), document.text("region"));
        }

        @Override
        public void write(AccessKeyUse use, ObjectNode json) {
          json.put("date", use.date().toString());
          json.put("service", use.service()).put("region", use.region());
        }
      };

  /** Remembers a use; writes nothing. */
  public void used(AccessKeyId id, AccessKeyUse use) {
    Known before = known.getIfPresent(id);
    if (before == null || !before.covers(use)) {
      AccessKeyUse coarse =
          new AccessKeyUse(
              use.date().truncatedTo(ChronoUnit.SECONDS), use.service(), known(use.region()));
      known
          .asMap()
          .merge(
              id,
              new Known(coarse, Instant.MIN),
              (old, young) -> new Known(young.use(), old.written()));
    }
  }

  /** A caller may sign for any text: what is longer than regions are is not kept. */
  private static String known(String region) {
    return region.length() <= LONGEST_REGION ? region : "";
  }

  /** A key's last use that is known, here or in the store. */
  Optional<AccessKeyUse> find(AccessKeyId id) {
    Optional<AccessKeyUse> here = Optional.ofNullable(known.getIfPresent(id)).map(Known::use);
    return Stream.of(here, table.get(id.value()))
        .flatMap(Optional::stream)
        .max(Comparator.comparing(AccessKeyUse::date));
  }

  /** Forgets a key that is deleted. */
  static void forget(Documents documents, AccessKeyId id, Change change) {
    change.delete(table(documents), id.value());
  }

  private static Table<AccessKeyUse> table(Documents documents) {
    return documents.table(CODEC, "access-key-use");
  }

  /**
   * Writes what was not written for an hour. What can't be written now, the next look tries again:
   * of a key whose document can't be read the others know nothing, and a store that fails often
   * enough is asked no more this time.
   */
  void write() {
    Instant now = clock.instant();
    int failures = 0;
    for (Map.Entry<AccessKeyId, Known> each : known.asMap().entrySet()) {
      try {
        writeIfDue(each.getKey(), each.getValue(), now);
        failures = 0;
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.DEBUG, "the last use of an access key isn't written yet", e);
        failures += e.getCause() instanceof StoreException ? 1 : 0;
        if (failures == MOST_FAILURES) {
          return;
        }
      }
    }
  }

  private void writeIfDue(AccessKeyId id, Known each, Instant now) {
    boolean due =
        each.written().equals(Instant.MIN)
            || (each.use().date().isAfter(each.written())
                && !now.isBefore(each.written().plus(BETWEEN_WRITES)));
    if (!due) {
      return;
    }
    documents.change(
        "the last use of an access key",
        change -> {
          boolean older =
              change
                  .get(table, id.value())
                  .filter(stored -> !stored.date().isBefore(each.use().date()))
                  .isEmpty();
          if (StoredAccessKeys.isThere(documents, id, change) && older) {
            change.put(table, each.use(), id.value());
          }
        });
    known.asMap().computeIfPresent(id, (key, last) -> new Known(last.use(), now));
  }

  /** Writes what is due, if the store can be asked, and then no more. */
  @Override
  public void close() {
    writer.shutdownNow();
    write();
  }
}
