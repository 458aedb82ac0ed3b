package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.credential.SessionToken;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A signature of Version 2 in the fields of a form. It is of the policy by the secret itself, so it
 * is good wherever and as long as the policy says: it names no day, region or service. Nothing else
 * is signed so here.
 *
 * @param policy as it stands there, in Base64, which is what was signed
 * @param signature whatever stands there: what isn't the signature is none
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/HTTPPOSTForms.html">HTML
 *     forms, Signature Version 2</a>
 */
record Version2Claim(
    AccessKeyId accessKeyId, String policy, String signature, Optional<SessionToken> sessionToken)
    implements ClaimedSignature {
  private static final String ALGORITHM = "HmacSHA1";

  static Version2Claim read(Map<String, String> fields) {
    try {
      return new Version2Claim(
          new AccessKeyId(part(fields, "awsaccesskeyid")),
          part(fields, "policy"),
          part(fields, "signature"),
          Optional.ofNullable(fields.get(PostedForm.TOKEN)).map(ClaimedSignature::token));
    } catch (InvalidInputException e) {
      throw malformed();
    }
  }

  /** Whether the policy was signed with this secret, found out in a time that tells nothing. */
  boolean isOf(SecretKey secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(UTF_8), ALGORITHM));
      byte[] right = mac.doFinal(policy.getBytes(UTF_8));
      return Digests.same(Base64.getEncoder().encodeToString(right), signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String version() {
    return "AWS";
  }

  /** No other service takes forms. */
  @Override
  public String service() {
    return "s3";
  }

  @Override
  public String region() {
    return "";
  }

  @Override
  public Optional<Instant> time() {
    return Optional.empty();
  }

  @Override
  public Optional<Duration> validity() {
    return Optional.empty();
  }

  @Override
  public SignedNames signedHeaders() {
    return SignedNames.NONE;
  }

  @Override
  public Payload payload() {
    return PostedForm.UNSIGNED;
  }

  /** Who has a policy and its signature may post by it. */
  @Override
  public String toString() {
    return "Version2Claim[" + accessKeyId + "]";
  }

  private static String part(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name)).orElseThrow(Version2Claim::malformed);
  }

  private static MalformedRequestException malformed() {
    return new MalformedRequestException(Fault.AUTHORIZATION_FORM_OF_VERSION_2);
  }
}
