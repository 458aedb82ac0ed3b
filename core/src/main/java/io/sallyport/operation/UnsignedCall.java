package io.sallyport.operation;

import io.sallyport.error.InvalidInputException;
import io.sallyport.http.RequestHead;
import java.util.Locale;
import java.util.Set;

/** Which requests that nobody signed are calls of STS: those that S3 takes in no way. */
final class UnsignedCall {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Set<String> CALL = Set.of("Action", "Version");

  private UnsignedCall() {}

  static boolean isOne(RequestHead head) {
    return head.method().equals("POST")
        && head.rawPath().equals("/")
        && head.header("authorization").isEmpty()
        && (isForm(head) || isInQuery(head));
  }

  private static boolean isForm(RequestHead head) {
    return head.header("content-type")
        .filter(type -> type.toLowerCase(Locale.ROOT).startsWith(FORM))
        .isPresent();
  }

  /** As MinIO's SDKs send it: their body is empty, and of another type. */
  private static boolean isInQuery(RequestHead head) {
    try {
      return head.query().keySet().containsAll(CALL);
    } catch (InvalidInputException e) {
      return false; // It can't be read.
    }
  }
}
