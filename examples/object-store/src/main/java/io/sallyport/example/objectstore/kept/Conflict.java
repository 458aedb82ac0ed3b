package io.sallyport.example.objectstore.kept;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What was decided on isn't any more, as S3Proxy's store says so to S3Proxy. */
final class Conflict {
  private static final int STATUS = 409;

  private Conflict() {}

  /**
   * An exception that S3Proxy answers with.
   *
   * @param what happened
   */
  static RuntimeException of(String what) {
    String message = what + " while this was asked. Ask again.";
    return S3Exception.builder()
        .message(message)
        .statusCode(STATUS)
        .awsErrorDetails(
            AwsErrorDetails.builder().errorCode("OperationAborted").errorMessage(message).build())
        .build();
  }
}
