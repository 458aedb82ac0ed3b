package io.sallyport.session;

import io.sallyport.credential.SessionToken;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.error.LimitExceededException;
import io.sallyport.keyring.KeyRing;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Sessions as tokens that only this installation can make or read: sealed by the key ring, in
 * base64url without padding. Thread-safe.
 */
public final class SessionTokens {
  /** The most characters that a token may have: what the proxies on its way can carry. */
  public static final int MAX_LENGTH = 4096;

  private final KeyRing keys;

  public SessionTokens(KeyRing keys) {
    this.keys = keys;
  }

  /**
   * A session's token.
   *
   * @throws LimitExceededException if it would be longer than {@link #MAX_LENGTH}
   */
  public SessionToken seal(Session session) {
    byte[] sealed = keys.sealToken(BinaryToken.write(session));
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    if (token.length() > MAX_LENGTH) {
      throw LimitExceededException.packedPolicyTooLarge(percent(token.length()));
    }
    return SessionToken.of(token);
  }

  /** How many percent of a token the session's policies and tags take, rounded up. */
  public static int packedPolicySize(Session session) {
    return percent((BinaryToken.lengthOfLimits(session) * 4 + 2) / 3);
  }

  private static int percent(int length) {
    return (100 * length + MAX_LENGTH - 1) / MAX_LENGTH;
  }

  /** The id of the key that sealed a token: the second to the ninth of its bytes. */
  static String key(SessionToken token) {
    byte[] beginning = Base64.getUrlDecoder().decode(token.reveal().substring(0, 12));
    return HexFormat.of().formatHex(beginning, 1, beginning.length);
  }

  /**
   * The session of a token.
   *
   * @throws InvalidCredentialsException if it was not made here or was changed, whatever was wrong
   */
  public Session open(SessionToken token) {
    byte[] text =
        decode(token.reveal()).flatMap(keys::openToken).orElseThrow(SessionTokens::invalid);
    try {
      return text[0] == JsonToken.FORMAT ? JsonToken.read(text) : BinaryToken.read(text);
    } catch (RuntimeException e) {
      throw invalid(); // Sealed here, but not as this version seals: refused, whatever is wrong.
    }
  }

  private static InvalidCredentialsException invalid() {
    return new InvalidCredentialsException(Reason.INVALID_SESSION_TOKEN);
  }

  /**
   * Only the one spelling that {@link #seal} gives: base64 has bits to spare in its last character.
   */
  private static Optional<byte[]> decode(String token) {
    if (token.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      byte[] sealed = Base64.getUrlDecoder().decode(token);
      boolean canonical =
          Base64.getUrlEncoder().withoutPadding().encodeToString(sealed).equals(token);
      return canonical ? Optional.of(sealed) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
