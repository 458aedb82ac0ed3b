package io.sallyport.gate;

import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyText;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.Principal;
import java.util.Optional;

/** Whose buckets are, and what they say of who may use them. Thread-safe. */
public final class Buckets {
  private final Optional<BucketDirectory> directory;
  private final AccountId account;
  private final PolicyCache policies;
  private final boolean tellsMissing;

  /**
   * Asks a host for its buckets.
   *
   * @param account owns all that is no bucket, and all buckets of a host that tells of none
   * @param tellsMissing whether everybody may know that a bucket isn't there
   */
  Buckets(
      Optional<BucketDirectory> directory,
      AccountId account,
      PolicyCache policies,
      boolean tellsMissing) {
    this.directory = directory;
    this.account = account;
    this.policies = policies;
    this.tellsMissing = tellsMissing;
  }

  /** Those that one request is about, each as it is when it is first asked for. */
  AskedBuckets asked(Principal caller) {
    return new AskedBuckets(this, caller, false);
  }

  /** Of a request that makes one: whoever's it is, it will be the caller's. */
  AskedBuckets made(Principal caller) {
    return new AskedBuckets(this, caller, true);
  }

  boolean tellsMissing() {
    return tellsMissing;
  }

  /** What a host tells of buckets, if it does. */
  Optional<BucketDirectory> directory() {
    return directory;
  }

  AccountId account() {
    return account;
  }

  /** Whether a bucket itself may allow anybody anything. */
  boolean mayGrant(Optional<String> bucket) {
    return directory
        .flatMap(known -> bucket.flatMap(known::find))
        .filter(found -> found.policy().isPresent() || found.acl().isPresent())
        .isPresent();
  }

  /** A bucket's policy as it concerns a caller. */
  Optional<NamedPolicy> policy(Bucket bucket, Principal caller) {
    return bucket
        .policy()
        .map(
            text -> {
              PolicyText concerning = TrustPolicies.concerning(bucket.pins(), text, caller);
              return new NamedPolicy("bucket policy", concerning);
            });
  }

  PolicyCache policies() {
    return policies;
  }
}
