package io.sallyport.testkit;

import io.sallyport.bucket.Bucket;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Tags;
import io.sallyport.policy.PolicyType;
import io.sallyport.s3.ObjectVersion;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Directories of a host's buckets that are each wrong in one way. */
final class WrongBuckets {
  private WrongBuckets() {}

  static class AnyCase extends HostBuckets {
    @Override
    public synchronized Optional<Bucket> find(String name) {
      return super.find(name.toLowerCase(Locale.ROOT));
    }
  }

  static class Trims extends HostBuckets {
    @Override
    public synchronized Optional<Bucket> find(String name) {
      return super.find(name.strip());
    }
  }

  static class ThrowsAtOddNames extends HostBuckets {
    @Override
    public synchronized Optional<Bucket> find(String name) {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("no name");
      }
      return super.find(name);
    }
  }

  static class Remembers extends HostBuckets {
    private final Map<String, Optional<Bucket>> known = new HashMap<>();

    @Override
    public synchronized Optional<Bucket> find(String name) {
      return known.computeIfAbsent(name, super::find);
    }
  }

  static class OwnerStays extends HostBuckets {
    @Override
    synchronized void create(String name, AccountId owner) {
      buckets.putIfAbsent(name, Bucket.ownedBy(owner));
    }

    @Override
    synchronized void delete(String name) {
      // It stays.
    }
  }

  static class PolicyWithoutSpace extends HostBuckets {
    @Override
    synchronized void putPolicy(String name, String policy) {
      super.putPolicy(name, policy.replaceAll("\\s+", ""));
    }
  }

  static class TagsOfAnyObject extends HostBuckets {
    @Override
    public synchronized Tags objectTags(ObjectVersion object) {
      return objects.values().stream().findFirst().orElse(Tags.NONE);
    }
  }

  static class TagsInAnyCase extends HostBuckets {
    @Override
    public synchronized Tags objectTags(ObjectVersion object) {
      return objects.entrySet().stream()
          .filter(each -> each.getKey().equalsIgnoreCase(object.bucket() + "/" + object.key()))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(Tags.NONE);
    }
  }

  static class NoneInAnOutage extends HostBuckets {
    @Override
    public synchronized Optional<Bucket> find(String name) {
      try {
        return super.find(name);
      } catch (IllegalStateException e) {
        return Optional.empty();
      }
    }
  }

  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // That is what is wrong.
  static class ReplacesInTwoSteps extends HostBuckets {
    @Override
    void putPolicy(String name, String policy) {
      super.deletePolicy(name);
      LockSupport.parkNanos(1_000);
      super.putPolicy(name, policy);
    }
  }

  static class UnreadableIsNone extends HostBuckets {
    @Override
    public synchronized Optional<Bucket> find(String name) {
      return super.find(name)
          .map(
              bucket ->
                  bucket.policy().filter(policy -> policy.text().contains("PutObject")).isPresent()
                      ? bucket.withPolicy(PolicyText.kept("{}", PolicyType.RESOURCE))
                      : bucket);
    }
  }
}
