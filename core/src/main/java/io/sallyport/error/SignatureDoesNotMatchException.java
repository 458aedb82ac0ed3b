package io.sallyport.error;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request has another signature than the secret of its access key gives, and the host lets its
 * sender see what should have been signed. That tells that there is such a key, so by default a
 * wrong signature is an {@link InvalidCredentialsException}. What was signed is told over the wire
 * alone, and is no part of the message: session tokens and keys of objects are left out of it.
 */
public final class SignatureDoesNotMatchException extends IamException {
  private static final long serialVersionUID = 1L;

  private final String accessKeyId;
  private final String signature;
  private final String stringToSign;
  private final String canonicalRequest;

  /**
   * Says what should have been signed.
   *
   * @param signature the one that came
   */
  public SignatureDoesNotMatchException(
      String accessKeyId, String signature, String stringToSign, String canonicalRequest) {
    super(
        "SignatureDoesNotMatch",
        403,
        "The request signature we calculated does not match the signature you provided. Check your"
            + " key and signing method.");
    this.accessKeyId = accessKeyId;
    this.signature = signature;
    this.stringToSign = stringToSign;
    this.canonicalRequest = canonicalRequest;
  }

  /** IAM and STS tell what should have been signed in the message, which has lines then. */
  @Override
  public String message(AwsService service) {
    return service == AwsService.S3
        ? getMessage()
        : getMessage()
            + "\n\nThe Canonical String for this request should have been\n'"
            + canonicalRequest
            + "'\n\nThe String-to-Sign should have been\n'"
            + stringToSign
            + "'\n";
  }

  @Override
  public Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("AWSAccessKeyId", accessKeyId);
    details.put("StringToSign", stringToSign);
    details.put("SignatureProvided", signature);
    details.put("StringToSignBytes", bytes(stringToSign));
    details.put("CanonicalRequest", canonicalRequest);
    details.put("CanonicalRequestBytes", bytes(canonicalRequest));
    return details;
  }

  private static String bytes(String text) {
    return HexFormat.ofDelimiter(" ").formatHex(text.getBytes(UTF_8));
  }
}
