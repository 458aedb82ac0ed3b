package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import io.sallyport.wire.Md5;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a head states of the bytes of its body: the hash that was signed, a checksum, an MD5.
 *
 * @param value in Base64
 * @param begin makes what finds the same of the body that comes
 * @param fault what it is if the two differ, and of what
 */
record StatedDigest(String value, Supplier<Checksum> begin, Fault fault, String name) {
  private static final String MD5 = "content-md5";
  private static final int MD5_LENGTH = 16;
  private static final String SAID = "x-amz-sdk-checksum-algorithm";

  /** Begin as checksums do, and say something else. */
  private static final Set<String> OF_CHECKSUMS =
      Set.of("x-amz-checksum-algorithm", "x-amz-checksum-mode", "x-amz-checksum-type");

  /**
   * Reads what is stated beside the signed hash.
   *
   * @param trailer the checksum that comes behind the body, if one does
   * @throws MalformedRequestException if it can't be, or is more than S3 takes
   */
  static List<StatedDigest> of(RequestHead head, Optional<ChecksumAlgorithm> trailer) {
    if (head.method().equals("GET") || head.method().equals("HEAD")) {
      return List.of();
    }
    List<StatedDigest> stated = new ArrayList<>();
    ClaimedSignature.single(head, MD5).map(StatedDigest::ofMd5).ifPresent(stated::add);
    List<ChecksumAlgorithm> algorithms = algorithms(head);
    if (!isOfAnotherObject(head)) {
      requireOne(head, algorithms, trailer);
      algorithms.forEach(algorithm -> stated.add(of(head, algorithm)));
    }
    return List.copyOf(stated);
  }

  /** What was signed of a body. */
  static StatedDigest ofHash(String hex) {
    String value = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    return new StatedDigest(value, ChecksumAlgorithm.SHA256::begin, Fault.BODY_HASH, "");
  }

  /** What to throw if the body is another. */
  BodyRejectedException rejection() {
    return name.isEmpty()
        ? new BodyRejectedException(fault)
        : new BodyRejectedException(fault, name);
  }

  private static StatedDigest ofMd5(String value) {
    if (!isOf(MD5_LENGTH, value)) {
      throw new MalformedRequestException(Fault.MD5_VALUE);
    }
    return new StatedDigest(value, () -> Checksum.ofHash(Md5.begin()), Fault.BODY_MD5, "");
  }

  private static StatedDigest of(RequestHead head, ChecksumAlgorithm algorithm) {
    String value = ClaimedSignature.single(head, algorithm.header()).orElse("");
    if (!isOf(algorithm.length(), value)) {
      throw new MalformedRequestException(Fault.CHECKSUM_VALUE, algorithm.header());
    }
    return new StatedDigest(value, algorithm::begin, Fault.BODY_CHECKSUM, algorithm.name());
  }

  /** The checksums of a {@code CompleteMultipartUpload} are of the object that it puts together. */
  private static boolean isOfAnotherObject(RequestHead head) {
    return head.method().equals("POST") && head.query().containsKey("uploadId");
  }

  private static List<ChecksumAlgorithm> algorithms(RequestHead head) {
    List<ChecksumAlgorithm> found = new ArrayList<>();
    head.forEachHeader(
        (name, value) -> {
          if (name.startsWith(ChecksumAlgorithm.HEADERS) && !OF_CHECKSUMS.contains(name)) {
            found.add(
                ChecksumAlgorithm.ofHeader(name)
                    .orElseThrow(
                        () -> new MalformedRequestException(Fault.CHECKSUM_UNKNOWN, name)));
          }
        });
    return found.stream().distinct().toList();
  }

  private static void requireOne(
      RequestHead head, List<ChecksumAlgorithm> algorithms, Optional<ChecksumAlgorithm> trailer) {
    if (algorithms.size() + trailer.stream().count() > 1) {
      throw new MalformedRequestException(Fault.CHECKSUMS);
    }
    Optional<String> said = ClaimedSignature.single(head, SAID);
    if (said.isPresent()) {
      ChecksumAlgorithm given =
          algorithms.stream()
              .findFirst()
              .or(() -> trailer)
              .orElseThrow(() -> new MalformedRequestException(Fault.CHECKSUM_MISSING));
      if (!given.name().equalsIgnoreCase(said.get())) {
        throw new MalformedRequestException(Fault.CHECKSUM_VALUE, SAID);
      }
    }
  }

  /** Whether a text is so many bytes in the one spelling that Base64 has for them. */
  private static boolean isOf(int length, String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return bytes.length == length && Base64.getEncoder().encodeToString(bytes).equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
