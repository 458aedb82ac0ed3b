package io.sallyport.sts;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What a user asks a session of its own with. Immutable: each method answers another request.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html">GetSessionToken</a>
 */
public final class GetSessionTokenRequest {
  static final Duration LONGEST = Duration.ofHours(36);

  private final Optional<Duration> duration;
  private final Optional<MfaCode> mfaCode;

  private GetSessionTokenRequest(Optional<Duration> duration, Optional<MfaCode> mfaCode) {
    this.duration = duration;
    this.mfaCode = mfaCode;
  }

  /** A session of twelve hours, a root user's of one, without a second factor. */
  public static GetSessionTokenRequest of() {
    return new GetSessionTokenRequest(Optional.empty(), Optional.empty());
  }

  /**
   * With another duration.
   *
   * @throws io.sallyport.error.InvalidInputException if it is not from 15 minutes to 36 hours
   */
  public GetSessionTokenRequest withDuration(Duration newDuration) {
    requireNonNull(newDuration, "newDuration");
    return new GetSessionTokenRequest(Optional.of(Asking.duration(newDuration, LONGEST)), mfaCode);
  }

  /** With a second factor. */
  public GetSessionTokenRequest withMfaCode(MfaCode newMfaCode) {
    requireNonNull(newMfaCode, "newMfaCode");
    return new GetSessionTokenRequest(duration, Optional.of(newMfaCode));
  }

  /** How long the session is to last, if that was said. */
  public Optional<Duration> duration() {
    return duration;
  }

  /** The second factor, if one was given. */
  public Optional<MfaCode> mfaCode() {
    return mfaCode;
  }
}
