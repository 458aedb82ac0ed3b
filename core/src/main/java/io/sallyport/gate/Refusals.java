package io.sallyport.gate;

import io.sallyport.error.IamException;
import io.sallyport.error.UnavailableException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where a request's work ends that went wrong: nothing is granted, and the caller reads an answer
 * whatever happened. That memory or stack ran out is one more thing that can go wrong: a container
 * would tell it in words of its own.
 */
public final class Refusals {
  private static final System.Logger LOG = System.getLogger(Refusals.class.getName());

  private Refusals() {}

  /**
   * The answer of a piece of work, or the refusal that its failure is.
   *
   * @param what is said to have failed, in the log
   */
  public static <T> T refusing(String what, Supplier<T> work, Function<IamException, T> refusal) {
    try {
      return work.get();
    } catch (IamException e) {
      return refusal.apply(e);
    } catch (RuntimeException | Error e) {
      return refusal.apply(unavailable(what, e));
    }
  }

  /** What is told of a failure whose own words are for the log alone. */
  static UnavailableException unavailable(String what, Throwable failure) {
    log(what, failure);
    return new UnavailableException(failure);
  }

  private static void log(String what, Throwable failure) {
    try {
      LOG.log(System.Logger.Level.ERROR, what, failure);
    } catch (OutOfMemoryError e) {
      // The answer is more needed than the line.
      return;
    }
  }
}
