package io.sallyport.operation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.InvalidInputException;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Anonymous;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationTest {
  @Test
  void aParameterThatIsNotReadIsRefusedBeforeAnythingIsDone() {
    List<String> done = new ArrayList<>();
    Operation<String, String> operation =
        new Operation<>(
            "Do",
            Operation.Kind.CHANGING,
            parameters -> parameters.get("What"),
            (call, what) -> {
              done.add(what);
              return what;
            },
            (what, result) -> result.element("Done", what));
    assertThrows(InvalidInputException.class, () -> operation.outcome(call("What=a&Other=b")));
    assertThrows(InvalidInputException.class, () -> operation.outcome(call("Other=")));
    assertTrue(done.isEmpty());
    assertFalse(operation.outcome(call("What=a")).result().isEmpty());
    assertTrue(done.contains("a"));
  }

  private static Call call(String form) {
    return new Call(new Anonymous(), Parameters.parse("", form), RequestContext.empty());
  }
}
