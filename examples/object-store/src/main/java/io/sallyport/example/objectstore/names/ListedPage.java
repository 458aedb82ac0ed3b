package io.sallyport.example.objectstore.names;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A page of a bucket's objects: in the order of their keys' bytes, by any prefix and delimiter.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">ListObjectsV2</a>
 */
final class ListedPage {
  private static final Comparator<String> BY_BYTES =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  private ListedPage() {}

  /**
   * The page that is asked for.
   *
   * @param files all that may be on it, by the names of their files
   */
  static ListObjectsV2Response of(List<S3Object> files, ListObjectsV2Request request) {
    SortedMap<String, Optional<S3Object>> entries = entries(files, request);
    String after = after(request);
    if (!after.isEmpty()) {
      entries = entries.tailMap(after + '\0');
    }
    int most = request.maxKeys() == null ? Integer.MAX_VALUE : request.maxKeys();
    ListObjectsV2Response.Builder page = ListObjectsV2Response.builder();
    List<String> names = entries.keySet().stream().limit(most).toList();
    boolean isTruncated = entries.size() > most && most > 0;
    SortedMap<String, Optional<S3Object>> shown = entries;
    page.contents(
        names.stream()
            .flatMap(name -> shown.getOrDefault(name, Optional.empty()).stream())
            .toList());
    page.commonPrefixes(
        names.stream()
            .filter(name -> shown.getOrDefault(name, Optional.empty()).isEmpty())
            .map(name -> CommonPrefix.builder().prefix(name).build())
            .toList());
    page.isTruncated(isTruncated);
    return isTruncated
        ? page.nextContinuationToken(names.get(names.size() - 1)).build()
        : page.build();
  }

  /** What is listed, by name: an object, or what several have in common. */
  private static SortedMap<String, Optional<S3Object>> entries(
      List<S3Object> files, ListObjectsV2Request request) {
    String prefix = Optional.ofNullable(request.prefix()).orElse("");
    String delimiter = Optional.ofNullable(request.delimiter()).orElse("");
    SortedMap<String, Optional<S3Object>> entries = new TreeMap<>(BY_BYTES);
    for (S3Object file : files) {
      Optional<String> key = EscapedNames.key(file.key());
      if (key.isEmpty() || !key.get().startsWith(prefix)) {
        continue;
      }
      int end = delimiter.isEmpty() ? -1 : key.get().indexOf(delimiter, prefix.length());
      if (end < 0) {
        entries.put(key.get(), Optional.of(file.toBuilder().key(key.get()).build()));
      } else {
        entries.put(key.get().substring(0, end + delimiter.length()), Optional.empty());
      }
    }
    return entries;
  }

  private static String after(ListObjectsV2Request request) {
    return Optional.ofNullable(request.continuationToken())
        .or(() -> Optional.ofNullable(request.startAfter()))
        .orElse("");
  }
}
