package io.sallyport.gate;

import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.error.IamException;
import io.sallyport.error.S3RequestException;
import io.sallyport.identity.AccountId;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.principal.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The buckets that one request is about: each is looked up once. Thread-safe. */
final class AskedBuckets {
  private static final String ARN = "arn:aws:s3:::";
  private static final String ALL = ARN + "*";

  private final Buckets all;
  private final Principal caller;
  private final boolean areMade;
  private final Map<String, Optional<Bucket>> found = new ConcurrentHashMap<>();

  AskedBuckets(Buckets all, Principal caller, boolean areMade) {
    this.all = all;
    this.caller = caller;
    this.areMade = areMade;
  }

  /**
   * What a permission is about. A list of buckets, a bucket that is to be made, and one that isn't
   * there are nobody else's: the caller's own policies alone say whether it may.
   */
  Target target(String action, String resource, RequestContext conditions) {
    Optional<BucketDirectory> directory = all.directory();
    if (directory.isEmpty()) {
      return new Owned(all.account());
    }
    if (areMade || resource.equals(ALL)) {
      return new Owned(caller.account());
    }
    Optional<String> name = bucketOf(resource);
    if (name.isEmpty()) {
      return new Owned(all.account());
    }
    return find(directory.get(), name.get())
        .<Target>map(
            bucket ->
                new BucketTarget(
                    all, directory.get(), bucket, caller, action, resource, conditions))
        .orElseGet(() -> new Owned(caller.account()));
  }

  /** That the bucket which a permission is about isn't there, if so. */
  Optional<IamException> missing(String resource) {
    if (areMade || all.directory().isEmpty()) {
      return Optional.empty();
    }
    return bucketOf(resource)
        .filter(name -> find(all.directory().get(), name).isEmpty())
        .map(S3RequestException::noSuchBucket);
  }

  /** Whether everybody may know that a bucket isn't there. */
  boolean tellsMissing() {
    return all.tellsMissing();
  }

  /** Whether a bucket is an account's; one that is to be made is the caller's. */
  boolean isOwnedBy(String bucket, String account) {
    Optional<AccountId> owner =
        all.directory().isEmpty()
            ? Optional.of(all.account())
            : areMade
                ? Optional.of(caller.account())
                : find(all.directory().get(), bucket).flatMap(Bucket::owner);
    return owner.filter(id -> id.value().equals(account)).isPresent();
  }

  private Optional<Bucket> find(BucketDirectory directory, String name) {
    return found.computeIfAbsent(name, directory::find);
  }

  private static Optional<String> bucketOf(String resource) {
    if (!resource.startsWith(ARN) || resource.equals(ALL)) {
      return Optional.empty();
    }
    int slash = resource.indexOf('/', ARN.length());
    return Optional.of(
        slash < 0 ? resource.substring(ARN.length()) : resource.substring(ARN.length(), slash));
  }

  /** What an account owns, and says nothing itself of who may use it. */
  private record Owned(AccountId id) implements Target {
    @Override
    public String account() {
      return id.value();
    }

    @Override
    public RequestContext keys() {
      return RequestContext.whenAsked(keys -> RequestFacts.writeOwner(id, keys));
    }

    @Override
    public Decision decide(Function<ResourcePolicy, Decision> deciding) {
      return deciding.apply(ResourcePolicy.none());
    }
  }
}
