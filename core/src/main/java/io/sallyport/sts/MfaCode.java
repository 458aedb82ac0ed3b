package io.sallyport.sts;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * What a device that a caller holds shows just now. Prints no code.
 *
 * @param serialNumber names the device: 9 to 256 characters of {@code A-Z a-z 0-9 _ + = / : , . @
 *     -}, such as {@code arn:aws:iam::111122223333:mfa/alice}
 * @param tokenCode six digits
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html">GetSessionToken</a>
 */
public record MfaCode(String serialNumber, String tokenCode) {
  private static final Pattern SERIAL_NUMBER = Pattern.compile("[A-Za-z0-9_+=/:,.@-]{9,256}");
  private static final Pattern TOKEN_CODE = Pattern.compile("[0-9]{6}");

  /**
   * Checks both.
   *
   * @throws InvalidInputException if one is not of its form
   */
  public MfaCode {
    requireNonNull(serialNumber, "serialNumber");
    requireNonNull(tokenCode, "tokenCode");
    if (!SERIAL_NUMBER.matcher(serialNumber).matches()) {
      throw new InvalidInputException(
          "SerialNumber", serialNumber, "9 to 256 of A-Z a-z 0-9 _+=/:,.@-");
    }
    if (!TOKEN_CODE.matcher(tokenCode).matches()) {
      throw new InvalidInputException("TokenCode", "[hidden]", "six digits");
    }
  }

  @Override
  public String toString() {
    return "MfaCode[serialNumber=" + serialNumber + "]";
  }
}
