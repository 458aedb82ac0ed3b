package io.sallyport.storage.tck;

import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.StoreUnavailableException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Stores whose reads are wrong. */
final class WrongReads {
  private WrongReads() {}

  /** Answers from a replica that is one read behind. */
  static final class StaleRead extends Wrong {
    private final Map<Key, Optional<Entry>> replica = new ConcurrentHashMap<>();

    @Override
    public Optional<Entry> get(Key key) {
      Optional<Entry> now = right.get(key);
      Optional<Entry> before = replica.put(key, now);
      return before == null ? now : before;
    }
  }

  /** Answers that there is nothing when it can't be asked. */
  static final class AbsentWhenClosed extends Wrong {
    @Override
    public Optional<Entry> get(Key key) {
      try {
        return right.get(key);
      } catch (StoreUnavailableException e) {
        return Optional.empty();
      }
    }
  }

  /** Takes the text of a prefix for the prefix: {@code orders} matches {@code orders2}. */
  static final class PrefixWithoutEnd extends Listing {
    @Override
    Predicate<Entry> filter(KeyRange range) {
      byte[] prefix = Arrays.copyOf(range.to(), Math.max(0, range.to().length - 2));
      return entry -> {
        byte[] key = entry.key().encoded();
        return key.length >= prefix.length
            && Arrays.equals(prefix, 0, prefix.length, key, 0, prefix.length)
            && Arrays.compareUnsigned(range.from(), key) <= 0;
      };
    }
  }

  /** Orders as a database's collation might. */
  static final class Collated extends Listing {
    @Override
    Comparator<Entry> order() {
      return Comparator.comparing(e -> e.key().toString(), String.CASE_INSENSITIVE_ORDER);
    }
  }

  /** Takes keys that differ in case for one. */
  static final class CaseBlind extends Wrong {
    @Override
    public Optional<Entry> get(Key key) {
      return right.get(lower(key)).map(e -> new Entry(key, e.value(), e.revision()));
    }

    private static Key lower(Key key) {
      return Key.of(
          key.segments().stream()
              .map(segment -> segment.toLowerCase(Locale.ROOT))
              .toArray(String[]::new));
    }
  }

  /** Pages by counting, so that what comes or goes before the page moves it. */
  static final class PageByOffset extends Wrong {
    private int offset;

    @Override
    public Page list(KeyRange range, int limit) {
      boolean first = range.from().length <= 3;
      offset = first ? 0 : offset;
      Page all = right.list(KeyRange.all(), 1_000);
      List<Entry> rest = all.entries().stream().skip(offset).toList();
      List<Entry> page = rest.subList(0, Math.min(limit, rest.size()));
      offset += page.size();
      return new Page(page, page.size() == rest.size(), all.cursor());
    }
  }

  /** Says that a full page is never the last. */
  static final class FullPageIsNotLast extends Wrong {
    @Override
    public Page list(KeyRange range, int limit) {
      Page page = right.list(range, limit);
      return new Page(page.entries(), page.entries().size() < limit, page.cursor());
    }
  }

  /** Answers a hundred entries at most, and says that they are all. */
  static final class CappedPage extends Wrong {
    private static final int CAP = 100;

    @Override
    public Page list(KeyRange range, int limit) {
      Page page = right.list(range, limit);
      return page.entries().size() <= CAP
          ? page
          : new Page(page.entries().subList(0, CAP), true, page.cursor());
    }
  }

  /** Takes the cursor after the page, so that what changes between the two is never seen. */
  static final class CursorTooLate extends Wrong {
    @Override
    public Page list(KeyRange range, int limit) {
      Page page = right.list(range, limit);
      pause();
      return new Page(page.entries(), page.complete(), right.list(KeyRange.all(), 1).cursor());
    }
  }

  /** Lists everything, then filters and orders by itself. */
  abstract static class Listing extends Wrong {
    Predicate<Entry> filter(KeyRange range) {
      return entry -> range.contains(entry.key());
    }

    Comparator<Entry> order() {
      return Comparator.comparing(Entry::key);
    }

    @Override
    public Page list(KeyRange range, int limit) {
      Page all = right.list(KeyRange.all(), 1_000);
      List<Entry> found = all.entries().stream().filter(filter(range)).sorted(order()).toList();
      return new Page(
          found.subList(0, Math.min(limit, found.size())), found.size() <= limit, all.cursor());
    }
  }
}
