package io.sallyport.policy.eval;

import io.sallyport.policy.match.UnevaluableException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The values of one context key, there or to be fetched. */
final class ContextValue {
  private static final String[] NOTHING = {};
  static final ContextValue ABSENT = new ContextValue("", List.of(), Arity.SINGLE);

  /** Whether a variable may stand for the value inside a longer text. */
  enum Arity {
    /** One value, if there is one: more make it {@link #MANY} anyway. */
    SINGLE,
    MANY
  }

  private final String key;
  private final Supplier<List<String>> supplier;
  private final Arity arity;
  private final boolean isGiven;
  private String[] values = NOTHING;
  private volatile boolean fetched;
  private boolean fetching;
  private String failure = "";

  ContextValue(String key, List<String> values, Arity arity) {
    this.key = key;
    this.supplier = () -> values;
    this.arity = arity;
    this.values = values.toArray(String[]::new);
    this.isGiven = true;
    this.fetched = true;
  }

  ContextValue(String key, Supplier<List<String>> supplier, Arity arity) {
    this.key = key;
    this.supplier = supplier;
    this.arity = arity;
    this.isGiven = false;
  }

  /**
   * The values; fetches them on the first call. Not to be changed.
   *
   * @throws UnevaluableException if they could not be had, now or at the first call
   */
  String[] values() {
    if (!fetched) {
      fetch();
    }
    if (!failure.isEmpty()) {
      throw new UnevaluableException(failure);
    }
    return values;
  }

  /** The key, as it was given. */
  String key() {
    return key;
  }

  /** The values, if they are there already. Not to be changed. */
  String[] known() {
    return fetched ? values : NOTHING;
  }

  /** Whether a variable can stand for this value inside a longer text. */
  boolean isSingle() {
    return values().length == 1 && arity == Arity.SINGLE;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return this == object
        || (object instanceof ContextValue other
            && isGiven
            && other.isGiven
            && key.equals(other.key)
            && arity == other.arity
            && Arrays.equals(values, other.values));
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** Whatever the supplier throws, it is not asked again. */
  private synchronized void fetch() {
    if (fetched) {
      return;
    }
    if (fetching) {
      throw new UnevaluableException("the supplier of \"" + key + "\" asks for its own value");
    }
    fetching = true;
    failure = "the value of the context key \"" + key + "\" could not be had";
    try {
      values = List.copyOf(supplier.get()).toArray(String[]::new);
      failure = "";
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      failure += ": " + message(e);
    } finally {
      fetched = true;
    }
  }

  /** What something says that was thrown; its kind, if not even that can be had. */
  static String message(Throwable e) {
    try {
      return String.valueOf(e.getMessage());
    } catch (RuntimeException unused) {
      return e.getClass().getSimpleName();
    }
  }
}
