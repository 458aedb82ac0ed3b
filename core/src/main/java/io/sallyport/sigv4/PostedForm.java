package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A signature in the fields of a form. */
final class PostedForm {
  private static final String TOKEN = "x-amz-security-token";
  private static final List<String> PARTS =
      List.of(
          "policy", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature", TOKEN);
  private static final List<String> VERSION_2 = List.of("awsaccesskeyid", "signature");

  private PostedForm() {}

  /** Empty if no field is part of a signature. */
  static Optional<SignatureClaim> read(Map<String, String> fields) {
    if (VERSION_2.stream().anyMatch(fields::containsKey)) {
      throw new MalformedRequestException(Fault.SIGNATURE_VERSION);
    }
    if (PARTS.stream().noneMatch(fields::containsKey)) {
      return Optional.empty();
    }
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
    if (!SignatureClaim.isSignature(signature)) {
      throw new MalformedRequestException(Fault.AUTHORIZATION_FORM);
    }
    return Optional.of(
        new SignatureClaim(
            credential,
            signedAt,
            Optional.empty(),
            SignedNames.NONE,
            signature,
            Optional.ofNullable(fields.get(TOKEN)).map(SignatureClaim::token),
            new Payload(PayloadMode.UNSIGNED, "UNSIGNED-PAYLOAD")));
  }

  private static String part(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name))
        .orElseThrow(() -> new MalformedRequestException(Fault.AUTHORIZATION_FORM));
  }
}
