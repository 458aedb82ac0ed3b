package io.sallyport.managed;

import io.sallyport.identity.EntityPath;
import io.sallyport.identity.ManagedPolicyId;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.PolicyVersionId;
import io.sallyport.identity.Tags;
import java.time.Instant;

/**
 * A managed policy, as it was at one moment.
 *
 * @param description empty if none was given
 * @param updateDate when its versions were last changed
 * @param attachments how many users, groups and roles of the account it is attached to
 * @param boundaries how many users and roles of the account have it as their boundary
 */
public record ManagedPolicy(
    PolicyArn arn,
    ManagedPolicyId id,
    String description,
    Instant createDate,
    Instant updateDate,
    PolicyVersionId defaultVersion,
    Tags tags,
    long attachments,
    long boundaries) {

  public PolicyName name() {
    return arn.name();
  }

  public EntityPath path() {
    return arn.path();
  }

  /** The policy's ARN and id; its description may have lines. */
  @Override
  public String toString() {
    return arn + " (" + id + ")";
  }
}
