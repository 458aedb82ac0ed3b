package io.sallyport.example.objectstore.kept;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Binds what a request does to the objects at which its {@linkplain Decided decision} looked. One
 * of which nothing is kept is as good as any other of which nothing is.
 */
public final class Looks {
  /** In the place of a label: nothing is kept of it, whichever object it is. */
  private static final String NOTHING = "";

  /** How often an object is opened that becomes another while it is. */
  private static final int MOST = 100;

  private final KeptObjects objects;
  private final KeptBuckets buckets;

  Looks(KeptObjects objects, KeptBuckets buckets) {
    this.objects = objects;
    this.buckets = buckets;
  }

  /** What is kept of an object, for a decision. */
  Optional<KeptObjects.Found> at(String bucket, String key) {
    Optional<KeptObjects.Found> found = objects.find(bucket, key);
    String label = found.map(KeptObjects.Found::label).orElse(NOTHING);
    Decided.note(bucket, key, isOne(bucket, label) ? label : NOTHING);
    return found;
  }

  /** The same, but nothing of a plain bucket's, of which no object is looked at. */
  Optional<KeptObjects.Found> unlessPlain(String bucket, String key) {
    if (objects.isPlain(bucket)) {
      Decided.note(bucket, key, NOTHING);
      return Optional.empty();
    }
    return at(bucket, key);
  }

  /** Whether the object of a label is unlike those of which nothing is kept. */
  private boolean isOne(String bucket, String label) {
    return (Labels.isGiven(label) && !Labels.isPlain(label))
        || (!label.equals(NOTHING) && objects.isKept(bucket, label));
  }

  /** Whether an object may be taken for the one at which this thread's request looked. */
  public boolean allow(String bucket, String key, String label) {
    return Decided.here()
        .look(bucket, key)
        .map(look -> look.equals(label) || (look.equals(NOTHING) && !isOne(bucket, label)))
        .orElse(true);
  }

  /** Refuses what is there if it may not be taken for the one that was looked at. */
  void require(String bucket, String key) {
    if (isOf(bucket, key)) {
      now(bucket, key);
    }
  }

  /** Whether this thread's request is decided on by what is kept of an object. */
  boolean isOf(String bucket, String key) {
    return Decided.here().look(bucket, key).isPresent();
  }

  /**
   * Opens an object that may be taken for the one that was looked at: what it is known by is the
   * same before it is opened and after, and no object comes back once it was replaced. One that
   * S3Proxy fails to open because it became another meanwhile is opened again.
   */
  <T> @Nullable T opened(
      String bucket, String key, Supplier<@Nullable T> open, Consumer<? super T> close) {
    if (!isOf(bucket, key)) {
      T opened;
      try {
        opened = open.get();
      } catch (RuntimeException e) {
        buckets.requireDecided(bucket); // Else it tells of another's.
        throw e;
      }
      return opened == null || isGood(opened, close, () -> isThere(bucket)) ? opened : null;
    }
    for (int times = 0; times < MOST; times++) {
      Optional<String> before = now(bucket, key);
      BooleanSupplier isStill = () -> isThere(bucket) && before.equals(now(bucket, key));
      T opened;
      try {
        opened = open.get();
      } catch (RuntimeException e) {
        if (isStill.getAsBoolean()) {
          throw e;
        }
        continue;
      }
      if (opened == null
          || isGood(opened, close, () -> before.isPresent() && isStill.getAsBoolean())) {
        return opened;
      }
    }
    throw written();
  }

  /** Always; refuses what isn't. */
  private boolean isThere(String bucket) {
    buckets.requireDecided(bucket);
    return true;
  }

  /** Whether it is, and closes it if it isn't. */
  private static <T> boolean isGood(T opened, Consumer<? super T> close, BooleanSupplier is) {
    boolean isGood = false;
    try {
      isGood = is.getAsBoolean();
      return isGood;
    } finally {
      if (!isGood) {
        close.accept(opened);
      }
    }
  }

  private Optional<String> now(String bucket, String key) {
    Optional<String> label =
        objects.isPlain(bucket) ? Optional.of(NOTHING) : objects.label(bucket, key);
    if (label.filter(it -> !allow(bucket, key, it)).isPresent()) {
      throw written();
    }
    return label;
  }

  private static RuntimeException written() {
    return Conflict.of("The object was written");
  }
}
