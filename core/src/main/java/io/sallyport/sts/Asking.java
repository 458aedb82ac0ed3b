package io.sallyport.sts;

import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Tags;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.SessionPolicies;
import java.time.Duration;
import java.util.List;

/** The rules that what is asked of several operations keeps in each of them. */
final class Asking {
  private static final Duration SHORTEST = Duration.ofMinutes(15);
  private static final int MAX_POLICY = 2048;

  private Asking() {}

  /** A duration that is from 15 minutes to the longest. */
  static Duration duration(Duration asked, Duration longest) {
    if (asked.compareTo(SHORTEST) < 0 || asked.compareTo(longest) > 0) {
      throw new InvalidInputException(
          "DurationSeconds",
          Long.toString(asked.toSeconds()),
          "from " + SHORTEST.toSeconds() + " to " + longest.toSeconds());
    }
    return asked;
  }

  /** These policies with a session policy, which takes the place of another. */
  static SessionPolicies policies(String policy, SessionPolicies others) {
    if (policy.isEmpty() || policy.length() > MAX_POLICY) {
      throw new InvalidInputException("Policy", policy, "1 to 2048 characters long");
    }
    PolicyText text = PolicyText.submitted(policy, PolicyType.SESSION, MAX_POLICY);
    return new SessionPolicies(List.of(text), others.managed());
  }

  /** Tags, each key of which has one value. */
  static Tags tags(Tags asked) {
    for (String key : asked.keys()) {
      if (asked.values(key).size() > 1) {
        throw new InvalidInputException("Tags", key, "a key that is there once");
      }
    }
    return asked;
  }
}
