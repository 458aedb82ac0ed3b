package io.sallyport.sigv4;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** A checksum that a trailer may state. Not thread-safe. */
interface Checksum {
  void update(byte[] data);

  /** The checksum of all that was given, in Base64, as the trailer has it. */
  String value();

  /** The checksum of a trailer's name, such as {@code x-amz-checksum-crc32}; empty if unknown. */
  static Optional<Checksum> named(String trailer) {
    Map<String, Supplier<Checksum>> known =
        Map.of(
            "x-amz-checksum-crc32", () -> ofCrc(new CRC32(), Integer.BYTES),
            "x-amz-checksum-crc32c", () -> ofCrc(new CRC32C(), Integer.BYTES),
            "x-amz-checksum-crc64nvme", () -> ofCrc(new Crc64Nvme(), Long.BYTES),
            "x-amz-checksum-sha1", () -> ofHash("SHA-1"),
            "x-amz-checksum-sha256", () -> ofHash("SHA-256"));
    return Optional.ofNullable(known.get(trailer)).map(Supplier::get);
  }

  private static Checksum ofCrc(java.util.zip.Checksum crc, int width) {
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

  private static Checksum ofHash(String algorithm) {
    MessageDigest hash = Digests.named(algorithm);
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
