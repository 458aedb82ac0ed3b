package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;

/**
 * A user's id: a user that is deleted and created again gets another. None is {@code anonymous}, in
 * any case, which is the id of whoever didn't sign.
 */
public record UserId(String value) {
  private static final String NOBODY = "anonymous";

  public UserId {
    requireNonNull(value, "value");
    if (!NameCharacters.make(value, 1, 128) || value.equalsIgnoreCase(NOBODY)) {
      throw new InvalidInputException(
          "UserId", value, "1 to 128 of A-Z a-z 0-9 _+=,.@-, and not anonymous");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
