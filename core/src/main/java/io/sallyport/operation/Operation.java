package io.sallyport.operation;

import io.sallyport.wire.XmlWriter;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One operation of IAM or STS.
 *
 * @param name as its requests call it; with the service before it, the action that it takes
 * @param read makes of the parameters what it works on
 * @param run does the work, authorised as it goes
 * @param write writes the content of the result element
 */
record Operation<I, O>(
    String name,
    Kind kind,
    Function<Parameters, I> read,
    BiFunction<Call, I, O> run,
    BiConsumer<O, XmlWriter> write) {

  private static final BiConsumer<?, XmlWriter> NO_RESULT = new NoResult();

  private static final class NoResult implements BiConsumer<Object, XmlWriter> {
    @Override
    public void accept(Object output, XmlWriter result) {
      // There is nothing to write.
    }
  }

  /** What an operation does to what is stored. */
  enum Kind {
    /** It leaves all as it is, so that to repeat it does no harm. */
    ASKING,
    /** The same, by whoever sends it, signed or not: its parameters prove what must be proven. */
    OPEN,
    /** It changes what is stored: by who signed that very request, and not by who has a URL. */
    CHANGING
  }

  /**
   * What an operation came to.
   *
   * @param output what it answers with
   * @param result the content of the result element, if there is one, be it without content
   */
  record Outcome<O>(O output, Optional<XmlWriter> result) {}

  /** Runs the operation. A parameter that it doesn't know is refused before anything is done. */
  Outcome<O> outcome(Call call) {
    I input = read.apply(call.parameters());
    call.parameters().refuseUntaken();
    O output = run.apply(call, input);
    XmlWriter result = new XmlWriter();
    write.accept(output, result);
    return new Outcome<>(output, write == NO_RESULT ? Optional.empty() : Optional.of(result));
  }

  /** What writes the result of an operation that has no result element. */
  @SuppressWarnings("unchecked") // It looks at nothing.
  static <O> BiConsumer<O, XmlWriter> noResult() {
    return (BiConsumer<O, XmlWriter>) NO_RESULT;
  }
}
