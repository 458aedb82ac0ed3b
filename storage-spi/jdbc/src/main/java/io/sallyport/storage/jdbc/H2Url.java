package io.sallyport.storage.jdbc;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** URLs of H2, and what the store adds to those of files. */
final class H2Url {
  private static final String H2 = "jdbc:h2:";

  /** A path, not a further scheme like {@code mem:} or {@code tcp:}; Windows drives included. */
  private static final Pattern FILE = Pattern.compile("(file:|\\.|/|~|[A-Za-z]:[/\\\\]).*");

  private static final List<String> OPTIONS =
      List.of(";TRACE_LEVEL_FILE=0", ";DB_CLOSE_ON_EXIT=FALSE", ";OPTIMIZE_REUSE_RESULTS=FALSE");

  private H2Url() {}

  static boolean isH2(String url) {
    return url.startsWith(H2);
  }

  /**
   * The URL with what a store needs. H2's usual file access closes the file, and loses its lock, if
   * a thread that uses it is interrupted; its asynchronous one doesn't. H2's trace file could hold
   * values. H2's own shutdown hook would close the file under its host. H2 reuses a query's last
   * result even where another connection has committed since.
   */
  static String robust(String url) {
    if (!isH2(url) || !FILE.matcher(url.substring(H2.length())).matches()) {
      return url;
    }
    String path = url.substring(H2.length()).replaceFirst("^file:", "");
    String robust = H2 + "async:" + path;
    for (String option : OPTIONS) {
      String name = option.substring(0, option.indexOf('=') + 1);
      if (!robust.toUpperCase(Locale.ROOT).contains(name)) {
        robust += option;
      }
    }
    return robust;
  }
}
