package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What a client is told when it is refused. */
final class Refusals {
  private Refusals() {}

  /**
   * Asserts that a call is refused.
   *
   * @param refusal the status and S3's code, such as {@code 403 AccessDenied}
   */
  static void assertRefused(String refusal, Executable call) {
    AwsServiceException refused = assertThrows(AwsServiceException.class, call);
    assertEquals(refusal, refused.statusCode() + " " + refused.awsErrorDetails().errorCode());
  }
}
