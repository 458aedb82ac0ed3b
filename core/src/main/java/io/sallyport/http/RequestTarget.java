package io.sallyport.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request line asks for: a path and maybe a query, or a whole URL, which clients send to
 * proxies and servers must take.
 *
 * @param authority of a URL, as it was sent; else empty
 * @param path as sent, percent-encoded
 * @param query as sent, without its {@code ?}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2">RFC 9112, section 3.2</a>
 */
record RequestTarget(String authority, String path, String query) {
  private static final Pattern ABSOLUTE =
      Pattern.compile(
          "(?i:https?)://((?:[A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?)"
              + "(?=[/?]|$)");

  /**
   * Reads one.
   *
   * @throws io.sallyport.error.InvalidInputException if it is none, or not of visible ASCII
   */
  static RequestTarget parse(String text) {
    if (text.startsWith("/")) {
      return of("", text);
    }
    Matcher absolute = ABSOLUTE.matcher(text);
    if (!absolute.lookingAt()) {
      return of("", text);
    }
    String rest = text.substring(absolute.end());
    return of(absolute.group(1), rest.startsWith("/") ? rest : "/" + rest);
  }

  private static RequestTarget of(String authority, String text) {
    HeadSyntax.require("RequestTarget", HeadSyntax.isTarget(text));
    int query = text.indexOf('?');
    return query < 0
        ? new RequestTarget(authority, text, "")
        : new RequestTarget(authority, text.substring(0, query), text.substring(query + 1));
  }

  /** Whether it is at the host that the headers name, by which alone the bucket is found. */
  boolean isAt(List<String> hosts) {
    return authority.isEmpty() || (hosts.size() == 1 && hosts.get(0).equalsIgnoreCase(authority));
  }
}
