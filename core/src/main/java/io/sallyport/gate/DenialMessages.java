package io.sallyport.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.identity.AccountId;
import io.sallyport.keyring.KeyRing;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What denials were made of, sealed for an account: who was denied carries it, and can't read it.
 * All are of one length, so that none tells by its own how much there was to say, or whether there
 * was anything. ARCHITECTURE.md has the format. Thread-safe.
 */
public final class DenialMessages {
  /** How many bytes are sealed. */
  static final int LENGTH = 3072;

  private static final byte FORMAT = 1;
  private static final int HEADER = 3;
  private static final int LONGEST_TEXT = 64 * 1024;

  private final KeyRing keys;

  public DenialMessages(KeyRing keys) {
    this.keys = keys;
  }

  /** Seals as much of an explanation as there is room for. */
  String seal(AccountId account, DenialText text) {
    for (DenialText.Bound bound : DenialText.BOUNDS) {
      byte[] json = text.json(bound).getBytes(UTF_8);
      byte[] deflated = deflated(json);
      if (json.length <= LONGEST_TEXT && deflated.length <= LENGTH - HEADER) {
        byte[] plain = new byte[LENGTH];
        plain[0] = FORMAT;
        plain[1] = (byte) (deflated.length >>> 8);
        plain[2] = (byte) deflated.length;
        System.arraycopy(deflated, 0, plain, HEADER, deflated.length);
        return encoded(keys.sealToken(plain, purpose(account)));
      }
    }
    throw new IllegalStateException("the least that there is to say is too long");
  }

  /** The JSON of an explanation; empty if it wasn't sealed here for this account. */
  Optional<String> open(AccountId account, String message) {
    return decoded(message)
        .flatMap(bytes -> keys.openToken(bytes, purpose(account)))
        .flatMap(DenialMessages::text);
  }

  private static String purpose(AccountId account) {
    return "authorization-message/" + account;
  }

  private static Optional<String> text(byte[] plain) {
    int length = plain.length == LENGTH ? ((plain[1] & 0xFF) << 8) | (plain[2] & 0xFF) : LENGTH;
    return plain[0] == FORMAT && length <= LENGTH - HEADER
        ? inflated(Arrays.copyOfRange(plain, HEADER, HEADER + length))
        : Optional.empty();
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Only the one spelling that was given out. */
  private static Optional<byte[]> decoded(String message) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(message))
          .filter(bytes -> encoded(bytes).equals(message));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] deflated(byte[] text) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(text);
      deflater.finish();
      byte[] out = new byte[LENGTH];
      int length = deflater.deflate(out);
      // One that doesn't fit fills all, and so is too long.
      return Arrays.copyOf(out, length);
    } finally {
      deflater.end();
    }
  }

  private static Optional<String> inflated(byte[] deflated) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      byte[] text = new byte[LONGEST_TEXT];
      int length = inflater.inflate(text);
      return inflater.finished()
          ? Optional.of(new String(text, 0, length, UTF_8))
          : Optional.empty();
    } catch (DataFormatException e) {
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }
}
