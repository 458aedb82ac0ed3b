package io.sallyport.policy.eval;

import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;

/** How the reference evaluator compares resources. */
record ReferenceResource(ReferenceText text, String asked) {

  boolean matches(Patterns patterns, boolean variables, boolean deny) {
    if (patterns.polarity() == Polarity.ABSENT) {
      return true;
    }
    boolean not = patterns.polarity() == Polarity.NOT_IN;
    boolean doubt = deny != not;
    boolean lacking =
        not && doubt && variables && patterns.values().stream().anyMatch(text::lacksValue);
    return (lacking || patterns.values().stream().anyMatch(it -> one(it, variables, doubt))) != not;
  }

  private boolean one(String pattern, boolean variables, boolean doubt) {
    if (pattern.equals("*") || !asked.startsWith("arn:")) {
      return pattern.equals("*");
    }
    String[] parts = pattern.split(":", 6);
    if (parts.length < 6) {
      boolean star = pattern.endsWith("*");
      return (star || doubt)
          && text.matches(star ? pattern : pattern + ":*", asked, true, false, 0, doubt);
    }
    boolean typeIsWild = parts[5].matches("[^/:]*[*?][^/:]*[/:].*") && !parts[2].equals("s3");
    if (typeIsWild && !doubt) {
      return false;
    }
    String[] askedParts = asked.split(":", 6);
    boolean matches = true;
    for (int i = 0; i < 6; i++) {
      matches &= text.matches(parts[i], askedParts[i], true, variables && i == 5, 0, doubt);
    }
    return matches;
  }
}
