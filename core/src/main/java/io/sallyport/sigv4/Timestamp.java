package io.sallyport.sigv4;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** The time a request was signed at, to the second: {@code 20130524T000000Z}. */
record Timestamp(Instant instant) {
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Reads AWS's form; empty if it is none. */
  static Optional<Timestamp> parse(String text) {
    try {
      return Optional.of(new Timestamp(LocalDateTime.parse(text, BASIC).toInstant(ZoneOffset.UTC)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Reads a {@code Date} header: HTTP's own form, or AWS's; empty if it is none. */
  static Optional<Timestamp> parseHttpDate(String text) {
    try {
      return Optional.of(
          new Timestamp(
              ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (DateTimeException e) {
      return parse(text);
    }
  }

  @Override
  public String toString() {
    return BASIC.format(instant.atOffset(ZoneOffset.UTC));
  }
}
