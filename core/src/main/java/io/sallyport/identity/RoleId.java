package io.sallyport.identity;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/** A role's id: a role that is deleted and created again gets another. */
public record RoleId(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,128}");

  public RoleId {
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException("RoleId", value, "1 to 128 of A-Z a-z 0-9 _+=,.@-");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
