package io.sallyport.storage.tck;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** One fresh store for each test, and the words that the tests are written in. */
@Timeout(120)
@ExtendWith(RuleTitles.class)
abstract class StoreFixture {
  static final int LONGEST_PAGE = 1_000;

  private @Nullable IamStore opened;

  /** A new, empty store. The test closes it. */
  protected abstract IamStore open();

  @BeforeEach
  final void openStore() {
    opened = open();
    List<Entry> there = opened.list(KeyRange.all(), 1).entries();
    if (!there.isEmpty()) {
      fail("open() must make a new, empty store each time; this one has " + there.get(0).key());
    }
  }

  @AfterEach
  final void closeStore() {
    if (opened != null) {
      opened.close();
    }
  }

  final IamStore store() {
    if (opened == null) {
      throw new IllegalStateException("no store is open");
    }
    return opened;
  }

  final void use(IamStore another) {
    opened = another;
  }

  final Revision create(Key key, String value) {
    return commit(new Write.Create(key, Bytes.utf8(value)));
  }

  final Revision replace(Key key, String value, Revision expected) {
    return commit(new Write.Replace(key, Bytes.utf8(value), expected));
  }

  final Revision delete(Key key, Revision expected) {
    return commit(new Write.Delete(key, expected));
  }

  final Revision commit(Write... writes) {
    CommitResult result = store().commit(Commit.of(writes));
    return assertInstanceOf(
            CommitResult.Committed.class,
            result,
            () -> "every expectation of this commit was right: " + Arrays.toString(writes))
        .revision();
  }

  final Key refused(Write... writes) {
    CommitResult result = store().commit(Commit.of(writes));
    return assertInstanceOf(
            CommitResult.Conflict.class,
            result,
            () -> "an expectation of this commit was wrong: " + Arrays.toString(writes))
        .key();
  }

  final Entry entry(Key key) {
    return store().get(key).orElseThrow(() -> new AssertionError(key + " is absent"));
  }

  final List<Entry> all(KeyRange range, int pageSize) {
    List<Entry> entries = new ArrayList<>();
    KeyRange rest = range;
    while (true) {
      Page page = store().list(rest, pageSize);
      entries.addAll(page.entries());
      if (page.complete()) {
        return entries;
      }
      rest = range.after(page.entries().get(page.entries().size() - 1).key());
    }
  }

  final List<Key> keys(KeyRange range) {
    return all(range, LONGEST_PAGE).stream().map(Entry::key).toList();
  }

  final Cursor now() {
    return store().list(KeyRange.all(), 1).cursor();
  }

  final Watch watch(Cursor from) {
    return store().watch(KeyRange.all(), from);
  }

  /** What a watch reports until it proves that it is current. */
  static List<WatchEvent.Changed> drain(Watch watch) throws InterruptedException {
    List<WatchEvent.Changed> changes = new ArrayList<>();
    while (true) {
      WatchEvent event = watch.next();
      if (event instanceof WatchEvent.Changed changed) {
        changes.add(changed);
      } else if (event instanceof WatchEvent.Lost lost) {
        return fail("the watch was lost: " + lost.reason());
      } else {
        return changes;
      }
    }
  }

  final List<WatchEvent.Changed> changesSince(Cursor from) throws InterruptedException {
    try (Watch watch = watch(from)) {
      return drain(watch);
    }
  }
}
