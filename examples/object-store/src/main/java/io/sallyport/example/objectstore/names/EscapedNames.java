package io.sallyport.example.objectstore.names;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The files that keys are kept as. A key that can be a file's path is that path; any other is
 * written as digits, in a folder of its own, under names that are short enough. No two keys have
 * one file, and no key's file is a folder of another's digits.
 */
public final class EscapedNames {
  /** The folder of a bucket in which are the objects whose keys can't be files' paths. */
  static final String FOLDER = ".sallyport-key";

  /** With what the path of each of these begins. */
  static final String PREFIX = FOLDER + "/";

  private static final HexFormat HEX = HexFormat.of();
  private static final int CHUNK = 200;

  /** Ends the name of a file, so that none is that of a folder. */
  private static final String END = "=";

  private EscapedNames() {}

  /** The file of a key, by its path in the bucket's folder. */
  public static String file(String key) {
    if (ObjectNames.canKeep(key)) {
      return key;
    }
    String digits = HEX.formatHex(key.getBytes(StandardCharsets.UTF_8));
    StringBuilder file = new StringBuilder(FOLDER);
    for (int at = 0; at < digits.length(); at += CHUNK) {
      file.append('/').append(digits, at, Math.min(digits.length(), at + CHUNK));
    }
    return file.append(END).toString();
  }

  /** The key that a file is of; empty if it is none's, and so not listed. */
  public static Optional<String> key(String file) {
    if (!file.startsWith(PREFIX)) {
      return ObjectNames.canKeep(file) ? Optional.of(file) : Optional.empty();
    }
    String digits = String.join("", Arrays.asList(file.substring(PREFIX.length()).split("/", -1)));
    try {
      String key =
          new String(
              HEX.parseHex(digits.substring(0, Math.max(0, digits.length() - END.length()))),
              StandardCharsets.UTF_8);
      return file(key).equals(file) ? Optional.of(key) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
