package io.sallyport.sigv4;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;

/** A checksum that a head or a trailer may state. Not thread-safe. */
interface Checksum {
  void update(byte[] data);

  /** The checksum of all that was given, in Base64, as it is stated. */
  String value();

  /**
   * Of a sum of bits.
   *
   * @param width of how many bytes it is
   */
  static Checksum ofCrc(java.util.zip.Checksum crc, int width) {
    return new Checksum() {
      @Override
      public void update(byte[] data) {
        crc.update(data);
      }

      @Override
      public String value() {
        byte[] wide = ByteBuffer.allocate(Long.BYTES).putLong(crc.getValue()).array();
        byte[] value = ByteBuffer.allocate(width).put(wide, Long.BYTES - width, width).array();
        return Base64.getEncoder().encodeToString(value);
      }
    };
  }

  static Checksum ofHash(MessageDigest hash) {
    return new Checksum() {
      @Override
      public void update(byte[] data) {
        hash.update(data);
      }

      @Override
      public String value() {
        return Base64.getEncoder().encodeToString(hash.digest());
      }
    };
  }
}
