package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.IamException;
import io.sallyport.error.S3RequestException;
import io.sallyport.wire.PercentEncoding;
import java.util.Optional;

/**
 * Reads {@code x-amz-copy-source}: {@code bucket/key} or {@code /bucket/key}, percent-encoded or
 * not, and maybe {@code ?versionId=…}. It is decoded once, before it is cut in bucket and key.
 * {@code +} is refused: to some it is a space.
 */
final class CopySource {
  private static final String VERSION = "versionId=";

  private CopySource() {}

  static ObjectVersion parse(String text) {
    try {
      return read(text);
    } catch (IamException e) {
      throw malformed(text, e);
    }
  }

  /** The same object in the one spelling that a host is asked with. */
  static String written(ObjectVersion source) {
    String path = "/" + source.bucket() + "/" + source.key();
    return PercentEncoding.encodePath(path.getBytes(UTF_8))
        + source
            .versionId()
            .map(id -> "?" + VERSION + PercentEncoding.encode(id.getBytes(UTF_8)))
            .orElse("");
  }

  private static ObjectVersion read(String text) {
    int query = text.indexOf('?');
    String path = decoded(query < 0 ? text : text.substring(0, query));
    String name = path.startsWith("/") ? path.substring(1) : path;
    int slash = name.indexOf('/');
    if (text.indexOf('+') >= 0 || slash < 0) {
      throw malformed(text);
    }
    return new ObjectVersion(
        name.substring(0, slash),
        name.substring(slash + 1),
        query < 0 ? Optional.empty() : Optional.of(version(text.substring(query + 1))));
  }

  private static String version(String query) {
    if (!query.startsWith(VERSION) || query.indexOf('&') >= 0) {
      throw malformed(query);
    }
    return S3Parameters.requireVersion(decoded(query.substring(VERSION.length())));
  }

  /** A header has a character for each byte, unless the host knew that they are UTF-8. */
  private static String decoded(String text) {
    boolean isBytes = text.chars().allMatch(c -> c <= 0xFF);
    String bytes = isBytes ? text : new String(text.getBytes(UTF_8), ISO_8859_1);
    return PercentEncoding.text(PercentEncoding.decode(bytes));
  }

  private static S3RequestException malformed(String text) {
    return S3RequestException.invalidArgument(
        RequestHeaders.COPY_SOURCE, text, "a bucket/key, percent-encoded");
  }

  private static S3RequestException malformed(String text, IamException cause) {
    S3RequestException malformed = malformed(text);
    malformed.initCause(cause);
    return malformed;
  }
}
