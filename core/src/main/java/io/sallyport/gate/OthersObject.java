package io.sallyport.gate;

import io.sallyport.identity.AccountId;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import java.util.function.Function;

/**
 * An object that another account than the bucket's owner wrote: it is that account's, as in AWS
 * where access control lists count. Condition keys tell of the bucket's owner nevertheless.
 *
 * @param inBucket the same, if it were the bucket owner's
 * @param owner whose it is
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-object-operation.html">How
 *     Amazon S3 authorizes a request for an object operation</a>
 */
record OthersObject(BucketTarget inBucket, AccountId owner) implements Target {
  @Override
  public String account() {
    return owner.value();
  }

  @Override
  public RequestContext keys() {
    return inBucket.keys();
  }

  @Override
  public Decision decide(Function<ResourcePolicy, Decision> deciding) {
    return inBucket.decideOfOthers(deciding);
  }
}
