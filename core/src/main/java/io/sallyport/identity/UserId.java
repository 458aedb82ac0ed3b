package io.sallyport.identity;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/** A user's id: a user that is deleted and created again gets another. */
public record UserId(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,128}");

  public UserId {
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException("UserId", value, "1 to 128 of A-Z a-z 0-9 _+=,.@-");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
