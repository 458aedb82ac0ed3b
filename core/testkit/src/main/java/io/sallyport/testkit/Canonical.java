package io.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The parts of a request in the one form in which they are signed. */
final class Canonical {
  private Canonical() {}

  /** S3 has each byte of a path escaped once, others twice. */
  static String path(String rawPath, String service) {
    String once = encoded(decoded(rawPath.replace("+", "%2B"))).replace("%2F", "/");
    return service.equals("s3") ? once : encoded(once).replace("%2F", "/");
  }

  static String query(String rawQuery) {
    return Arrays.stream(rawQuery.split("&", -1))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.contains("=") ? pair : pair + "=")
        .map(pair -> pair.split("=", 2))
        .map(pair -> Map.entry(encoded(decoded(pair[0])), encoded(decoded(pair[1]))))
        .sorted(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry::getValue))
        .map(pair -> pair.getKey() + "=" + pair.getValue())
        .collect(Collectors.joining("&"));
  }

  /** Spaces around a value are not signed, nor more than one within it. */
  static String lines(SortedMap<String, String> headers) {
    return headers.entrySet().stream()
        .map(each -> each.getKey() + ":" + each.getValue().strip().replaceAll(" +", " ") + "\n")
        .collect(Collectors.joining());
  }

  /** Each character is a byte. */
  private static String decoded(String text) {
    return URLDecoder.decode(text, ISO_8859_1);
  }

  static String encoded(String bytes) {
    return URLEncoder.encode(bytes, ISO_8859_1)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
