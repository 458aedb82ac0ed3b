package io.sallyport.policy.match;

/**
 * Reads dates, those in the usual spellings without making objects: {@code YYYY-MM}, {@code
 * YYYY-MM-DD}, {@code YYYY-MM-DDThh:mm[:ss[.f]]} with {@code Z} or an offset, or seconds since 1970
 * with an optional fraction. What else {@link LaxDates} reads comes after.
 *
 * <p>Four digits might be a year or seconds, and a time without a zone might be anywhere: neither
 * is a date here, so that doubt decides.
 */
final class Instants {
  /** What {@link #seconds} answers for a text that is no date. */
  static final long MALFORMED = Long.MIN_VALUE;

  private static final int MAX_DIGITS = 18;
  private static final int YEAR_DIGITS = 4;
  private static final int MAX_FRACTION = 9;
  private static final long DAY = 86_400;

  private Instants() {}

  /** Whole seconds since 1970, rounded down, or {@link #MALFORMED}. */
  static long seconds(String text) {
    int length = text.length();
    if (length >= 7 && text.charAt(4) == '-') {
      long seconds = calendar(text);
      return seconds == MALFORMED ? LaxDates.seconds(text) : seconds;
    }
    long seconds = epoch(text);
    return seconds == MALFORMED && length > 0 ? LaxDates.seconds(text) : seconds;
  }

  private static long epoch(String text) {
    int length = text.length();
    boolean negative = length > 0 && text.charAt(0) == '-';
    int start = negative ? 1 : 0;
    int end = digitsEnd(text, start);
    int fractionEnd = end < length && text.charAt(end) == '.' ? digitsEnd(text, end + 1) : end;
    boolean fractionFine =
        fractionEnd == end || (fractionEnd - end - 1 >= 1 && fractionEnd - end - 1 <= MAX_FRACTION);
    boolean year = length == YEAR_DIGITS && end == length && !negative;
    if (end == start
        || end - start > MAX_DIGITS
        || fractionEnd != length
        || !fractionFine
        || year) {
      return MALFORMED;
    }
    long value = number(text, start, end);
    if (!negative) {
      return value;
    }
    return fraction(text, end) > 0 ? -value - 1 : -value;
  }

  /** Nanoseconds beyond {@link #seconds}; 0 if there are none. */
  static int nanos(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      return 0;
    }
    int nanos = fraction(text, dot);
    return text.charAt(0) == '-' && nanos > 0 ? 1_000_000_000 - nanos : nanos;
  }

  private static int fraction(String text, int dot) {
    int nanos = 0;
    if (dot >= text.length() || text.charAt(dot) != '.') {
      return 0;
    }
    int end = digitsEnd(text, dot + 1);
    for (int i = dot + 1; i <= dot + MAX_FRACTION; i++) {
      nanos = nanos * 10 + (i < end ? text.charAt(i) - '0' : 0);
    }
    return nanos;
  }

  private static long calendar(String text) {
    int length = text.length();
    long year = field(text, 0, 4, 0, 9999);
    long month = field(text, 5, 2, 1, 12);
    boolean hasDay = length >= 10 && text.charAt(7) == '-';
    long day = hasDay ? field(text, 8, 2, 1, 31) : 1;
    if (year < 0 || month < 0 || day < 0 || day > daysIn(year, month)) {
      return MALFORMED;
    }
    long start = days(year, month, day) * DAY;
    if (length == (hasDay ? 10 : 7)) {
      return start;
    }
    if (!hasDay || length < 17 || text.charAt(10) != 'T' || text.charAt(13) != ':') {
      return MALFORMED;
    }
    long time = time(text);
    return time == MALFORMED ? MALFORMED : start + time;
  }

  /** Seconds from the start of the day in UTC, for what follows the T. */
  private static long time(String text) {
    long hour = field(text, 11, 2, 0, 23);
    long minute = field(text, 14, 2, 0, 59);
    int at = 16;
    long second = 0;
    if (text.charAt(at) == ':') {
      second = field(text, at + 1, 2, 0, 59);
      at += 3;
      if (at < text.length() && text.charAt(at) == '.') {
        int end = digitsEnd(text, at + 1);
        if (end == at + 1 || end - at - 1 > MAX_FRACTION) {
          return MALFORMED;
        }
        at = end;
      }
    }
    long offset = offset(text, at);
    if (hour < 0 || minute < 0 || second < 0 || offset == MALFORMED) {
      return MALFORMED;
    }
    return hour * 3600 + minute * 60 + second - offset;
  }

  private static long offset(String text, int at) {
    int rest = text.length() - at;
    if (rest == 1 && text.charAt(at) == 'Z') {
      return 0;
    }
    if (rest != 6 || text.charAt(at + 3) != ':') {
      return MALFORMED;
    }
    long hours = field(text, at + 1, 2, 0, 23);
    long minutes = field(text, at + 4, 2, 0, 59);
    char sign = text.charAt(at);
    if (hours < 0 || minutes < 0 || (sign != '+' && sign != '-')) {
      return MALFORMED;
    }
    long seconds = hours * 3600 + minutes * 60;
    return sign == '+' ? seconds : -seconds;
  }

  /** A field of fixed width within bounds, or -1. */
  private static long field(String text, int start, int width, long min, long max) {
    if (start + width > text.length() || digitsEnd(text, start) < start + width) {
      return -1;
    }
    long value = number(text, start, start + width);
    return value < min || value > max ? -1 : value;
  }

  private static int digitsEnd(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static long number(String text, int start, int end) {
    long value = 0;
    for (int i = start; i < end; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }

  static long daysIn(long year, long month) {
    if (month == 2) {
      boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
      return leap ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /** Days since 1970 in the Gregorian calendar, counted in years that start in March. */
  static long days(long year, long month, long day) {
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400L);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }
}
