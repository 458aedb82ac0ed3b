package io.sallyport.sigv4;

import io.sallyport.wire.CharTable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * The time a request was signed at, to the second.
 *
 * @param text the same as AWS writes it: {@code 20130524T000000Z}
 */
record Timestamp(Instant instant, String text) {

  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Reads AWS's form; empty if it is none. */
  static Optional<Timestamp> parse(String text) {
    try {
      if (isPlain(text)) {
        long day =
            LocalDate.of(number(text, 0, 4), number(text, 4, 6), number(text, 6, 8)).toEpochDay();
        int second =
            LocalTime.of(number(text, 9, 11), number(text, 11, 13), number(text, 13, 15))
                .toSecondOfDay();
        return Optional.of(new Timestamp(Instant.ofEpochSecond(day * 86_400 + second), text));
      }
      return Optional.of(of(LocalDateTime.parse(text, BASIC).toInstant(ZoneOffset.UTC)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Reads a {@code Date} header: HTTP's own form, or AWS's; empty if it is none. */
  static Optional<Timestamp> parseHttpDate(String text) {
    try {
      return Optional.of(
          of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (DateTimeException e) {
      return parse(text);
    }
  }

  private static Timestamp of(Instant instant) {
    return new Timestamp(instant, BASIC.format(instant.atOffset(ZoneOffset.UTC)));
  }

  /** Whether it is written as all clients do, which needs no formatter. */
  private static boolean isPlain(String text) {
    return text.length() == 16
        && text.charAt(8) == 'T'
        && text.charAt(15) == 'Z'
        && CharTable.DIGITS.holdsAll(text, 0, 8)
        && CharTable.DIGITS.holdsAll(text, 9, 15);
  }

  /** Of digits and nothing else. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }

  @Override
  public String toString() {
    return text;
  }
}
