package io.sallyport.storage.tck;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Says in words which rule of {@link io.sallyport.storage.IamStore} a failed test is about. */
final class RuleTitles implements TestExecutionExceptionHandler {
  private static final Pattern RULE = Pattern.compile("rule(\\d+)_.*");
  private static final List<String> TITLES =
      List.of(
          "reads are linearizable",
          "commits are atomic",
          "revisions grow",
          "order is bytes",
          "a page is a snapshot",
          "a page's cursor loses nothing",
          "a watch reports at least once",
          "a watch proves that it is current",
          "a watch that can't go on says so",
          "failures are told apart",
          "limits are kept",
          "closing is clean",
          "what was acknowledged stays",
          "what is only expected stays as it is");

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    Matcher rule = RULE.matcher(context.getRequiredTestMethod().getName());
    if (failure instanceof TestAbortedException || !rule.matches()) {
      throw failure;
    }
    int number = Integer.parseInt(rule.group(1));
    AssertionError named =
        new AssertionError(
            "IamStore's rule %d, %s: %s".formatted(number, TITLES.get(number - 1), said(failure)),
            failure);
    named.setStackTrace(failure.getStackTrace());
    throw named;
  }

  private static @Nullable String said(Throwable failure) {
    Throwable cause = failure.getCause();
    if (failure instanceof ExecutionException && cause != null) {
      return said(cause);
    }
    if (failure instanceof TimeoutException) {
      return "a call of the store hasn't returned";
    }
    return failure instanceof AssertionError ? failure.getMessage() : failure.toString();
  }
}
