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
  private static final List<String> PARTS = List.of("Credential=", "SignedHeaders=", "Signature=");

  private HeaderForm() {}

  static Version4Claim read(RequestHead head) {
    @Nullable String[] parts = parts(ClaimedSignature.single(head, "authorization").orElse(""));
    CredentialScope.Claim credential =
        CredentialScope.Claim.parse(part(parts, 0), Fault.AUTHORIZATION_HEADER);
    return new Version4Claim(
        credential,
        signedAt(head),
        Optional.empty(),
        SignedNames.parse(part(parts, 1), Fault.AUTHORIZATION_HEADER),
        part(parts, 2),
        ClaimedSignature.single(head, "x-amz-security-token").map(ClaimedSignature::token),
        Payload.of(
            credential.scope().service(), ClaimedSignature.single(head, "x-amz-content-sha256")));
  }

  /** In the order of {@link #PARTS}; null for one that isn't there. */
  private static @Nullable String[] parts(String authorization) {
    requireScheme(authorization);
    @Nullable String[] parts = new @Nullable String[PARTS.size()];
    for (int start = SCHEME.length(), end; start <= authorization.length(); start = end + 1) {
      end = authorization.indexOf(',', start);
      end = end < 0 ? authorization.length() : end;
      int from = start;
      while (from < end && Character.isWhitespace(authorization.charAt(from))) {
        from++;
      }
      int place = place(authorization, from);
      if (place < 0 || parts[place] != null) {
        throw malformed();
      }
      int value = from + PARTS.get(place).length(); // No later than the end: it has no comma.
      parts[place] = authorization.substring(value, end).stripTrailing();
    }
    return parts;
  }

  private static int place(String authorization, int from) {
    for (int i = 0; i < PARTS.size(); i++) {
      if (authorization.startsWith(PARTS.get(i), from)) {
        return i;
      }
    }
    return -1;
  }

  private static void requireScheme(String authorization) {
    if (!authorization.startsWith(SCHEME)
        || (authorization.length() > SCHEME.length()
            && authorization.charAt(SCHEME.length()) != ' ')) {
      boolean isAmazons =
          authorization.startsWith("AWS4-")
              || authorization.startsWith("AWS ")
              || authorization.equals("AWS");
      throw new MalformedRequestException(
          isAmazons ? Fault.SIGNATURE_VERSION : Fault.AUTHORIZATION_TYPE);
    }
  }

  private static String part(@Nullable String[] parts, int place) {
    return Optional.ofNullable(parts[place]).orElseThrow(HeaderForm::malformed);
  }

  private static Timestamp signedAt(RequestHead head) {
    return ClaimedSignature.single(head, "x-amz-date")
        .map(Timestamp::parse)
        .orElseGet(() -> ClaimedSignature.single(head, "date").flatMap(Timestamp::parseHttpDate))
        .orElseThrow(() -> new MalformedRequestException(Fault.DATE));
  }

  private static MalformedRequestException malformed() {
    return new MalformedRequestException(Fault.AUTHORIZATION_HEADER);
  }
}
