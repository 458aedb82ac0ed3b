package io.sallyport.credential;

import io.sallyport.error.InvalidInputException;
import java.util.Arrays;

/** Whether an access key opens anything. */
public enum AccessKeyStatus {
  ACTIVE("Active"),
  INACTIVE("Inactive");

  private final String text;

  AccessKeyStatus(String text) {
    this.text = text;
  }

  /** The status that AWS writes so. */
  public static AccessKeyStatus of(String text) {
    return Arrays.stream(values())
        .filter(status -> status.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException("Status", text, "Active or Inactive"));
  }

  /** As AWS writes it. */
  @Override
  public String toString() {
    return text;
  }
}
