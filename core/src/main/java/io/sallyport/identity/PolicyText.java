package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.LimitExceededException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.json.PolicyReader;
import java.util.Set;

/**
 * A policy's document as it was submitted, and what kind of policy it is: checked before it is
 * kept. Immutable.
 */
public final class PolicyText {
  /** How many characters, white space aside, a bucket's policy may have. */
  public static final int LONGEST_OF_BUCKET = 20_480;

  private final String text;
  private final PolicyType type;

  private PolicyText(String text, PolicyType type) {
    this.text = text;
    this.type = type;
  }

  /**
   * A document that somebody submits, read as AWS would.
   *
   * @param maxLength how many characters, white space aside, it may have
   * @throws LimitExceededException if it is longer; that is found out first
   * @throws MalformedPolicyDocumentException with every problem of the document, if it is not a
   *     policy of this type
   */
  public static PolicyText submitted(String text, PolicyType type, int maxLength) {
    requireNonNull(text, "text");
    requireNonNull(type, "type");
    return submitted(text, type, maxLength, Set.of());
  }

  /**
   * A document that somebody submits, letting pass what is named. Whoever is to decide by it must
   * let the same pass: to others it is a document that can't be read.
   *
   * @throws LimitExceededException as {@link #submitted(String, PolicyType, int)}
   * @throws MalformedPolicyDocumentException as well
   */
  public static PolicyText submitted(
      String text, PolicyType type, int maxLength, Set<Leniency> leniencies) {
    requireNonNull(text, "text");
    requireNonNull(type, "type");
    requireNonNull(leniencies, "leniencies");
    PolicyText policy = new PolicyText(text, type);
    if (policy.length() > maxLength) {
      throw new LimitExceededException(
          "the policy has " + policy.length() + " characters, more than " + maxLength);
    }
    PolicyDocument unused = policy.document(leniencies);
    return policy;
  }

  /**
   * A document that was checked when it was submitted, perhaps by a version that read it in another
   * way. It is not checked again, so that it can be shown and replaced: if it can't be read any
   * more, it denies whatever it has a part in.
   */
  public static PolicyText kept(String text, PolicyType type) {
    requireNonNull(text, "text");
    requireNonNull(type, "type");
    return new PolicyText(text, type);
  }

  /**
   * A bucket's policy that somebody submits, read as AWS would: each of its resources is the bucket
   * or something in it, or may be by a pattern.
   *
   * @param bucket its name
   * @throws LimitExceededException if it is longer than {@link #LONGEST_OF_BUCKET}
   * @throws MalformedPolicyDocumentException with every problem of the document, if it is no policy
   *     of a bucket; or if it is one of another
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html">
   *     PutBucketPolicy</a>
   */
  public static PolicyText submittedFor(String bucket, String text) {
    requireNonNull(bucket, "bucket");
    PolicyText policy = submitted(text, PolicyType.RESOURCE, LONGEST_OF_BUCKET);
    if (!BucketResources.areOf(bucket, policy.document())) {
      throw new MalformedPolicyDocumentException("Policy has invalid resource");
    }
    return policy;
  }

  /**
   * What it says.
   *
   * @throws MalformedPolicyDocumentException if it can't be read, as what was kept may
   */
  public PolicyDocument document() {
    return document(Set.of());
  }

  /**
   * What it says to whoever lets the same pass.
   *
   * @throws MalformedPolicyDocumentException if it can't be read, as what was kept may
   */
  public PolicyDocument document(Set<Leniency> leniencies) {
    requireNonNull(leniencies, "leniencies");
    try {
      return PolicyReader.read(text, type, leniencies);
    } catch (MalformedPolicyException e) {
      throw new MalformedPolicyDocumentException(String.valueOf(e.getMessage()));
    }
  }

  /** The document, letter by letter as it was submitted. */
  public String text() {
    return text;
  }

  public PolicyType type() {
    return type;
  }

  /** How many characters the document has as AWS counts them: without white space. */
  public long length() {
    return text.codePoints().filter(c -> !Character.isWhitespace(c)).count();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PolicyText policy && type == policy.type && text.equals(policy.text);
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + type.hashCode();
  }

  /** Names the kind and the length; the document may be long, and have lines. */
  @Override
  public String toString() {
    return type + " policy of " + length() + " characters";
  }
}
