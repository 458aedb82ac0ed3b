package io.sallyport.example.objectstore.kept;

import io.sallyport.identity.Pins;
import io.sallyport.identity.PolicyText;
import io.sallyport.policy.PolicyType;
import java.util.Map;
import java.util.TreeMap;

/**
 * A bucket policy as it was put.
 *
 * @param text empty if there is none
 * @param pins the ids of those whom it names, by their ARNs
 * @param isConfirmed whether its sender confirmed that it may shut out the owner's root user too
 */
public record KeptPolicy(String text, Map<String, String> pins, boolean isConfirmed) {
  /** No policy. */
  public static final KeptPolicy NONE = new KeptPolicy("", Map.of(), false);

  public KeptPolicy {
    pins = Map.copyOf(pins);
  }

  public boolean isThere() {
    return !text.isEmpty();
  }

  /** As the access decision takes it. */
  public PolicyText toText() {
    return PolicyText.kept(text, PolicyType.RESOURCE);
  }

  /** Who is meant by its names. */
  public Pins toPins() {
    return new Pins(new TreeMap<>(pins));
  }
}
