package io.sallyport.example.quickstart;

import io.sallyport.SallyportBuilder;
import io.sallyport.arn.Arn;
import io.sallyport.error.ActionException;
import io.sallyport.error.AwsService;
import io.sallyport.identity.AccountId;
import io.sallyport.query.HostAction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An action of a host's own: whom policies let, sets the quota of a bucket. */
final class Quotas {
  private final Map<String, AccountId> owners;
  private final Map<String, Integer> sizes = new ConcurrentHashMap<>();

  /** Of these buckets, which belong to these accounts. */
  Quotas(Map<String, AccountId> owners) {
    this.owners = owners;
  }

  SallyportBuilder addTo(SallyportBuilder builder) {
    // shown from here: action
    HostAction putQuota =
        (caller, parameters) -> {
          String bucket = parameters.text("Bucket"); // refused if it isn't given
          int size = parameters.findNumber("Size").orElse(1);
          return HostAction.Call.on( // its caller is asked for iam:PutQuota on this
              Arn.parse("arn:aws:store::" + caller.account() + ":quota/" + bucket),
              result -> { // and this runs only if that is allowed
                if (!put(caller.account(), bucket, size)) { // false of what isn't the account's
                  throw new ActionException("NoSuchBucket", 404, "there is no bucket " + bucket);
                }
                result.element("Size", Integer.toString(size));
              });
        };
    builder.action(AwsService.IAM, "PutQuota", putQuota);
    // shown to here: action
    return builder;
  }

  private boolean put(AccountId account, String bucket, int size) {
    boolean isThere = owners.entrySet().contains(Map.entry(bucket, account));
    if (isThere) {
      sizes.put(bucket, size);
    }
    return isThere;
  }

  Map<String, Integer> sizes() {
    return Map.copyOf(sizes);
  }
}
