package io.sallyport.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What callers chose can't forge a line of a log. */
class MessagesTest {
  private static final String FORGED = "a\nINFO granted\u2028\u202e\0";

  @Test
  void everyMessageIsOnOneLine() {
    List<IamException> errors =
        List.of(
            new InvalidInputException(FORGED, FORGED, "allowed"),
            new AccessDeniedException(FORGED),
            new NoSuchEntityException("role", FORGED),
            new UnsupportedActionException(FORGED),
            new MalformedPolicyDocumentException(FORGED));
    for (IamException error : errors) {
      assertTrue(
          error.getMessage().contains("a\\u000aINFO granted\\u2028\\u202e\\u0000"),
          error::toString);
      assertEquals(1, error.toString().lines().count());
    }
  }

  @Test
  void nameAndValueOfAnInputAreCutShort() {
    String message =
        new InvalidInputException("a".repeat(5000), "b".repeat(5000), "c").getMessage();
    assertTrue(message.length() < 300, message);
    assertTrue(new UnsupportedActionException("a".repeat(5000)).getMessage().length() < 300);
  }
}
