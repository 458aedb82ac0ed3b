package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sallyport.sigv4.BodyRejectedException.Why;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What follows the last chunk. Clients differ in how they end and part its lines, so these are not
 * held to one form; what they say is.
 */
record Trailer(Map<String, String> lines) {
  static final int LONGEST = 4096;
  private static final String SIGNATURE = "x-amz-trailer-signature";

  static Trailer parse(byte[] bytes) throws BodyRejectedException {
    if (bytes.length > LONGEST) {
      throw new BodyRejectedException(Why.MALFORMED);
    }
    Map<String, String> lines = new HashMap<>();
    for (String line : new String(bytes, ISO_8859_1).split("\r?\n", -1)) {
      String[] pair = line.split(":", 2);
      if (pair.length == 2) {
        String name = pair[0].strip().toLowerCase(Locale.ROOT);
        if (lines.put(name, pair[1].strip()) != null) {
          throw new BodyRejectedException(Why.MALFORMED);
        }
      } else if (!line.isBlank()) {
        throw new BodyRejectedException(Why.MALFORMED);
      }
    }
    return new Trailer(lines);
  }

  /** Finds in it the declared checksum and, if the chunks are signed, its signature; no more. */
  void check(
      Optional<String> declared, Optional<ChunkSignatures> signatures, Optional<Checksum> checksum)
      throws BodyRejectedException {
    if (declared.isEmpty()) {
      requireLines(0);
      return;
    }
    String name = declared.get();
    String value = line(name);
    if (signatures.isPresent()) {
      requireLines(2);
      signatures.get().checkTrailer(name + ":" + value + "\n", line(SIGNATURE));
    } else {
      requireLines(1);
    }
    if (checksum.isEmpty() || !Digests.same(checksum.get().value(), value)) {
      throw new BodyRejectedException(Why.CHECKSUM);
    }
  }

  private String line(String name) throws BodyRejectedException {
    String value = lines.get(name);
    if (value == null) {
      throw new BodyRejectedException(name.equals(SIGNATURE) ? Why.SIGNATURE : Why.INCOMPLETE);
    }
    return value;
  }

  private void requireLines(int count) throws BodyRejectedException {
    if (lines.size() > count) {
      throw new BodyRejectedException(Why.MALFORMED);
    }
  }
}
