package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.bucket.PublicAccessBlock;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Pins;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.policy.PolicyType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The rules of {@link BucketDirectory} as tests: the test class of a host's directory extends it
 * and says how the host makes and changes buckets. Each test is named after its rule, and begins
 * with a host that has none of the buckets which it makes. Of a directory that asks somebody
 * outside of its process, {@link RemoteBucketDirectoryContract} tests rule 6, too.
 */
@Timeout(120)
public abstract class BucketDirectoryContract extends ObjectRules {
  private static final String ALICE = "arn:aws:iam::111122223333:user/Alice";
  private static final Pins WHO = new Pins(new TreeMap<>(Map.of(ALICE, "id-of-alice")));

  /** Nothing that the tests put is public: a host that blocks that by default takes it. */
  private static final String POLICY =
      """
      {"Version":"2012-10-17",   "Statement":[{"Sid":"Ünïcode 1","Effect":"Allow",
       "Principal":{"AWS":"arn:aws:iam::111122223333:user/Alice"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::sallyport-photos/*"}]}
      """;

  /** What no new bucket has, in all likelihood: neither nothing is blocked nor everything. */
  private static final PublicAccessBlock SOME = new PublicAccessBlock(false, true, true, false);

  /** For the test class of a directory. */
  protected BucketDirectoryContract() {}

  @Test
  void rule1_aBucketIsFoundByItsNameAndNoOther() {
    createBucket(PHOTOS, account());
    assertEquals(Optional.of(account()), bucket().owner(), "rule 3: it is its owner's");
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
    bucket();
    deleteBucket(PHOTOS);
    assertEquals(Optional.empty(), directory().find(PHOTOS), "rule 2: it is still there");
  }

  @Test
  void rule3_aBucketThatIsMadeAgainIsItsMakers() {
    createBucket(PHOTOS, account());
    putPolicy(PHOTOS, POLICY);
    bucket();
    deleteBucket(PHOTOS);
    AccountId last = otherAccount();
    createBucket(PHOTOS, last);
    assertEquals(Optional.of(last), bucket().owner(), "rule 3: it is still its old owner's");
    assertEquals(
        Optional.empty(), bucket().policy(), "rule 2: it has the policy of another bucket");
  }

  @Test
  void rule4_aPolicyIsAsItWasPut() {
    createBucket(PHOTOS, account());
    assertEquals(Optional.empty(), bucket().policy(), "rule 4: nobody put a policy");
    putPolicy(PHOTOS, POLICY);
    assertEquals(
        Optional.of(PolicyText.kept(POLICY, PolicyType.RESOURCE)),
        bucket().policy(),
        "rule 4: it is another text");
    String other = POLICY.replace("GetObject", "PutObject");
    putPolicy(PHOTOS, other);
    assertEquals(Optional.of(other), bucket().policy().map(PolicyText::text), "rule 2: it is old");
    deletePolicy(PHOTOS);
    assertEquals(Optional.empty(), bucket().policy(), "rule 2: it is still there");
  }

  /** Its Deny would be lost with it. */
  @Test
  void rule4_aPolicyThatCanNotBeReadIsNotNone() {
    createBucket(PHOTOS, account());
    putPolicy(PHOTOS, POLICY);
    if (spoilPolicy(PHOTOS)) {
      Optional<PolicyText> told;
      try {
        told = bucket().policy();
      } catch (RuntimeException e) {
        return; // Rule 6: it can't be told.
      }
      assertTrue(told.isPresent(), "rule 4: a policy that can't be read is told as none");
    }
  }

  @Test
  void rule2_listsTagsAndBlocksOfABucketAreThoseOfNow() {
    createBucket(PHOTOS, account());
    for (AccessControlList list : List.of(sharedList(), privateList())) {
      if (putBucketAcl(PHOTOS, list)) {
        assertEquals(Optional.of(list), bucket().acl(), "rule 2: it is another list");
      }
    }
    for (Tags tags : List.of(Tags.of(new Tag("team", "red")), Tags.NONE)) {
      if (putBucketTags(PHOTOS, tags)) {
        assertEquals(tags, bucket().tags(), "rule 2: these are other tags");
      }
    }
    for (PublicAccessBlock block : List.of(PublicAccessBlock.ALL, PublicAccessBlock.NONE)) {
      if (putPublicAccessBlock(PHOTOS, block)) {
        assertEquals(block, bucket().publicAccessBlock(), "rule 2: something else is");
      }
    }
  }

