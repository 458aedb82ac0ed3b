package io.sallyport.example.objectstore.kept;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a request is decided on: buckets as they were when it came, and objects as the decision
 * looked at them. It is of the thread of its request and of those that S3Proxy starts for it, since
 * neither the decision nor S3Proxy's store is told for which request it is asked.
 */
public final class Decided implements AutoCloseable {
  private static final ThreadLocal<@Nullable Decided> HERE = new InheritableThreadLocal<>();

  /** In the place of a label: two looks found two objects. No object is known by it. */
  private static final String SEVERAL = "several";

  private final long made;
  private final Map<Name, String> looks = new ConcurrentHashMap<>();

  private record Name(String bucket, String key) {}

  private Decided(long made) {
    this.made = made;
  }

  /** Begins a request in this thread, until this is closed in it. */
  static Decided begin(long made) {
    Decided decided = new Decided(made);
    HERE.set(decided);
    return decided;
  }

  /** That of this thread's request, without which nothing is done in a store. */
  static Decided here() {
    Decided decided = HERE.get();
    if (decided == null) {
      throw new IllegalStateException("this is about no request");
    }
    return decided;
  }

  /**
   * Notes at what this thread's request is decided on, if it is one.
   *
   * @param label by which the object is known
   */
  static void note(String bucket, String key, String label) {
    Decided decided = HERE.get();
    if (decided != null) {
      decided.looks.merge(
          new Name(bucket, key), label, (was, now) -> was.equals(now) ? was : SEVERAL);
    }
  }

  /** How many buckets had been made when it came. */
  long made() {
    return made;
  }

  /** By what an object was known at which the decision looked; empty of others. */
  Optional<String> look(String bucket, String key) {
    return looks.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(looks.get(new Name(bucket, key)));
  }

  /** Notes that what has a name is what the request itself has written. */
  void written(String bucket, String key) {
    looks.remove(new Name(bucket, key));
  }

  @Override
  public void close() {
    HERE.remove();
  }
}
