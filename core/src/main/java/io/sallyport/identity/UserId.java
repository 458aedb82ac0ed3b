package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;

/** A user's id: a user that is deleted and created again gets another. */
public record UserId(String value) {
  public UserId {
    requireNonNull(value, "value");
    if (!NameCharacters.make(value, 1, 128)) {
      throw new InvalidInputException("UserId", value, "1 to 128 of A-Z a-z 0-9 _+=,.@-");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
