package io.sallyport.policy.eval;

import io.sallyport.policy.match.UnevaluableException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
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

  /** With what its keys begin, of a layer that is costly to write; empty of others. */
  private final String prefix;

  private final Consumer<RequestContext.Builder> writer;
  private volatile @Nullable Keys written;
  private boolean isWriting;
  private String failure = "";

  ContextLayer(Keys keys) {
    this.prefix = "";
    this.writer = unused -> {};
    this.written = keys;
  }

  private ContextLayer(String prefix, Consumer<RequestContext.Builder> writer) {
    this.prefix = prefix;
    this.writer = writer;
  }

  /** A layer that is written when one of its keys is asked for. */
  static ContextLayer whenAsked(Consumer<RequestContext.Builder> writer) {
    return new ContextLayer("", writer);
  }

  /**
   * A layer that is written when a condition asks for one of its keys, and never to be shown.
   *
   * @param prefix with what all its keys begin, in lower case
   * @throws IllegalArgumentException if it is empty
   */
  static ContextLayer costly(String prefix, Consumer<RequestContext.Builder> writer) {
    if (prefix.isEmpty()) {
      throw new IllegalArgumentException("the beginning of costly keys is empty");
    }
    return new ContextLayer(prefix, writer);
  }

  private boolean isCostly() {
    return !prefix.isEmpty();
  }

  /** Whether it may know of a key in lower case. */
  boolean mayKnow(String lowerCaseKey) {
    return lowerCaseKey.startsWith(prefix);
  }

  /**
   * The keys; writes them on the first call.
   *
   * @throws UnevaluableException if they could not be had, now or at the first call
   */
  Keys keys() {
    Keys known = written;
    return known == null ? write() : known;
  }

  /** The keys that are known without asking what is costly; none if they can't be had. */
  Keys known() {
    try {
      return isCostly() ? Objects.requireNonNullElse(written, Keys.NONE) : keys();
    } catch (UnevaluableException e) {
      return Keys.NONE;
    }
  }

  /** Whatever the writer throws, it is not asked again. */
  private synchronized Keys write() {
    Keys known = written;
    if (known != null) {
      return known;
    }
    if (isWriting) {
      throw new UnevaluableException("context keys ask for themselves");
    }
    if (!failure.isEmpty()) {
      throw new UnevaluableException(failure);
    }
    isWriting = true;
    try {
      Keys keys = RequestContext.written(writer);
      written = keys;
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
      return object instanceof ContextLayer other
          && !isCostly()
          && !other.isCostly()
          && keys().equals(other.keys());
    } catch (UnevaluableException e) {
      return false;
    }
  }

  @Override
  public int hashCode() {
    return isCostly() ? prefix.hashCode() : known().hashCode();
  }
}
