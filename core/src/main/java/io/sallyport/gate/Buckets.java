package io.sallyport.gate;

import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.identity.AccountId;
import io.sallyport.principal.BreakGlass;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.Principal;
import io.sallyport.s3.ObjectVersion;
import java.util.Optional;

/**
 * Whose buckets are, and what they say of who may use them. Thread-safe.
 *
 * @param directory what a host tells of buckets, if it does
 * @param account owns all that is no bucket, and all buckets of a host that tells of none
 * @param haveVersions whether an object's version {@code null} is another than the object itself
 * @param tellsMissing whether everybody may know that a bucket isn't there
 */
public record Buckets(
    Optional<BucketDirectory> directory,
    AccountId account,
    PolicyCache policies,
    boolean haveVersions,
    boolean tellsMissing) {

  /** Those that one request is about, which makes something. */
  AskedBuckets asked(Principal caller, Made made) {
    return new AskedBuckets(caller instanceof BreakGlass ? unasked(caller) : this, caller, made);
  }

  /** All are as the caller's own, and the host isn't asked: that it can't tell stops nobody. */
  private Buckets unasked(Principal caller) {
    return new Buckets(Optional.empty(), caller.account(), policies, haveVersions, tellsMissing);
  }

  /** A bucket's policy as it concerns a caller. */
  static Optional<NamedPolicy> policy(Bucket bucket, Principal caller) {
    return bucket
        .policy()
        .map(
            text ->
                new NamedPolicy(
                    "bucket policy", TrustPolicies.concerning(bucket.pins(), text, caller)));
  }

  /** An object as the host knows it. */
  ObjectVersion known(ObjectVersion object) {
    return haveVersions
        ? object
        : new ObjectVersion(object.bucket(), object.key(), Optional.empty());
  }
}
