package io.sallyport.example.objectstore.names;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys that this store can keep as what they are. It keeps an object as a file, so a key with a
 * segment {@code ..} would be another object than the one that was allowed, and one that begins
 * like S3Proxy's own files would reach into these. One that ends with a slash would be the object
 * without it, or a folder, whose content is lost.
 */
public final class ObjectNames {
  private static final String UPLOADS = ".mpus-";
  private static final String OWN = ".s3proxy-";
  private static final String UPLOAD = ".s3proxy-mpu-stub-";

  /** S3Proxy adds 85 of its own to it, of the 255 that a file's name may have. */
  private static final int LONGEST_SEGMENT = 170;

  private static final Pattern UPLOAD_ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final int UPLOAD_ID_LENGTH = 36;

  private ObjectNames() {}

  /** Whether a key can be the path of a file. */
  public static boolean canKeep(String key) {
    if (key.equals(EscapedNames.FOLDER) || key.startsWith(EscapedNames.PREFIX)) {
      return false;
    }
    int begin = 0;
    for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', begin)) {
      if (!isFileName(key.substring(begin, slash))) {
        return false;
      }
      begin = slash + 1;
    }
    return isFileName(key.substring(begin));
  }

  /**
   * Whether a listing by this prefix is of the keys that begin with it: S3Proxy resolves it, as if
   * it were a file's name, so that {@code own/../} would list everything. Its last segment may be a
   * part of a name, or none.
   */
  public static boolean canList(String prefix) {
    int slash = prefix.lastIndexOf('/');
    return (slash < 0 || canKeep(prefix.substring(0, slash)))
        && (slash == prefix.length() - 1 || isFileName(prefix.substring(slash + 1)));
  }

  /**
   * The file that S3Proxy keeps while an upload is under way; empty if this can't be an upload's
   * id. It joins id and key, so that only an id of the one length that S3Proxy gives says where the
   * key begins: {@code x} is also the end of {@code dead-own/x}.
   */
  public static Optional<String> ofUpload(String id, String key) {
    return UPLOAD_ID.matcher(id).matches()
        ? Optional.of(UPLOADS + id + "-" + EscapedNames.file(key) + "-stub")
        : Optional.empty();
  }

  /** The file in which S3Proxy keeps the metadata of an upload under way. */
  public static String ofUpload(String id) {
    return UPLOAD + id;
  }

  /** Whether S3Proxy calls what it keeps of an upload under way so; it takes no such key. */
  public static boolean isOfUpload(String name) {
    return name.startsWith(UPLOAD);
  }

  /** Whether a file of this name is S3Proxy's own, and no object. */
  public static boolean isReserved(String name) {
    return name.startsWith(UPLOADS) || name.startsWith(OWN);
  }

  private static boolean isFileName(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_SEGMENT
        && !isReserved(name)
        && !isUnfinished(name)
        && fitsTheFileSystem(name);
  }

  /** Whether S3Proxy writes so beside an object, until that is whole. */
  private static boolean isUnfinished(String name) {
    int dash = name.length() - UPLOAD_ID_LENGTH - 1;
    return dash >= 0
        && name.charAt(dash) == '-'
        && UPLOAD_ID.matcher(name.substring(dash + 1)).matches();
  }

  private static boolean fitsTheFileSystem(String name) {
    try {
      return Path.of(name).getNameCount() == 1;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
