package io.sallyport.example.objectstore.kept;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Which changes of what has one name overlap. Thread-safe. */
final class Overlaps {
  private final Map<Name, List<Change>> underWay = new ConcurrentHashMap<>();

  private record Name(String bucket, String name) {}

  /** Begins a change: a write of an object with a label or without, or a deletion. */
  Change begin(String bucket, String name, boolean isLabelled) {
    Change change = new Change(new Name(bucket, name), isLabelled);
    underWay.compute(change.name, (key, others) -> change.among(others));
    return change;
  }

  /** Notes that an object was given a label, which may go with the object. */
  void given(String bucket, String name, String label) {
    underWay.computeIfPresent(
        new Name(bucket, name),
        (key, all) -> {
          all.forEach(change -> change.given.add(label));
          return all;
        });
  }

  /** A change that is under way until it is closed. */
  final class Change implements AutoCloseable {
    private final Name name;
    private final boolean isLabelled;
    private final Queue<String> given = new ConcurrentLinkedQueue<>();
    private volatile boolean isAlone = true;
    private volatile boolean noneUnlabelled = true;

    private Change(Name name, boolean isLabelled) {
      this.name = name;
      this.isLabelled = isLabelled;
    }

    private List<Change> among(@Nullable List<Change> others) {
      List<Change> all = new ArrayList<>(others == null ? List.of() : others);
      for (Change other : all) {
        other.meets(this);
        meets(other);
      }
      all.add(this);
      return all;
    }

    private void meets(Change other) {
      isAlone = false;
      if (!other.isLabelled) {
        noneUnlabelled = false;
      }
    }

    /** Whether no other was under way at any time of this one so far. */
    boolean isAlone() {
      return isAlone;
    }

    /** Whether none without a label was. */
    boolean noneUnlabelled() {
      return noneUnlabelled;
    }

    /** The labels that were given to what had the name while it was under way. */
    List<String> given() {
      return List.copyOf(given);
    }

    /** Takes a step while none begins. */
    void hold(Runnable step) {
      underWay.computeIfPresent(
          name,
          (key, all) -> {
            step.run();
            return all;
          });
    }

    @Override
    public void close() {
      underWay.computeIfPresent(
          name,
          (key, all) -> {
            List<Change> left = new ArrayList<>(all);
            left.remove(this);
            return left.isEmpty() ? null : left;
          });
    }
  }
}
