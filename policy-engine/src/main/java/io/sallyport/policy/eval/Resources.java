package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyVersion;

/** The Resource or NotResource of a statement. Without either, as in trust policies, it matches. */
final class Resources implements ResourceMatcher {
  private final Polarity polarity;
  private final ResourcePattern[] patterns;

  Resources(Patterns source, PolicyVersion version, Effect effect) {
    Doubt doubt = Doubt.of(effect).inside(source.polarity());
    this.polarity = source.polarity();
    this.patterns =
        source.values().stream()
            .map(value -> ResourcePattern.compile(value, version, doubt))
            .toArray(ResourcePattern[]::new);
  }

  @Override
  public boolean matches(String resource, RequestContext context) {
    if (polarity == Polarity.ABSENT) {
      return true;
    }
    boolean listed = false;
    for (int i = 0; i < patterns.length && !listed; i++) {
      listed = patterns[i].matches(resource, context);
    }
    return listed == (polarity == Polarity.IN);
  }

  /** Whether each pattern can be indexed by its head. */
  boolean isList() {
    return polarity == Polarity.IN;
  }

  ResourcePattern[] patterns() {
    return patterns;
  }
}
