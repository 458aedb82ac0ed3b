package io.sallyport.error;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request was signed too long ago, or in the future, by the clock of this process. It is told as
 * each service tells it, with both times, so that clients can set their clocks right.
 */
public final class RequestTimeTooSkewedException extends IamException {
  private static final long serialVersionUID = 1L;

  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Instant signedAt;
  private final Duration validity;
  private final Instant now;
  private @Nullable String claimed;

  /**
   * A request that is too far from now.
   *
   * @param skew how far it may be
   */
  public RequestTimeTooSkewedException(Instant signedAt, Duration skew, Instant now) {
    this(
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large.",
        signedAt,
        skew,
        now);
  }

  private RequestTimeTooSkewedException(
      String code, String message, Instant signedAt, Duration validity, Instant now) {
    super(code, 403, message);
    this.signedAt = signedAt;
    this.validity = validity;
    this.now = now;
  }

  /** A presigned URL that is over. */
  public static RequestTimeTooSkewedException ended(
      Instant signedAt, Duration validity, Instant now) {
    return new RequestTimeTooSkewedException(
        "AccessDenied", "Request has expired", signedAt, validity, now);
  }

  /** This one, of a request that names an access key: so a host finds whose clock is wrong. */
  public RequestTimeTooSkewedException claiming(String accessKeyId) {
    claimed = accessKeyId;
    return this;
  }

  /** The access key that the request names, which is not proven. */
  public Optional<String> claimed() {
    return Optional.ofNullable(claimed);
  }

  /** S3's sentence is that of the error itself; IAM and STS have both times in theirs. */
  @Override
  public String message(AwsService service) {
    if (service == AwsService.S3) {
      return getMessage();
    }
    boolean early = signedAt.isAfter(now);
    Instant bound = early ? now.plus(validity) : now.minus(validity);
    return (early ? "Signature not yet current: " : "Signature expired: ")
        + BASIC.format(signedAt)
        + (early ? " is still later than " : " is now earlier than ")
        + BASIC.format(bound)
        + " ("
        + BASIC.format(now)
        + (early ? " + " : " - ")
        + validity.toMinutes()
        + " min.)";
  }

  @Override
  public Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    if (code().equals("AccessDenied")) {
      details.put("X-Amz-Expires", Long.toString(validity.toSeconds()));
      details.put("Expires", signedAt.plus(validity).toString());
    } else {
      details.put("RequestTime", BASIC.format(signedAt));
      details.put("MaxAllowedSkewMilliseconds", Long.toString(validity.toMillis()));
    }
    details.put("ServerTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
    return details;
  }
}
