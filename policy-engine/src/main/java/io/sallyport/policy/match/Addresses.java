package io.sallyport.policy.match;

/** Reads IP addresses without making objects. IPv6 may be shortened and may end in IPv4. */
final class Addresses {
  private static final int GROUPS = 8;

  private Addresses() {}

  static boolean isAddress(String text) {
    return text.indexOf(':') < 0 ? four(text) >= 0 : isSix(text);
  }

  /** The 32 bits of a dotted IPv4 address, or -1. Numbers don't start with a needless 0. */
  static long four(String text) {
    return four(text, 0);
  }

  /** The upper 64 bits of a valid IPv6 address. */
  static long high(String text) {
    return half(text, 0);
  }

  /** The lower 64 bits of a valid IPv6 address. */
  static long low(String text) {
    return half(text, GROUPS / 2);
  }

  private static long four(String text, int start) {
    long value = 0;
    int at = start;
    for (int i = 0; i < 4; i++) {
      int number = 0;
      int first = at;
      while (at < text.length()
          && at - first < 3
          && Character.digit(text.charAt(at), 10) >= 0
          && text.charAt(at) <= '9') {
        number = number * 10 + text.charAt(at) - '0';
        at++;
      }
      boolean needlessZero = at - first > 1 && text.charAt(first) == '0';
      if (at == first || number > 255 || needlessZero) {
        return -1;
      }
      if (i < 3 && (at >= text.length() || text.charAt(at++) != '.')) {
        return -1;
      }
      value = (value << 8) | number;
    }
    return at == text.length() ? value : -1;
  }

  private static boolean isSix(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    if (gap < 0) {
      return groups(text, 0, text.length()) == GROUPS;
    }
    int before = groups(text, 0, gap);
    int after = groups(text, gap + 2, text.length());
    boolean fourBefore = text.lastIndexOf('.', gap) >= 0;
    return before >= 0 && after >= 0 && !fourBefore && before + after < GROUPS;
  }

  /** How many 16-bit groups a part without {@code ::} has, or -1; an IPv4 end counts as two. */
  private static int groups(String text, int start, int end) {
    int count = 0;
    int at = start;
    while (at < end) {
      int colon = text.indexOf(':', at);
      int stop = colon < 0 || colon > end ? end : colon;
      if (stop == end && text.indexOf('.', at) >= 0 && end == text.length()) {
        return four(text, at) < 0 ? -1 : count + 2;
      }
      if (hex(text, at, stop) < 0 || stop == end - 1) {
        return -1;
      }
      count++;
      at = stop + 1;
    }
    return count;
  }

  private static long half(String text, int firstGroup) {
    int gap = text.indexOf("::");
    long value = 0;
    for (int i = firstGroup; i < firstGroup + GROUPS / 2; i++) {
      value = (value << 16) | group(text, gap, i);
    }
    return value;
  }

  /** Group {@code index} of a valid address. */
  private static long group(String text, int gap, int index) {
    if (gap < 0) {
      return nth(text, 0, text.length(), index);
    }
    int before = groups(text, 0, gap);
    if (index < before) {
      return nth(text, 0, gap, index);
    }
    int after = groups(text, gap + 2, text.length());
    int fromEnd = index - (GROUPS - after);
    return fromEnd < 0 ? 0 : nth(text, gap + 2, text.length(), fromEnd);
  }

  private static long nth(String text, int start, int end, int index) {
    int at = start;
    int remaining = index;
    while (true) {
      int colon = text.indexOf(':', at);
      int stop = colon < 0 || colon > end ? end : colon;
      if (stop == end && end == text.length() && text.indexOf('.', at) >= 0) {
        long four = four(text, at);
        return remaining == 0 ? four >>> 16 : four & 0xffff;
      }
      if (remaining == 0) {
        return hex(text, at, stop);
      }
      remaining--;
      at = stop + 1;
    }
  }

  /** Up to four hexadecimal digits, or -1. */
  private static int hex(String text, int start, int end) {
    if (end <= start || end - start > 4) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = (value << 4) | digit;
    }
    return value;
  }
}
