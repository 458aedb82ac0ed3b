package io.sallyport.sigv4;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The checksums that S3 knows of an object.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html">
 *     Checking object integrity for data uploads</a>
 */
enum ChecksumAlgorithm {
  CRC32(Integer.BYTES),
  CRC32C(Integer.BYTES),
  CRC64NVME(Long.BYTES),
  SHA1(20),
  SHA256(32);

  /** With what the names of all their headers begin. */
  static final String HEADERS = "x-amz-checksum-";

  private static final Map<String, ChecksumAlgorithm> BY_HEADER =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(ChecksumAlgorithm::header, Function.identity()));

  private final int length;

  ChecksumAlgorithm(int length) {
    this.length = length;
  }

  /** The algorithm whose header, or line of a trailer, has this name; empty if it is unknown. */
  static Optional<ChecksumAlgorithm> ofHeader(String name) {
    return Optional.ofNullable(BY_HEADER.get(name));
  }

  /** Such as {@code x-amz-checksum-crc32}. */
  String header() {
    return HEADERS + name().toLowerCase(Locale.ROOT);
  }

  /** Of how many bytes its values are. */
  int length() {
    return length;
  }

  Checksum begin() {
    return switch (this) {
      case CRC32 -> Checksum.ofCrc(new CRC32(), length);
      case CRC32C -> Checksum.ofCrc(new CRC32C(), length);
      case CRC64NVME -> Checksum.ofCrc(new Crc64Nvme(), length);
      case SHA1 -> Checksum.ofHash(Digests.named("SHA-1"));
      case SHA256 -> Checksum.ofHash(Digests.sha256());
    };
  }
}
