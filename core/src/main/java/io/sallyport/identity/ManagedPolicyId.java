package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/** A managed policy's id: a policy that is deleted and created again gets another. */
public record ManagedPolicyId(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Z0-9]{16,128}");

  public ManagedPolicyId {
    requireNonNull(value, "value");
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException("ManagedPolicyId", value, "16 to 128 of A-Z 0-9");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
