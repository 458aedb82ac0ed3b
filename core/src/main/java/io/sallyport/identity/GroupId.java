package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/** A group's id: a group that is deleted and created again gets another. */
public record GroupId(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,128}");

  public GroupId {
    requireNonNull(value, "value");
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException("GroupId", value, "1 to 128 of A-Z a-z 0-9 _+=,.@-");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
