package io.sallyport.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An entry's value: at most 64 KiB, immutable, and none of the store's business. */
public final class Bytes {
  /** The most bytes that a value may have. */
  public static final int MAX_LENGTH = 64 * 1024;

  private final byte[] value;

  private Bytes(byte[] value) {
    if (value.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a value has at most " + MAX_LENGTH + " bytes, not " + value.length);
    }
    this.value = value;
  }

  public static Bytes of(byte[] value) {
    return new Bytes(value.clone());
  }

  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] toByteArray() {
    return value.clone();
  }

  public int length() {
    return value.length;
  }

  /** The bytes read as UTF-8. */
  public String text() {
    return new String(value, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  /** How many bytes there are; never what they are, since a value may be a secret. */
  @Override
  public String toString() {
    return value.length + " bytes";
  }
}
