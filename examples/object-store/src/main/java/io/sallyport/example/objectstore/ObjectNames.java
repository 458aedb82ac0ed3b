package io.sallyport.example.objectstore;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The keys that this store can keep as what they are. It keeps an object as a file, so a key with a
 * segment {@code ..} would be another object than the one that was allowed, and one that begins
 * like S3Proxy's own files would reach into these. One that ends with a slash would be the object
 * without it, or a folder, whose content is lost.
 */
final class ObjectNames {
  private static final List<String> RESERVED = List.of(".mpus-", ".s3proxy-");
  private static final int LONGEST_SEGMENT = 200;
  private static final int LONGEST_UPLOAD_ID = 64;

  private ObjectNames() {}

  static boolean canKeep(String key) {
    return Arrays.stream(key.split("/", -1)).allMatch(ObjectNames::isFileName);
  }

  /** Whether this may be an upload's id: S3Proxy makes file names of it. */
  static boolean isUploadId(String id) {
    return id.length() <= LONGEST_UPLOAD_ID && id.matches("[0-9a-fA-F-]+");
  }

  private static boolean isFileName(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_SEGMENT
        && RESERVED.stream().noneMatch(name::startsWith)
        && fitsTheFileSystem(name);
  }

  private static boolean fitsTheFileSystem(String name) {
    try {
      return Path.of(name).getNameCount() == 1;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
