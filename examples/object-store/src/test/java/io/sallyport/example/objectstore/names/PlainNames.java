package io.sallyport.example.objectstore.names;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Which keys are files' paths, said in the plainest way: segment by segment, by expressions. */
final class PlainNames {
  private static final List<String> RESERVED = List.of(".mpus-", ".s3proxy-");
  private static final Pattern UNFINISHED =
      Pattern.compile("(?s).*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private PlainNames() {}

  static boolean canKeep(String key) {
    String[] segments = key.split("/", -1);
    return !segments[0].equals(".sallyport-key")
        && Arrays.stream(segments).allMatch(PlainNames::isFileName);
  }

  static boolean canList(String prefix) {
    int slash = prefix.lastIndexOf('/');
    return (slash < 0 || canKeep(prefix.substring(0, slash)))
        && (slash == prefix.length() - 1 || isFileName(prefix.substring(slash + 1)));
  }

  static boolean isReserved(String name) {
    return RESERVED.stream().anyMatch(name::startsWith);
  }

  static String file(String key) {
    if (canKeep(key)) {
      return key;
    }
    String digits = HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8));
    return ".sallyport-key"
        + Pattern.compile(".{1,200}").matcher(digits).replaceAll(part -> "/" + part.group())
        + "=";
  }

  private static boolean isFileName(String name) {
    return !List.of("", ".", "..").contains(name)
        && name.getBytes(StandardCharsets.UTF_8).length <= 170
        && !isReserved(name)
        && !UNFINISHED.matcher(name).matches()
        && isOneFile(name);
  }

  private static boolean isOneFile(String name) {
    try {
      return Path.of(name).getNameCount() == 1;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
