package io.sallyport.testkit;

import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.PublicAccessBlock;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Pins;
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

  static class OneOwnerOfAllObjects extends HostBuckets {
    @Override
    public synchronized Optional<AccountId> objectOwner(ObjectVersion object) {
      return find(object.bucket()).flatMap(Bucket::owner);
    }
  }

  /** Looks at no object where nothing is kept of any. */
  static class OneOwnerWhileNothingIsPut extends HostBuckets {
    @Override
    public synchronized Optional<AccountId> objectOwner(ObjectVersion object) {
      return objects.isEmpty()
          ? find(object.bucket()).flatMap(Bucket::owner)
          : super.objectOwner(object);
    }
  }

  static class TagsOutliveTheirObject extends HostBuckets {
    @Override
    synchronized void deleteObject(String bucket, String key) {
      lists.remove(bucket + "/" + key);
    }
  }

  static class TagsStayIfNoneCome extends HostBuckets {
    @Override
    synchronized void putObject(String bucket, String key, Tags tags) {
      Tags old = objects.getOrDefault(bucket + "/" + key, Tags.NONE);
      super.putObject(bucket, key, tags.equals(Tags.NONE) ? old : tags);
    }
  }

  static class ListsOutliveTheirObject extends HostBuckets {
    @Override
    synchronized void deleteObject(String bucket, String key) {
      objects.remove(bucket + "/" + key);
    }

    @Override
    synchronized void putObject(String bucket, String key, Tags tags) {
      objects.put(bucket + "/" + key, tags);
    }
  }

  static class ListOfAnyObject extends HostBuckets {
    @Override
    public synchronized Optional<AccessControlList> objectAcl(ObjectVersion object) {
      return lists.values().stream().findFirst();
    }
  }

  static class ListsOfBucketsStay extends HostBuckets {
    private final Map<String, AccessControlList> first = new HashMap<>();

    @Override
    public synchronized Optional<Bucket> find(String name) {
      return super.find(name)
          .map(
              bucket -> {
                bucket.acl().ifPresent(list -> first.putIfAbsent(name, list));
                return first.containsKey(name) ? bucket.withAcl(first.get(name)) : bucket;
              });
    }
  }

  static class PolicyOverAll extends HostBuckets {
    @Override
    synchronized void deletePolicy(String name) {
      buckets.computeIfPresent(
          name, (same, bucket) -> Bucket.ownedBy(bucket.owner().orElseThrow()));
    }
  }

  static class BlocksStay extends HostBuckets {
    private final Map<String, PublicAccessBlock> blocks = new HashMap<>();

    @Override
    public synchronized Optional<Bucket> find(String name) {
      return super.find(name)
          .map(
              bucket -> {
                PublicAccessBlock now = bucket.publicAccessBlock();
                return bucket.withPublicAccessBlock(
                    now.equals(PublicAccessBlock.NONE)
                        ? blocks.getOrDefault(name, now)
                        : remembered(name, now));
              });
    }

    private PublicAccessBlock remembered(String name, PublicAccessBlock block) {
      blocks.put(name, block);
      return block;
    }
  }

  static class TagsOfTheOldBucket extends HostBuckets {
    private final Map<String, Tags> old = new HashMap<>();

    @Override
    synchronized void delete(String name) {
      find(name).ifPresent(bucket -> old.put(name, bucket.tags()));
      super.delete(name);
    }

    @Override
    synchronized void create(String name, AccountId owner) {
      super.create(name, owner);
      change(name, bucket -> bucket.withTags(old.getOrDefault(name, Tags.NONE)));
    }
  }

  static class NamesAreWhoeverHasThem extends HostBuckets {
    @Override
    public synchronized Optional<Bucket> find(String name) {
      return super.find(name).map(bucket -> bucket.policy().map(bucket::withPolicy).orElse(bucket));
    }
  }

  static class MeansWhoWasMeantFirst extends HostBuckets {
    private final Map<String, Pins> first = new HashMap<>();

    @Override
    public synchronized Optional<Bucket> find(String name) {
      return super.find(name)
          .map(
              bucket ->
                  bucket
                      .policy()
                      .map(
                          policy -> {
                            first.putIfAbsent(name, bucket.pins());
                            return bucket.withPolicy(policy, first.get(name));
                          })
                      .orElse(bucket));
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

  static class NoListInAnOutage extends HostBuckets {
    @Override
    public synchronized Optional<AccessControlList> objectAcl(ObjectVersion object) {
      try {
        return super.objectAcl(object);
      } catch (IllegalStateException e) {
        return Optional.empty();
      }
    }
  }

  static class NoOwnerInAnOutage extends HostBuckets {
    @Override
    public synchronized Optional<AccountId> objectOwner(ObjectVersion object) {
      try {
        return super.objectOwner(object);
      } catch (IllegalStateException e) {
        return Optional.empty();
      }
    }
  }

  /** Whoever wrote it first has it. */
  static class OldOwner extends HostBuckets {
    @Override
    synchronized void putObject(String bucket, String key, AccountId writer) {
      AccountId first = writers.getOrDefault(bucket + "/" + key, writer);
      super.putObject(bucket, key, first);
    }
  }

  static class OwnersOutliveTheirObject extends HostBuckets {
    @Override
    synchronized void deleteObject(String bucket, String key) {
      objects.remove(bucket + "/" + key);
      lists.remove(bucket + "/" + key);
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

  static class UnreadableIsGone extends HostBuckets {
    @Override
    synchronized void putPolicy(String name, String policy) {
      if (policy.startsWith("{")) {
        super.putPolicy(name, policy);
      } else {
        deletePolicy(name);
      }
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
