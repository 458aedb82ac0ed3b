package io.sallyport.policy.lint;

import io.sallyport.policy.PolicyVersion;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * An entry of a Resource, ready to be compared with others as the evaluator would: by its parts.
 */
final class ResourceEntry implements Reach.Entry<ResourceEntry> {
  private static final int PARTS = 6;
  private static final int SERVICE = 2;
  private static final Pattern WILD_TYPE = Pattern.compile("[^*?]*[*?][^/:]*[/:]");

  private final boolean everything;
  private final Wildcard whole;
  private final Wildcard[] parts;

  /** Whether what it matches is left to doubt, be it of six parts. */
  private final boolean isDoubtful;

  /** Whether a variable stands where only plain text and wildcards may. */
  private final boolean hasEarlyVariable;

  ResourceEntry(String text, PolicyVersion version) {
    String[] raw = text.split(":", PARTS);
    this.isDoubtful = !raw[0].equals("arn") || (raw.length == PARTS && isTypeWild(raw));
    this.everything = text.equals("*");
    this.whole = Wildcard.of(text, version);
    this.parts = whole.split(PARTS);
    this.hasEarlyVariable = Arrays.stream(parts).limit(PARTS - 1).anyMatch(Wildcard::hasVariable);
  }

  /**
   * Whether this matches, for certain, whatever the other matches. Where the evaluator leaves to
   * doubt what an entry matches, it is not certain.
   */
  @Override
  public boolean covers(ResourceEntry other, Effort effort) {
    if (everything || equals(other)) {
      return true;
    }
    if (other.hasEarlyVariable || !effort.step()) {
      return false;
    }
    if (parts.length < PARTS) {
      return whole.isHead() && whole.covers(other.whole, effort);
    }
    return other.parts.length == PARTS && !isDoubtful && coversParts(other, effort);
  }

  /** Types of resources take wildcards in S3 only, where what stands before a slash is a name. */
  private static boolean isTypeWild(String[] parts) {
    return !parts[SERVICE].equals("s3") && WILD_TYPE.matcher(parts[PARTS - 1]).lookingAt();
  }

  private boolean coversParts(ResourceEntry other, Effort effort) {
    for (int i = 0; i < PARTS; i++) {
      if (!parts[i].covers(other.parts[i], effort)) {
        return false;
      }
    }
    return true;
  }
}
