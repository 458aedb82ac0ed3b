package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/** A version of a managed policy: v1, v2 and so on; none is ever given again. */
public record PolicyVersionId(String value) {
  private static final Pattern ALLOWED = Pattern.compile("v[1-9][0-9]{0,8}");

  public PolicyVersionId {
    requireNonNull(value, "value");
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException("VersionId", value, "v1, v2 and so on");
    }
  }

  /** The version of this number. */
  public static PolicyVersionId of(int number) {
    return new PolicyVersionId("v" + number);
  }

  public int number() {
    return Integer.parseInt(value.substring(1));
  }

  @Override
  public String toString() {
    return value;
  }
}
