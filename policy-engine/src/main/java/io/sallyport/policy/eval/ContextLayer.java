package io.sallyport.policy.eval;

import io.sallyport.policy.match.UnevaluableException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a context that were written down together, or will be once one of them is asked for.
 * Thread-safe; they are written at most once.
 */
final class ContextLayer {

  /**
   * Keys, in lower case.
   *
   * @param asserted what the host vouches for
   * @param supplied what the caller said
   */
  record Keys(Map<String, ContextValue> asserted, Map<String, ContextValue> supplied) {
    private static final Keys NONE = new Keys(Map.of(), Map.of());
  }

  private final Supplier<Keys> writer;
  private volatile Optional<Keys> written;
  private boolean isWriting;
  private String failure = "";

  ContextLayer(Keys keys) {
    this.writer = () -> keys;
    this.written = Optional.of(keys);
  }

  ContextLayer(Supplier<Keys> writer) {
    this.writer = writer;
    this.written = Optional.empty();
  }

  /**
   * The keys; writes them on the first call.
   *
   * @throws UnevaluableException if they could not be had, now or at the first call
   */
  Keys keys() {
    return written.orElseGet(this::write);
  }

  /** The keys; none if they can't be had. */
  Keys known() {
    try {
      return keys();
    } catch (UnevaluableException e) {
      return Keys.NONE;
    }
  }

  /** Whatever the writer throws, it is not asked again. */
  private synchronized Keys write() {
    if (written.isPresent()) {
      return written.get();
    }
    if (isWriting) {
      throw new UnevaluableException("context keys ask for themselves");
    }
    if (!failure.isEmpty()) {
      throw new UnevaluableException(failure);
    }
    isWriting = true;
    try {
      Keys keys = writer.get();
      written = Optional.of(keys);
      return keys;
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      failure = "context keys could not be had: " + ContextValue.message(e);
      throw new UnevaluableException(failure);
    } finally {
      isWriting = false;
    }
  }

  /** Whether the other one says the same; what can't be had equals only itself. */
  @Override
  public boolean equals(@Nullable Object object) {
    if (this == object) {
      return true;
    }
    try {
      return object instanceof ContextLayer other && keys().equals(other.keys());
    } catch (UnevaluableException e) {
      return false;
    }
  }

  @Override
  public int hashCode() {
    return known().hashCode();
  }
}
