package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code Authorization} header says.
 *
 * @param names of the headers that were signed
 * @param signature maybe none
 */
record Authorization(CredentialScope.Claim credential, SignedNames names, String signature) {
  private static final String SCHEME = "AWS4-HMAC-SHA256";
  private static final List<String> PARTS = List.of("Credential=", "SignedHeaders=", "Signature=");

  static Authorization parse(String text) {
    @Nullable String[] parts = parts(text);
    return new Authorization(
        CredentialScope.Claim.parse(part(parts, 0), Fault.AUTHORIZATION_HEADER),
        SignedNames.parse(part(parts, 1), Fault.AUTHORIZATION_HEADER),
        part(parts, 2));
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
    return Optional.ofNullable(parts[place]).orElseThrow(Authorization::malformed);
  }

  private static MalformedRequestException malformed() {
    return new MalformedRequestException(Fault.AUTHORIZATION_HEADER);
  }
}
