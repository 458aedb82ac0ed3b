package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A signature in the {@code Authorization} header. */
final class HeaderForm {
  private static final String SCHEME = "AWS4-HMAC-SHA256";
  private static final Set<String> PARTS = Set.of("Credential", "SignedHeaders", "Signature");

  private HeaderForm() {}

  static SignatureClaim read(RequestHead head) {
    Map<String, String> parts = parts(SignatureClaim.single(head, "authorization").orElse(""));
    CredentialScope.Claim credential =
        CredentialScope.Claim.parse(part(parts, "Credential"), Fault.AUTHORIZATION_HEADER);
    return new SignatureClaim(
        credential,
        signedAt(head),
        Optional.empty(),
        SignatureClaim.headerNames(part(parts, "SignedHeaders"), Fault.AUTHORIZATION_HEADER),
        part(parts, "Signature"),
        SignatureClaim.single(head, "x-amz-security-token").map(SignatureClaim::token),
        Payload.of(
            credential.scope().service(), SignatureClaim.single(head, "x-amz-content-sha256")));
  }

  private static Map<String, String> parts(String authorization) {
    String scheme = authorization.split(" ", 2)[0];
    if (!scheme.equals(SCHEME)) {
      boolean isAmazons = scheme.equals("AWS") || scheme.startsWith("AWS4-");
      throw new MalformedRequestException(
          isAmazons ? Fault.SIGNATURE_VERSION : Fault.AUTHORIZATION_TYPE);
    }
    Map<String, String> parts = new HashMap<>();
    for (String part : authorization.substring(SCHEME.length()).split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length != 2 || !PARTS.contains(pair[0]) || parts.put(pair[0], pair[1]) != null) {
        throw malformed();
      }
    }
    return parts;
  }

  private static String part(Map<String, String> parts, String name) {
    return Optional.ofNullable(parts.get(name)).orElseThrow(HeaderForm::malformed);
  }

  private static Timestamp signedAt(RequestHead head) {
    return SignatureClaim.single(head, "x-amz-date")
        .map(Timestamp::parse)
        .orElseGet(() -> SignatureClaim.single(head, "date").flatMap(Timestamp::parseHttpDate))
        .orElseThrow(() -> new MalformedRequestException(Fault.DATE));
  }

  private static MalformedRequestException malformed() {
    return new MalformedRequestException(Fault.AUTHORIZATION_HEADER);
  }
}
