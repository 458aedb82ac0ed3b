package io.sallyport.error;

import static io.sallyport.error.AwsService.IAM;
import static io.sallyport.error.AwsService.S3;
import static io.sallyport.error.AwsService.STS;

import java.util.Map;

/**
 * The table of what a service calls an error, where that is not what the error calls itself.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">IAM</a>
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html">STS</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3</a>
 */
final class WireCodes {
  private static final WireCode EXPIRED = new WireCode("ExpiredToken", 403);
  private static final WireCode INVALID = new WireCode("InvalidClientTokenId", 403);
  private static final WireCode MISMATCH = new WireCode("SignatureDoesNotMatch", 403);
  private static final WireCode INCOMPLETE = new WireCode("IncompleteSignature", 400);

  private static final Map<Class<? extends IamException>, Map<AwsService, WireCode>> TABLE =
      Map.of(
          ExpiredTokenException.class,
          Map.of(IAM, EXPIRED, STS, EXPIRED),
          InvalidCredentialsException.class,
          Map.of(IAM, INVALID, STS, INVALID),
          InvalidInputException.class,
          Map.of(
              STS, new WireCode("ValidationError", 400), S3, new WireCode("InvalidRequest", 400)),
          MalformedPolicyDocumentException.class,
          Map.of(S3, new WireCode("MalformedPolicy", 400)),
          MalformedRequestException.class,
          Map.of(IAM, INCOMPLETE, STS, INCOMPLETE),
          RequestTimeTooSkewedException.class,
          Map.of(IAM, MISMATCH, STS, MISMATCH));

  private WireCodes() {}

  static WireCode of(IamException error, AwsService service) {
    WireCode own = new WireCode(error.code(), error.httpStatus());
    return TABLE.getOrDefault(error.getClass(), Map.of()).getOrDefault(service, own);
  }
}
