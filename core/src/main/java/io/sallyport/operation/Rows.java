package io.sallyport.operation;

import io.sallyport.operation.Operation.Kind;
import io.sallyport.wire.XmlWriter;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Makes the rows of a table of operations.
 *
 * @param view what a call works on: a caller's view of one noun's manager, which authorises it
 */
record Rows<M>(Function<Call, M> view) {

  <I, O> Operation<I, O> asking(
      String name,
      Function<Parameters, I> read,
      BiFunction<M, I, O> run,
      BiConsumer<O, XmlWriter> write) {
    return operation(name, Kind.ASKING, read, run, write);
  }

  <I, O> Operation<I, O> changing(
      String name,
      Function<Parameters, I> read,
      BiFunction<M, I, O> run,
      BiConsumer<O, XmlWriter> write) {
    return operation(name, Kind.CHANGING, read, run, write);
  }

  /** An operation without a result. */
  <I> Operation<I, I> changing(String name, Function<Parameters, I> read, BiConsumer<M, I> run) {
    return changing(
        name,
        read,
        (manager, input) -> {
          run.accept(manager, input);
          return input;
        },
        Operation.noResult());
  }

  private <I, O> Operation<I, O> operation(
      String name,
      Kind kind,
      Function<Parameters, I> read,
      BiFunction<M, I, O> run,
      BiConsumer<O, XmlWriter> write) {
    return new Operation<>(
        name, kind, read, (call, input) -> run.apply(view.apply(call), input), write);
  }
}
