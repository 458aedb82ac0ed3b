package io.sallyport.example.quickstart;

import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Pins;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.policy.PolicyType;
import java.util.Map;
import java.util.Optional;

/** Buckets that a host keeps, of several accounts and with policies and tags. */
final class Buckets {
  private Buckets() {}

  /**
   * A bucket as a host may have it.
   *
   * @param pins whom its policy named when it was put, by {@code sallyport.pins(policy)}
   */
  record Mine(String account, Optional<String> policy, Pins pins, String team) {}

  static BucketDirectory directory(Map<String, Mine> myBuckets) {
    // shown from here: buckets
    BucketDirectory directory =
        name ->
            Optional.ofNullable(myBuckets.get(name)) // empty: there is no such bucket
                .map(
                    mine -> {
                      Bucket bucket =
                          Bucket.ownedBy(AccountId.named(mine.account()))
                              .withTags(Tags.of(new Tag("team", mine.team())));
                      return mine.policy() // most have none
                          .map(text -> PolicyText.kept(text, PolicyType.RESOURCE))
                          .map(policy -> bucket.withPolicy(policy, mine.pins()))
                          .orElse(bucket);
                    });
    // shown to here: buckets
    return directory;
  }
}
