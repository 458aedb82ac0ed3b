package io.sallyport.example.objectstore;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * A session of a role under load.
 *
 * @param askedAt from before it was asked for
 * @param givenAt from after it was given
 */
record LoadedSession(
    LoadedRole role,
    boolean isLimited,
    AwsSessionCredentials credentials,
    Instant askedAt,
    Instant givenAt) {

  /** The key that sealed the token: its bytes from the second to the ninth. */
  String tokenKey() {
    byte[] head = Base64.getUrlDecoder().decode(credentials.sessionToken().substring(0, 12));
    return HexFormat.of().formatHex(head, 1, 9);
  }
}
