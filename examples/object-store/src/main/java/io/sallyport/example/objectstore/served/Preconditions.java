package io.sallyport.example.objectstore.served;

import io.sallyport.http.RequestHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The headers of writes that S3Proxy would ignore, or take otherwise than S3: whoever sends one, or
 * a policy that is about it, relies on what would not be done. Reads may be answered whole.
 */
public final class Preconditions {
  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final String STORAGE_CLASS = "x-amz-storage-class";

  /** By header, the writes for which S3Proxy does what it says. */
  private static final Map<String, Set<String>> HEEDED =
      Map.of(
          "if-match",
          Set.of("PutObject", "CompleteMultipartUpload", "DeleteObject"),
          "if-none-match",
          Set.of("PutObject", "CompleteMultipartUpload"),
          "x-amz-if-match-size",
          Set.of("DeleteObject"),
          "x-amz-if-match-last-modified-time",
          Set.of("DeleteObject"));

  private Preconditions() {}

  /**
   * What of a request isn't done because of its headers; empty if it all is.
   *
   * @param operation its name
   */
  public static Optional<String> undone(String operation, RequestHead head) {
    if (READS.contains(head.method())) {
      return Optional.empty();
    }
    for (Map.Entry<String, Set<String>> heeded : HEEDED.entrySet()) {
      List<String> said = head.headers(heeded.getKey());
      if (!said.isEmpty() && !heeded.getValue().contains(operation)) {
        return Optional.of(operation + " with the header " + heeded.getKey());
      }
    }
    boolean isOfAnotherClass =
        operation.equals("CopyObject")
            && head.headers(STORAGE_CLASS).stream().anyMatch(it -> !it.equals("STANDARD"));
    return isOfAnotherClass
        ? Optional.of("CopyObject with the header " + STORAGE_CLASS)
        : Optional.empty();
  }
}
