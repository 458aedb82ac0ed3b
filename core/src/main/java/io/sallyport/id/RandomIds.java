package io.sallyport.id;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/** Makes ids and secrets of the shapes that AWS gives them. Thread-safe. */
public final class RandomIds {
  private static final char[] BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();
  private static final char[] SECRET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray();
  private final SecureRandom random;

  public RandomIds(SecureRandom random) {
    this.random = random;
  }

  /** A role's id: AROA and 17 characters. */
  public String role() {
    return "AROA" + text(17, BASE32);
  }

  /** A user's id: AIDA and 17 characters. */
  public String user() {
    return "AIDA" + text(17, BASE32);
  }

  /** A managed policy's id: ANPA and 17 characters. */
  public String policy() {
    return "ANPA" + text(17, BASE32);
  }

  /** A group's id: AGPA and 17 characters. */
  public String group() {
    return "AGPA" + text(17, BASE32);
  }

  /** The id of a user's access key: AKIA and 16 characters. */
  public String longTermAccessKey() {
    return "AKIA" + text(16, BASE32);
  }

  /** The id of a session's access key: ASIA and 16 characters. */
  public String sessionAccessKey() {
    return "ASIA" + text(16, BASE32);
  }

  /** A secret key: 40 characters, 240 random bits. */
  public String secretKey() {
    return text(40, SECRET);
  }

  /** A name for one change or session: 16 characters, 80 random bits. */
  public String unique() {
    return text(16, BASE32);
  }

  /** A request's id: a random UUID. */
  public String request() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    ByteBuffer halves = ByteBuffer.wrap(bytes);
    long high = (halves.getLong() & ~0xF000L) | 0x4000L;
    long low = (halves.getLong() >>> 2) | (1L << 63);
    return new UUID(high, low).toString();
  }

  private String text(int length, char[] alphabet) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    StringBuilder text = new StringBuilder(length);
    for (byte b : bytes) {
      text.append(alphabet[b & (alphabet.length - 1)]);
    }
    return text.toString();
  }
}
