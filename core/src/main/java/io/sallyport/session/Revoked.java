package io.sallyport.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.document.Fields;
import io.sallyport.keyring.KeyRotation;
import io.sallyport.principal.Lineage.Kind;
import io.sallyport.principal.Lineage.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A document of what is revoked, by its names.
 *
 * @param last the number of its last revocation; it never goes back
 * @param entries what ends all sessions of a name
 * @param earlier what ends those of them that were issued before some time
 */
record Revoked(long last, SortedMap<String, Entry> entries, SortedMap<String, Earlier> earlier) {
  static final Codec<Revoked> CODEC = new RevokedCodec();

  static final Revoked NOTHING = new Revoked(0, new TreeMap<>(), new TreeMap<>());

  /** Nothing that ended what this ends is needed any more. */
  Revoked plus(String name, Instant now) {
    Revoked kept = swept(now);
    kept.entries.put(name, new Entry(last + 1, now));
    kept.earlier.remove(name);
    return kept;
  }

  /** The latest of the times so far stands for all: who began after its number knows of each. */
  Revoked plus(String name, Instant now, Instant issuedBefore) {
    Revoked kept = swept(now);
    Earlier known = kept.earlier.get(name);
    Instant latest =
        known != null && known.issuedBefore().isAfter(issuedBefore)
            ? known.issuedBefore()
            : issuedBefore;
    kept.earlier.put(name, new Earlier(new Entry(last + 1, now), latest));
    return kept;
  }

  private Revoked swept(Instant now) {
    Revoked kept = new Revoked(last + 1, new TreeMap<>(entries), new TreeMap<>(earlier));
    kept.entries.values().removeIf(entry -> entry.isOver(now));
    kept.earlier.values().removeIf(each -> each.entry().isOver(now));
    return kept;
  }

  /** Whether it ends nothing. */
  boolean isEmpty() {
    return entries.isEmpty() && earlier.isEmpty();
  }

  /**
   * Whether a session ends by what is revoked under this name.
   *
   * @param issuedAt when it began
   * @param spread how long after a revocation sessions begin that end with it
   */
  boolean ends(Mark mark, String name, Instant issuedAt, Duration spread) {
    Earlier some = earlier.get(name);
    return ends(entries.get(name), mark, issuedAt, spread)
        || (some != null
            && issuedAt.isBefore(some.issuedBefore())
            && ends(some.entry(), mark, issuedAt, spread));
  }

  /** No later session has the id of one: what is revoked under it ends it, whatever its number. */
  private static boolean ends(@Nullable Entry entry, Mark mark, Instant issuedAt, Duration spread) {
    return entry != null
        && (mark.kind() == Kind.SESSION
            || entry.number() > mark.epoch()
            || issuedAt.isBefore(entry.madeAt().plus(spread)));
  }

  record Entry(long number, Instant madeAt) {
    boolean isOver(Instant now) {
      return madeAt.plus(KeyRotation.LAST_TOKEN).isBefore(now);
    }
  }

  /** Of those sessions alone that were issued before some time. */
  record Earlier(Entry entry, Instant issuedBefore) {}

  private static final class RevokedCodec implements Codec<Revoked> {

    private static final String EARLIER = "revokedIfIssuedBefore";

    /** Until there were revocations of what was issued before some time, none had a field. */
    @Override
    public Revoked read(Document document) {
      SortedMap<String, Entry> entries = new TreeMap<>();
      Fields revoked = document.object("revoked");
      revoked.names().forEach(name -> entries.put(name, entry(revoked.object(name))));
      SortedMap<String, Earlier> earlier = new TreeMap<>();
      if (document.names().contains(EARLIER)) {
        Fields all = document.object(EARLIER);
        for (String name : all.names()) {
          Fields one = all.object(name);
          earlier.put(name, new Earlier(entry(one), one.instant("issuedBefore")));
        }
      }
      return new Revoked(document.number("last"), entries, earlier);
    }

    private static Entry entry(Fields entry) {
      return new Entry(entry.number("number"), entry.instant("madeAt"));
    }

    @Override
    public void write(Revoked value, ObjectNode json) {
      json.put("last", value.last());
      ObjectNode revoked = json.putObject("revoked");
      value.entries().forEach((name, entry) -> write(entry, revoked.putObject(name)));
      ObjectNode earlier = json.putObject(EARLIER);
      value
          .earlier()
          .forEach(
              (name, each) -> {
                ObjectNode one = earlier.putObject(name);
                write(each.entry(), one);
                one.put("issuedBefore", each.issuedBefore().toString());
              });
    }

    private static void write(Entry entry, ObjectNode json) {
      json.put("number", entry.number()).put("madeAt", entry.madeAt().toString());
    }
  }
}
