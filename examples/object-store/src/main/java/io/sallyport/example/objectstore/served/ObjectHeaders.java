package io.sallyport.example.objectstore.served;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;

/**
 * The headers that are kept with an object. S3Proxy keeps them in extended attributes of its file,
 * of which ext4 has room for 4 KiB, and goes on without the rest: that the label is among what is
 * kept, there is to be room for it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html">Working
 *     with object metadata</a>
 */
final class ObjectHeaders {
  /** With what the names of metadata begin. */
  static final String METADATA = "x-amz-meta-";

  private static final Set<String> OTHERS =
      Set.of(
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-type",
          "expires");

  /** As S3 has it: names and values of metadata. */
  private static final int MOST_METADATA = 2 << 10;

  /** Of all together, with what the file system and S3Proxy add to each. */
  private static final int MOST = 3 << 10;

  private static final int ADDED = 32;

  /** The name of an attribute has 255 bytes, some of which are S3Proxy's. */
  private static final int LONGEST_NAME = 200;

  private ObjectHeaders() {}

  /** Refuses a request that has more of them than are kept. */
  static void requireFew(HttpServletRequest request) {
    int metadata = 0;
    int all = 0;
    int longest = 0;
    for (String name : Collections.list(request.getHeaderNames())) {
      String folded = name.toLowerCase(Locale.ROOT);
      boolean isMetadata = folded.startsWith(METADATA);
      if (isMetadata || OTHERS.contains(folded)) {
        for (String value : Collections.list(request.getHeaders(name))) {
          int length = name.length() + value.getBytes(StandardCharsets.UTF_8).length;
          all += length + ADDED;
          metadata += isMetadata ? length - METADATA.length() : 0;
          longest = Math.max(longest, name.length());
        }
      }
    }
    if (metadata > MOST_METADATA || all > MOST || longest > LONGEST_NAME) {
      throw new Refusal(
          400,
          "MetadataTooLarge",
          "Your metadata headers exceed the maximum allowed metadata size: "
              + MOST_METADATA
              + " bytes; with the other headers that are kept "
              + MOST
              + ", each counted with "
              + ADDED
              + " more; a name "
              + LONGEST_NAME
              + ".");
    }
  }
}