  @Test
  void rule2_eachOfTheseStaysWhenAnotherIsPut() {
    createBucket(PHOTOS, account());
    PublicAccessBlock fresh = bucket().publicAccessBlock();
    Tags red = Tags.of(new Tag("team", "red"));
    AccessControlList shared = sharedList();
    boolean hasList = putBucketAcl(PHOTOS, shared);
    boolean hasTags = putBucketTags(PHOTOS, red);
    boolean hasBlock = putPublicAccessBlock(PHOTOS, SOME);
    putPolicy(PHOTOS, POLICY);
    deletePolicy(PHOTOS);
    Bucket bucket = bucket();
    assertEquals(
        hasBlock ? SOME : fresh,
        bucket.publicAccessBlock(),
        "rule 2: nobody changed what is blocked");
    assertEquals(hasTags ? red : Tags.NONE, bucket.tags(), "rule 2: nobody changed the tags");
    if (hasList) {
      assertEquals(Optional.of(shared), bucket.acl(), "rule 2: nobody changed the list");
    }
  }

  @Test
  void rule3_aBucketThatIsMadeAgainHasNothingOfTheOld() {
    createBucket(PHOTOS, account());
    PublicAccessBlock fresh = bucket().publicAccessBlock();
    AccessControlList shared = sharedList();
    Tags red = Tags.of(new Tag("team", "red"));
    putBucketAcl(PHOTOS, shared);
    putBucketTags(PHOTOS, red);
    putPolicy(PHOTOS, POLICY, WHO);
    putObject(PHOTOS, "a", red);
    putObjectAcl(PHOTOS, "a", shared);
    putPublicAccessBlock(PHOTOS, SOME);
    deleteObject(PHOTOS, "a");
    deleteBucket(PHOTOS);
    createBucket(PHOTOS, otherAccount());
    Bucket again = bucket();
    assertNotEquals(Optional.of(shared), again.acl(), "rule 3: it has another's list");
    assertEquals(Tags.NONE, again.tags(), "rule 3: it has another's tags");
    assertEquals(fresh, again.publicAccessBlock(), "rule 3: it is blocked as another was");
    assertEquals(Optional.empty(), again.policy(), "rule 3: it has another's policy");
    assertEquals(Pins.NONE, again.pins(), "rule 3: nobody is meant by a policy");
    assertEquals(Set.of(), tags("a"), "rule 3: it has another's object");
    assertEquals(Optional.empty(), list("a"), "rule 3: it has another's object");
  }

  /** Names are whoever was meant by that policy, and by no other. */
  @Test
  void rule4_whoWasMeantByAPolicyGoesWithIt() {
    createBucket(PHOTOS, account());
    if (putPolicy(PHOTOS, POLICY, WHO)) {
      assertEquals(
          Optional.of(POLICY), bucket().policy().map(PolicyText::text), "rule 4: the policy");
      assertEquals(WHO, bucket().pins(), "rule 4: others are meant");
      Pins others = new Pins(new TreeMap<>(Map.of(ALICE, "id-of-another")));
      putPolicy(PHOTOS, POLICY, others);
      assertEquals(others, bucket().pins(), "rule 2: those are meant that were before");
      deletePolicy(PHOTOS);
      assertEquals(Pins.NONE, bucket().pins(), "rule 4: nobody is meant by no policy");
    }
  }

  @Test
  void rule7_answersAreOfOneMoment() throws InterruptedException {
    createBucket(PHOTOS, account());
    putPolicy(PHOTOS, POLICY);
    String other = POLICY.replace("Allow", "Deny");
    Observers observers =
        Observers.watching(
            () -> {
              Bucket seen = bucket();
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
