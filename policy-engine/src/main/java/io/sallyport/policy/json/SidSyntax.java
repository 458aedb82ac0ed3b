package io.sallyport.policy.json;

import io.sallyport.policy.PolicyType;
import io.sallyport.policy.source.Printable;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a Sid may be: in IAM's policies letters and digits of ASCII, in those of resources any text
 * (Amazon's examples of bucket policies have whole sentences). Managed policies, which may be
 * boundaries, are known to have underscores too.
 */
final class SidSyntax {
  private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z]*");
  private static final Pattern MANAGED = Pattern.compile("[0-9A-Za-z_]*");

  private SidSyntax() {}

  static Optional<String> problem(String sid, PolicyType type) {
    boolean fine =
        switch (type) {
          case RESOURCE -> true;
          case MANAGED, BOUNDARY -> MANAGED.matcher(sid).matches();
          case IDENTITY, SESSION, TRUST -> PLAIN.matcher(sid).matches();
        };
    return fine
        ? Optional.empty()
        : Optional.of("a Sid of letters and digits, and not " + Printable.quote(sid));
  }
}
