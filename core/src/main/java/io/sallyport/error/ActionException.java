package io.sallyport.error;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** An error of an action of the host's own: what its caller is told, in the service's XML. */
public final class ActionException extends IamException {
  private static final long serialVersionUID = 1L;

  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9.]{0,127}");

  /**
   * An error.
   *
   * @param code such as {@code NoSuchQuota}: 1 to 128 letters, digits and dots, a letter first
   * @param httpStatus from 400 to 599; SDKs try again what is 500 or more
   * @param message one sentence for the caller, without a secret
   * @throws IllegalArgumentException if code or status are none of these
   */
  public ActionException(String code, int httpStatus, String message) {
    super(checked(code, httpStatus), httpStatus, requireNonNull(message, "message"));
  }

  private static String checked(String code, int httpStatus) {
    if (!CODE.matcher(requireNonNull(code, "code")).matches()) {
      throw new IllegalArgumentException("an error's code is letters, digits and dots");
    }
    if (httpStatus < 400 || httpStatus > 599) {
      throw new IllegalArgumentException("an error's status is from 400 to 599");
    }
    return code;
  }
}
