package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;

/** A role's id: a role that is deleted and created again gets another. */
public record RoleId(String value) {
  public RoleId {
    requireNonNull(value, "value");
    if (!NameCharacters.make(value, 1, 128)) {
      throw new InvalidInputException("RoleId", value, "1 to 128 of A-Z a-z 0-9 _+=,.@-");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
