package io.sallyport.policy.json;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What AWS accepts where a date is due. Laxer than the dates that can be compared without a doubt,
 * to which the reader holds documents too.
 */
final class DateSyntax {
  private static final Pattern EPOCH = Pattern.compile("-?\\d{1,19}(\\.\\d{1,9})?");
  private static final Pattern ISO =
      Pattern.compile(
          "(-?\\d{1,9})(-(0?[1-9]|1[0-2])(-(0?[1-9]|[12]\\d|3[01]))?)?"
              + "([Tt]((([01]?\\d|2[0-3])(:[0-5]?\\d(:[0-5]?\\d(\\.\\d{1,9})?)?)?)"
              + "([Zz]|[+-]([01]\\d|2[0-3])(:?[0-5]\\d)?)?)?)?");
  private static final long MIN_YEAR = -292275054L;
  private static final long MAX_YEAR = 292278993L;

  private DateSyntax() {}

  static boolean isDate(String text) {
    if (EPOCH.matcher(text).matches()) {
      return isLong(text.replaceFirst("\\..*", ""));
    }
    Matcher iso = ISO.matcher(text);
    if (!iso.matches()) {
      return false;
    }
    long year = Long.parseLong(iso.group(1));
    return year >= MIN_YEAR && year <= MAX_YEAR;
  }

  private static boolean isLong(String digits) {
    try {
      Long.parseLong(digits);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
