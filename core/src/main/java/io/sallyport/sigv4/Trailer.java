package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sallyport.error.MalformedRequestException.Fault;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What follows the last chunk, to an empty line. Clients differ in how they part its lines, so
 * these are not held to one form; what they say is, and how they end: a body without its last line
 * is cut short, whatever its checksum.
 */
record Trailer(Map<String, String> lines) {
  static final int LONGEST = 4096;
  private static final String SIGNATURE = "x-amz-trailer-signature";

  static Trailer parse(byte[] bytes) throws BodyRejectedException {
    if (bytes.length > LONGEST) {
      throw new BodyRejectedException(Fault.BODY_TRAILER);
    }
    String text = new String(bytes, ISO_8859_1);
    if (!text.equals("\r\n") && !text.endsWith("\n\r\n")) {
      throw new BodyRejectedException(Fault.BODY_INCOMPLETE);
    }
    Map<String, String> lines = new HashMap<>();
    for (String line : text.split("\r?\n", -1)) {
      String[] pair = line.split(":", 2);
      if (pair.length == 2) {
        String name = pair[0].strip().toLowerCase(Locale.ROOT);
        if (lines.put(name, pair[1].strip()) != null) {
          throw new BodyRejectedException(Fault.BODY_TRAILER);
        }
      } else if (!line.isBlank()) {
        throw new BodyRejectedException(Fault.BODY_TRAILER);
      }
    }
    return new Trailer(lines);
  }

  /** Finds in it the declared checksum and, if the chunks are signed, its signature; no more. */
  void check(
      Optional<ChecksumAlgorithm> declared,
      Optional<ChunkSignatures> signatures,
      Optional<Checksum> checksum)
      throws BodyRejectedException {
    if (declared.isEmpty()) {
      requireLines(0);
      return;
    }
    String name = declared.get().header();
    String value = line(name);
    if (signatures.isPresent()) {
      requireLines(2);
      signatures.get().checkTrailer(name + ":" + value + "\n", line(SIGNATURE));
    } else {
      requireLines(1);
    }
    if (checksum.isEmpty() || !Digests.same(checksum.get().value(), value)) {
      throw new BodyRejectedException(Fault.BODY_CHECKSUM, declared.get().name());
    }
  }

  private String line(String name) throws BodyRejectedException {
    String value = lines.get(name);
    if (value == null) {
      throw new BodyRejectedException(
          name.equals(SIGNATURE) ? Fault.BODY_SIGNATURE : Fault.BODY_INCOMPLETE);
    }
    return value;
  }

  private void requireLines(int count) throws BodyRejectedException {
    if (lines.size() > count) {
      throw new BodyRejectedException(Fault.BODY_TRAILER);
    }
  }
}
