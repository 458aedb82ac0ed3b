package io.sallyport.identity;

/** A managed policy that is attached to something. */
public record AttachedPolicy(PolicyArn arn, PolicyName name) {

  /** Attached under this ARN. */
  public static AttachedPolicy of(PolicyArn arn) {
    return new AttachedPolicy(arn, arn.name());
  }
}
