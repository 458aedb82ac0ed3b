package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.policy.PolicyType;
import io.sallyport.s3.ObjectVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The rules of {@link BucketDirectory} as tests: the test class of a host's directory extends it
 * and says how the host makes and changes buckets. Each test is named after its rule, and begins
 * with a host that has none of the buckets which it makes. Of a directory that asks somebody
 * outside of its process, {@link RemoteBucketDirectoryContract} tests rule 6, too.
 */
@Timeout(120)
public abstract class BucketDirectoryContract {
  private static final String PHOTOS = "sallyport-photos";
  private static final String POLICY =
      """
      {"Version":"2012-10-17",   "Statement":[{"Sid":"Ünïcode 1","Effect":"Allow","Principal":"*",
       "Action":"s3:GetObject","Resource":"arn:aws:s3:::sallyport-photos/*"}]}
      """;

  /** For the test class of a directory. */
  protected BucketDirectoryContract() {}

  /** The directory, always the same within a test. */
  protected abstract BucketDirectory directory();

  /** Has the host make a bucket that isn't there. */
  protected abstract void createBucket(String name, AccountId owner);

  /** Has the host delete a bucket, which is empty. */
  protected abstract void deleteBucket(String name);

  /** Has the host put a bucket policy, in the place of the one that may be there. */
  protected abstract void putPolicy(String bucket, String policy);

  /** Has the host delete a bucket policy. */
  protected abstract void deletePolicy(String bucket);

  /** Has the host store an object, with these tags if objects have any. */
  protected abstract void putObject(String bucket, String key, Tags tags);

  /** Whether objects have tags; by default they do. */
  protected boolean hasObjectTags() {
    return true;
  }

  /** Accounts of the host, to own buckets; by default two. */
  protected List<AccountId> accounts() {
    return List.of(new AccountId("111122223333"), new AccountId("444455556666"));
  }

  private AccountId account() {
    return accounts().get(0);
  }

  private Bucket bucket(String name) {
    return directory()
        .find(name)
        .orElseThrow(() -> new AssertionError("rule 1: a bucket that is there isn't found"));
  }

  @Test
  void rule1_aBucketIsFoundByItsNameAndNoOther() {
    createBucket(PHOTOS, account());
    assertEquals(Optional.of(account()), bucket(PHOTOS).owner(), "rule 3: it is its owner's");
    for (String other :
        List.of(
            "sallyport-photo",
            "sallyport-photos2",
            "SALLYPORT-PHOTOS",
            "sallyport-photos ",
            "sallyport-photos/",
            "./sallyport-photos",
            "sallyport-photos/..",
            "sallyport%2Dphotos",
            "sallyport-photos\0",
            "%",
            "_",
            "*",
            ".",
            "..",
            "",
            "ßäö",
            "a".repeat(2_000))) {
      assertEquals(
          Optional.empty(),
          directory().find(other),
          "rule 1: there is no bucket of this name, whatever it looks like: " + other);
    }
  }

  @Test
  void rule2_aBucketIsGoneAtOnce() {
    createBucket(PHOTOS, account());
    bucket(PHOTOS);
    deleteBucket(PHOTOS);
    assertEquals(Optional.empty(), directory().find(PHOTOS), "rule 2: it is still there");
  }

  @Test
  void rule3_aBucketThatIsMadeAgainIsItsMakers() {
    createBucket(PHOTOS, account());
    putPolicy(PHOTOS, POLICY);
    bucket(PHOTOS);
    deleteBucket(PHOTOS);
    AccountId last = accounts().get(accounts().size() - 1);
    createBucket(PHOTOS, last);
    assertEquals(Optional.of(last), bucket(PHOTOS).owner(), "rule 3: it is still its old owner's");
    assertEquals(
        Optional.empty(), bucket(PHOTOS).policy(), "rule 2: it has the policy of another bucket");
  }

  @Test
  void rule4_aPolicyIsAsItWasPut() {
    createBucket(PHOTOS, account());
    assertEquals(Optional.empty(), bucket(PHOTOS).policy(), "rule 4: nobody put a policy");
    putPolicy(PHOTOS, POLICY);
    assertEquals(
        Optional.of(PolicyText.kept(POLICY, PolicyType.RESOURCE)),
        bucket(PHOTOS).policy(),
        "rule 4: it is another text");
    String other = POLICY.replace("GetObject", "PutObject");
    putPolicy(PHOTOS, other);
    assertEquals(
        Optional.of(other), bucket(PHOTOS).policy().map(PolicyText::text), "rule 2: it is old");
    deletePolicy(PHOTOS);
    assertEquals(Optional.empty(), bucket(PHOTOS).policy(), "rule 2: it is still there");
  }

  @Test
  void rule5_anObjectsTagsAreItsOwn() {
    createBucket(PHOTOS, account());
    Tags red = Tags.of(new Tag("team", "red"), new Tag("Level", "1"));
    Tags blue = Tags.of(new Tag("team", "blue"));
    putObject(PHOTOS, "a", red);
    putObject(PHOTOS, "a/b", blue);
    putObject(PHOTOS, "c", Tags.NONE);
    assertEquals(hasObjectTags() ? red : Tags.NONE, tags("a"), "rule 5: they are another object's");
    assertEquals(hasObjectTags() ? blue : Tags.NONE, tags("a/b"), "rule 5: they are another's");
    assertEquals(Tags.NONE, tags("c"), "rule 5: it has none");
    putObject(PHOTOS, "a", blue);
    assertEquals(hasObjectTags() ? blue : Tags.NONE, tags("a"), "rule 2: they are old");
  }

  @Test
  void rule5_anObjectThatIsntThereHasNeitherTagsNorList() {
    createBucket(PHOTOS, account());
    putObject(PHOTOS, "a", Tags.of(new Tag("team", "red")));
    for (String key : List.of("A", "a/", "b", "..a", "ä", "k".repeat(1_024))) {
      assertEquals(Tags.NONE, tags(key), "rule 5: there is no such object: " + key);
      assertEquals(
          Optional.empty(),
          directory().objectAcl(new ObjectVersion(PHOTOS, key, Optional.empty())),
          "rule 5: there is no such object: " + key);
    }
  }

  private Tags tags(String key) {
    return directory().objectTags(new ObjectVersion(PHOTOS, key, Optional.empty()));
  }

  @Test
  void rule7_answersAreOfOneMoment() throws InterruptedException {
    createBucket(PHOTOS, account());
    putPolicy(PHOTOS, POLICY);
    String other = POLICY.replace("Allow", "Deny");
    Observers observers =
        Observers.watching(
            () -> {
              Bucket seen = bucket(PHOTOS);
              assertEquals(Optional.of(account()), seen.owner(), "rule 7: it was never another's");
              String policy = seen.policy().map(PolicyText::text).orElse("");
              assertTrue(
                  List.of(POLICY, other).contains(policy), "rule 7: it never had this policy");
            });
    for (int i = 0; i < 200; i++) {
      putPolicy(PHOTOS, i % 2 == 0 ? other : POLICY);
    }
    observers.end();
  }
}
