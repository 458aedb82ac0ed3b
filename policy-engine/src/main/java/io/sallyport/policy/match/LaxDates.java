package io.sallyport.policy.match;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dates in spellings that are unusual, but leave no doubt: short fields, {@code t} and {@code
 * z}, {@code T12Z}, {@code +0100}, {@code +01}, and a {@code T} with nothing behind. A time without
 * a zone is none of them.
 */
final class LaxDates {
  private static final int MAX_LENGTH = 64;
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{1,9})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?"
              + "[Tt](?:(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.\\d{1,9})?)?)?"
              + "(?:[Zz]|([+-])(\\d{2})(?::?(\\d{2}))?))?");

  private LaxDates() {}

  /** Whole seconds since 1970, or {@link Instants#MALFORMED}. */
  static long seconds(String text) {
    Matcher date = DATE.matcher(text);
    if (text.length() > MAX_LENGTH || !date.matches()) {
      return Instants.MALFORMED;
    }
    long year = number(date, 1, 0);
    long month = number(date, 2, 1);
    long day = number(date, 3, 1);
    long hour = number(date, 4, 0);
    long minute = number(date, 5, 0);
    long second = number(date, 6, 0);
    long hours = number(date, 8, 0);
    long minutes = number(date, 9, 0);
    boolean fits =
        isWithin(month, 1, 12)
            && isWithin(day, 1, Instants.daysIn(year, month))
            && isWithin(hour, 0, 23)
            && isWithin(hours, 0, 23)
            && Math.max(Math.max(minute, second), minutes) <= 59;
    if (!fits) {
      return Instants.MALFORMED;
    }
    long local = Instants.days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    long offset = hours * 3600 + minutes * 60;
    return "-".equals(date.group(7)) ? local + offset : local - offset;
  }

  private static boolean isWithin(long value, long min, long max) {
    return value >= min && value <= max;
  }

  private static long number(Matcher date, int group, long missing) {
    String digits = date.group(group);
    return digits == null ? missing : Long.parseLong(digits);
  }
}
