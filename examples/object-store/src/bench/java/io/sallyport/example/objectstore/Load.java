package io.sallyport.example.objectstore;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Requests, signed before, that wrk sends over connections that are kept, for some seconds. */
final class Load {
  private static final int CONNECTIONS = 16;
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
  private static final Pattern FAULTS =
      Pattern.compile("Non-2xx or 3xx responses|Socket errors|unable to");

  private static final String BY_TURNS =
      """
      local requests = {%s}
      local i = 0
      function request()
        i = i %% #requests + 1
        return requests[i]
      end
      """;

  private Load() {}

  /**
   * Sends them by turns.
   *
   * @return how many were answered, each with success
   */
  static long of(List<String> requests, URI endpoint, int seconds, Path folder) throws IOException {
    Path script = folder.resolve("requests.lua");
    String quoted = requests.stream().map(Load::quoted).collect(Collectors.joining(",\n"));
    Files.writeString(script, BY_TURNS.formatted(quoted));
    Process wrk =
        new ProcessBuilder(
                "wrk",
                "--threads=1",
                "--connections=" + CONNECTIONS,
                "--duration=" + seconds + "s",
                "--timeout=30s",
                "--script=" + script,
                endpoint.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher found = REQUESTS.matcher(said);
    if (!found.find() || FAULTS.matcher(said).find()) {
      throw new IOException("wrk failed: " + said);
    }
    return Long.parseLong(found.group(1));
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\r", "\\r").replace("\n", "\\n")
        + '"';
  }
}
