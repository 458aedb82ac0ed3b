package io.sallyport.policy.match;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** {@code BinaryEquals}: both sides in Base64, compared as bytes; doubt decides on what is none. */
final class BinaryMatcher {

  private BinaryMatcher() {}

  static ValueMatcher equal(String value, Doubt doubt) {
    Optional<byte[]> policyValue = decode(value);
    return (requestValue, facts) -> {
      facts.spend(requestValue.length()); // Decoding takes much longer than comparing.
      Optional<byte[]> asked = decode(requestValue);
      return (policyValue.isPresent() && asked.isPresent())
          ? Arrays.equals(policyValue.get(), asked.get())
          : doubt.matches();
    };
  }

  static Optional<byte[]> decode(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
