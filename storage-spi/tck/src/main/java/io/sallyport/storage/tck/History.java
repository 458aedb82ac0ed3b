package io.sallyport.storage.tck;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What many threads asked of a store that was empty, when, and what it answered; and whether one
 * order of all that, in which each call happens at one moment between its start and its end,
 * explains every answer.
 *
 * <p>The commits' revisions give their order, so the check is exact and quick: the commits, in that
 * order, must each find what they expected; and every other answer must fit a state at or after all
 * that had ended before it began, and before all that began after it ended. Taking the earliest
 * such state for each, in the order of their starts, leaves the later ones the most room.
 */
final class History {
  private record Made(long start, long end, long revision, Commit commit) {}

  private record Answer(long start, long end, String what, Predicate<Map<Key, Entry>> fits) {}

  private final List<Made> made = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();

  synchronized void read(long start, List<Key> asked, List<Entry> read) {
    Map<Key, Entry> expected = new HashMap<>();
    read.forEach(entry -> expected.put(entry.key(), entry));
    Predicate<Map<Key, Entry>> fits =
        state ->
            asked.stream()
                .allMatch(
                    k ->
                        Optional.ofNullable(state.get(k))
                            .equals(Optional.ofNullable(expected.get(k))));
    answers.add(new Answer(start, System.nanoTime(), "the read of " + read, fits));
  }

  synchronized void commit(long start, Commit commit, CommitResult result) {
    if (result instanceof CommitResult.Committed committed) {
      made.add(new Made(start, System.nanoTime(), committed.revision().value(), commit));
    } else if (result instanceof CommitResult.Conflict conflict) {
      Predicate<Map<Key, Entry>> fits =
          state ->
              commit.writes().stream()
                  .anyMatch(w -> w.key().equals(conflict.key()) && !meets(state, w));
      answers.add(new Answer(start, System.nanoTime(), "the conflict of " + commit, fits));
    }
  }

  /** Every (key, revision) that was written. */
  synchronized Set<Map.Entry<Key, Revision>> changes() {
    Set<Map.Entry<Key, Revision>> changes = new HashSet<>();
    made.forEach(
        m -> m.commit.changes().forEach(w -> changes.add(Map.entry(w.key(), revision(m)))));
    return changes;
  }

  synchronized Map<Key, Revision> lastChanges() {
    Map<Key, Revision> last = new HashMap<>();
    made.stream()
        .sorted(Comparator.comparingLong(Made::revision))
        .forEach(m -> m.commit.changes().forEach(w -> last.put(w.key(), revision(m))));
    return last;
  }

  /** Why no order explains the answers, if none does. */
  synchronized Optional<String> fault() {
    made.sort(Comparator.comparingLong(Made::revision));
    answers.sort(Comparator.comparingLong(Answer::start));
    List<Map<Key, Entry>> states = new ArrayList<>(List.of(Map.of()));
    for (Made next : made) {
      Map<Key, Entry> before = states.get(states.size() - 1);
      if (!next.commit.writes().stream().allMatch(write -> meets(before, write))) {
        return Optional.of("a commit was made against what it expected: " + next);
      }
      states.add(apply(before, next));
    }
    return faultInCommits().or(() -> faultInAnswers(states));
  }

  private Optional<String> faultInCommits() {
    long latestStart = Long.MIN_VALUE;
    for (int i = 0; i < made.size(); i++) {
      if (i > 0 && made.get(i).revision == made.get(i - 1).revision) {
        return Optional.of("two commits have one revision: " + made.get(i));
      }
      if (made.get(i).end - latestStart < 0 && latestStart != Long.MIN_VALUE) {
        return Optional.of("a commit ended before one of lower revision began: " + made.get(i));
      }
      latestStart = i == 0 ? made.get(i).start : Math.max(latestStart, made.get(i).start);
    }
    return Optional.empty();
  }

  private Optional<String> faultInAnswers(List<Map<Key, Entry>> states) {
    int[] places = new int[answers.size()];
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      int place = earliest(answer, places, i);
      int end = latest(answer);
      while (place <= end && !answer.fits.test(states.get(place))) {
        place++;
      }
      if (place > end) {
        return Optional.of("no state explains " + answer.what);
      }
      places[i] = place;
    }
    return Optional.empty();
  }

  private int earliest(Answer answer, int[] places, int before) {
    int place = 0;
    for (int i = 0; i < made.size(); i++) {
      if (made.get(i).end < answer.start) {
        place = i + 1;
      }
    }
    for (int i = 0; i < before; i++) {
      if (answers.get(i).end < answer.start) {
        place = Math.max(place, places[i]);
      }
    }
    return place;
  }

  private int latest(Answer answer) {
    for (int i = 0; i < made.size(); i++) {
      if (made.get(i).start > answer.end) {
        return i;
      }
    }
    return made.size();
  }

  private static Map<Key, Entry> apply(Map<Key, Entry> before, Made made) {
    Map<Key, Entry> after = new HashMap<>(before);
    for (Write write : made.commit.changes()) {
      if (write instanceof Write.Create create) {
        after.put(write.key(), entry(made, write, create.value()));
      } else if (write instanceof Write.Replace replace) {
        after.put(write.key(), entry(made, write, replace.value()));
      } else {
        after.remove(write.key());
      }
    }
    return after;
  }

  private static Entry entry(Made made, Write write, Bytes value) {
    return new Entry(write.key(), value, revision(made));
  }

  private static Revision revision(Made made) {
    return new Revision(made.revision);
  }

  private static boolean meets(Map<Key, Entry> state, Write write) {
    return Optional.ofNullable(state.get(write.key()))
        .map(Entry::revision)
        .equals(write.expectation());
  }
}
