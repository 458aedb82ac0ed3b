package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.policy.Leniency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A signature in the fields of a form. */
final class PostedForm {
  static final String TOKEN = "x-amz-security-token";

  /** No signature is of the file. */
  static final Payload UNSIGNED = new Payload(PayloadMode.UNSIGNED, "UNSIGNED-PAYLOAD");

  private static final List<String> OF_EACH_VERSION = List.of("policy", TOKEN);
  private static final List<String> VERSION_4 =
      List.of("x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature");
  private static final List<String> VERSION_2 = List.of("awsaccesskeyid", "signature");

  private PostedForm() {}

  /** Empty if no field is part of a signature. */
  static Optional<ClaimedSignature> read(Map<String, String> fields, Set<Leniency> leniencies) {
    boolean isOfVersion4 = hasAny(fields, VERSION_4);
    if (hasAny(fields, VERSION_2)) {
      if (!leniencies.contains(Leniency.VERSION_2_FORMS)) {
        throw new MalformedRequestException(Fault.SIGNATURE_VERSION);
      }
      if (isOfVersion4) {
        throw new MalformedRequestException(Fault.SIGNED_TWICE);
      }
      return Optional.of(Version2Claim.read(fields));
    }
    return isOfVersion4 || hasAny(fields, OF_EACH_VERSION)
        ? Optional.of(version4(fields))
        : Optional.empty();
  }

  private static boolean hasAny(Map<String, String> fields, List<String> names) {
    return names.stream().anyMatch(fields::containsKey);
  }

  private static Version4Claim version4(Map<String, String> fields) {
    part(fields, "policy");
    if (!part(fields, "x-amz-algorithm").equals("AWS4-HMAC-SHA256")) {
      throw new MalformedRequestException(Fault.SIGNATURE_VERSION);
    }
    CredentialScope.Claim credential =
        CredentialScope.Claim.parse(part(fields, "x-amz-credential"), Fault.AUTHORIZATION_FORM);
    Timestamp signedAt =
        Timestamp.parse(part(fields, "x-amz-date"))
            .filter(time -> time.text().startsWith(credential.scope().date()))
            .orElseThrow(() -> new MalformedRequestException(Fault.AUTHORIZATION_FORM));
    String signature = part(fields, "x-amz-signature");
    if (!Version4Claim.isSignature(signature)) {
      throw new MalformedRequestException(Fault.AUTHORIZATION_FORM);
    }
    return new Version4Claim(
        credential,
        signedAt,
        Optional.empty(),
        SignedNames.NONE,
        signature,
        Optional.ofNullable(fields.get(TOKEN)).map(ClaimedSignature::token),
        UNSIGNED,
        Version4Claim.NOTHING);
  }

  private static String part(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name))
        .orElseThrow(() -> new MalformedRequestException(Fault.AUTHORIZATION_FORM));
  }
}
