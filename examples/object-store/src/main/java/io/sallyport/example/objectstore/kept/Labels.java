package io.sallyport.example.objectstore.kept;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * The names by which what is kept of an object is found. S3Proxy writes an object's metadata with
 * its file, and then gives the file its name: so a label is there with the object's content or not
 * at all. An object without one is known by what tells its file from any other.
 */
public final class Labels {
  /** The metadata of an object in which its label is; no client sees or sets it. */
  public static final String METADATA = "sallyport-label";

  /** Where S3Proxy keeps it. */
  private static final String ATTRIBUTE = "user.user-metadata." + METADATA;

  private Labels() {}

  /** With what labels of objects begin that were written with nothing to be kept of them. */
  private static final String PLAIN = "00000000-";

  /** A label that no object has. */
  static String fresh() {
    String label;
    do {
      label = UUID.randomUUID().toString();
    } while (isPlain(label));
    return label;
  }

  /** A label that no object has, of one that is written with nothing to be kept of it. */
  public static String plain() {
    return PLAIN + UUID.randomUUID().toString().substring(PLAIN.length());
  }

  /** Whether nothing need be kept under a label. */
  static boolean isPlain(String label) {
    return label.startsWith(PLAIN);
  }

  /**
   * The label of an object, or of an upload under way.
   *
   * @return empty if there is no such file
   */
  public static Optional<String> of(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        return Optional.empty();
      }
      Optional<String> given = given(file);
      return given.isPresent() ? given : Optional.of(identity(attributes));
    } catch (FileSystemException e) {
      if (Files.exists(file)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static Optional<String> given(Path file) throws IOException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    if (!view.list().contains(ATTRIBUTE)) {
      return Optional.empty();
    }
    ByteBuffer label = ByteBuffer.allocate(view.size(ATTRIBUTE));
    view.read(ATTRIBUTE, label);
    // What is no label of ours must not be taken for a file's path.
    return Optional.of(
        UUID.fromString(new String(label.array(), 0, label.position(), StandardCharsets.UTF_8))
            .toString());
  }

  private static String identity(BasicFileAttributes attributes) {
    String identity = attributes.fileKey() + " " + attributes.lastModifiedTime();
    return HexFormat.of().formatHex(identity.getBytes(StandardCharsets.UTF_8));
  }
}
