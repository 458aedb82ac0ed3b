package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A signature in the {@code Authorization} header. */
final class HeaderForm {
  private static final String SCHEME = "AWS4-HMAC-SHA256";
  private static final List<String> PARTS = List.of("Credential", "SignedHeaders", "Signature");

  private HeaderForm() {}

  static SignatureClaim read(RequestHead head) {
    @Nullable String[] parts = parts(SignatureClaim.single(head, "authorization").orElse(""));
    CredentialScope.Claim credential =
        CredentialScope.Claim.parse(part(parts, 0), Fault.AUTHORIZATION_HEADER);
    return new SignatureClaim(
        credential,
        signedAt(head),
        Optional.empty(),
        SignatureClaim.headerNames(part(parts, 1), Fault.AUTHORIZATION_HEADER),
        part(parts, 2),
        SignatureClaim.single(head, "x-amz-security-token").map(SignatureClaim::token),
        Payload.of(
            credential.scope().service(), SignatureClaim.single(head, "x-amz-content-sha256")));
  }

  /** In the order of {@link #PARTS}; null for one that isn't there. */
  private static @Nullable String[] parts(String authorization) {
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? authorization : authorization.substring(0, space);
    if (!scheme.equals(SCHEME)) {
      boolean isAmazons = scheme.equals("AWS") || scheme.startsWith("AWS4-");
      throw new MalformedRequestException(
          isAmazons ? Fault.SIGNATURE_VERSION : Fault.AUTHORIZATION_TYPE);
    }
    @Nullable String[] parts = new @Nullable String[PARTS.size()];
    for (int start = SCHEME.length(), end; start <= authorization.length(); start = end + 1) {
      end = authorization.indexOf(',', start);
      end = end < 0 ? authorization.length() : end;
      String part = authorization.substring(start, end).strip();
      int equals = part.indexOf('=');
      int place = equals < 0 ? -1 : PARTS.indexOf(part.substring(0, equals));
      if (place < 0 || parts[place] != null) {
        throw malformed();
      }
      parts[place] = part.substring(equals + 1);
    }
    return parts;
  }

  private static String part(@Nullable String[] parts, int place) {
    return Optional.ofNullable(parts[place]).orElseThrow(HeaderForm::malformed);
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
