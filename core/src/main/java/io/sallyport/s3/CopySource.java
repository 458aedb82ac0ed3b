package io.sallyport.s3;

import io.sallyport.error.InvalidInputException;
import io.sallyport.http.RequestHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code x-amz-copy-source}: {@code bucket/key} or {@code /bucket/key}, percent-encoded, and
 * maybe {@code ?versionId=…}. It is read as a path is. {@code +} is refused: to some it is a space.
 */
final class CopySource {
  private CopySource() {}

  static ObjectVersion parse(String text) {
    if (text.indexOf('+') >= 0) {
      throw malformed(text); // in the version too
    }
    RequestHead target =
        RequestHead.builder("GET", text.startsWith("/") ? text : "/" + text).build();
    Address address = Address.of(target, List.of());
    return new ObjectVersion(
        address.bucket().orElseThrow(() -> malformed(text)),
        address.key().orElseThrow(() -> malformed(text)),
        version(text, target.query()));
  }

  private static Optional<String> version(String text, Map<String, List<String>> query) {
    if (query.isEmpty() && text.indexOf('?') < 0) {
      return Optional.empty();
    }
    List<String> versions = query.getOrDefault("versionId", List.of());
    if (query.size() != 1 || versions.size() != 1) {
      throw malformed(text);
    }
    return Optional.of(Asked.requireVersion(versions.get(0)));
  }

  private static InvalidInputException malformed(String text) {
    return new InvalidInputException(Asked.COPY_SOURCE, text, "an encoded bucket/key");
  }
}
