package io.sallyport.policy.lint;

/** Compares patterns with texts and with other patterns. */
final class Wildcard {

  private Wildcard() {}

  /**
   * Whether a pattern matches a text. The text may be a pattern too: then its stars are matched by
   * stars only, and every text that it matches, the first pattern matches as well.
   */
  static boolean covers(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int retry = 0;
    while (t < text.length()) {
      char wanted = p < pattern.length() ? pattern.charAt(p) : '\0';
      char found = text.charAt(t);
      if (p < pattern.length() && wanted == '*') {
        star = p++;
        retry = t;
      } else if (p < pattern.length() && found != '*' && (wanted == found || wanted == '?')) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
