package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OTHER;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.Tag;

/** A bucket is the account's that made it. */
class BucketOwnersTest {
  private static final Tag TAG = Tag.builder().key("k").value("v").build();

  @TempDir private Path data;

  private static List<String> names(S3Client who) {
    return who.listBuckets().buckets().stream().map(Bucket::name).toList();
  }

  @Test
  void aNameIsOneAccountsUntilItsBucketIsGone() throws Exception {
    try (RunningStore running = new RunningStore(data);
        S3Client owner = running.user(OWNER, "a");
        S3Client sibling = running.user(OWNER, "b");
        S3Client other = running.user(OTHER, "c")) {
      owner.createBucket(r -> r.bucket(BUCKET));
      owner.createBucket(r -> r.bucket(BUCKET));
      sibling.createBucket(r -> r.bucket(BUCKET));
      assertRefused("409 BucketAlreadyExists", () -> other.createBucket(r -> r.bucket(BUCKET)));
      assertRefused("403 AccessDenied", () -> other.getBucketLocation(r -> r.bucket(BUCKET)));
      other.createBucket(r -> r.bucket("other-bucket"));
      assertEquals(List.of(BUCKET), names(owner));
      assertEquals(OWNER, owner.listBuckets().owner().id());
      assertEquals(List.of("other-bucket"), names(other));
      assertRefused("403 AccessDenied", () -> other.deleteBucket(r -> r.bucket(BUCKET)));
      owner.deleteBucket(r -> r.bucket(BUCKET));
      other.createBucket(r -> r.bucket(BUCKET));
      assertRefused("403 AccessDenied", () -> owner.listObjects(r -> r.bucket(BUCKET)));
    }
  }

  @Test
  void aNewBucketHasNothingOfOneThatHadItsName() throws Exception {
    try (RunningStore running = new RunningStore(data);
        S3Client owner = running.user(OWNER, "a")) {
      owner.createBucket(r -> r.bucket(BUCKET).acl("public-read"));
      owner.putBucketTagging(r -> r.bucket(BUCKET).tagging(t -> t.tagSet(TAG)));
      owner.putBucketPolicy(
          r -> r.bucket(BUCKET).policy(BucketPoliciesTest.allowEverybody("s3:GetObject")));
      owner.deleteBucket(r -> r.bucket(BUCKET));
      owner.createBucket(r -> r.bucket(BUCKET));
      assertRefused("404 NoSuchTagSet", () -> owner.getBucketTagging(r -> r.bucket(BUCKET)));
      assertRefused("404 NoSuchBucketPolicy", () -> owner.getBucketPolicy(r -> r.bucket(BUCKET)));
      assertEquals(1, owner.getBucketAcl(r -> r.bucket(BUCKET)).grants().size());
    }
  }

  /** The SDK makes no bucket of a long name. */
  private static String created(RunningStore running, String account, String name) {
    String maker = "maker" + UUID.randomUUID();
    AwsCredentials key = running.keyOf(account, maker, RunningStore.allow("s3:*", "*"));
    return new RawClient(running.store.endpoint().getPort(), key)
        .send("PUT", "/" + name, Map.of(), "")
        .substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
  }

  /** As long as the name of a folder may be. */
  @Test
  void aLongNameIsOneBucketsToo() throws Exception {
    List<String> names =
        List.of("b".repeat(250), "b".repeat(251), "b".repeat(255), "b".repeat(250) + ".json");
    try (RunningStore running = new RunningStore(data);
        S3Client owner = running.user(OWNER, "a")) {
      for (String name : names) {
        assertEquals("200", created(running, OWNER, name));
        owner.putBucketTagging(
            r -> r.bucket(name).tagging(t -> t.tagSet(Tag.builder().key("k").value(name).build())));
        assertEquals("409", created(running, OTHER, name));
      }
      owner.putObject(r -> r.bucket(names.get(2)).key("x").tagging("a=b"), RequestBody.empty());
    }
    try (RunningStore running = new RunningStore(data);
        S3Client owner = running.user(OWNER, "b")) {
      assertEquals(names.stream().sorted().toList(), names(owner));
      for (String name : names) {
        assertEquals(
            name, owner.getBucketTagging(r -> r.bucket(name)).tagSet().get(0).value(), name);
      }
      owner.deleteObject(r -> r.bucket(names.get(2)).key("x"));
      for (String name : names) {
        owner.deleteBucket(r -> r.bucket(name));
      }
      assertEquals(List.of(), names(owner));
    }
  }

  /** Its head was allowed when the bucket was the sender's, and its body comes when it isn't. */
  @Test
  void whatWasDecidedOfOneBucketIsNotDoneToTheNextOfItsName() throws Exception {
    String policy = BucketPoliciesTest.allowEverybody("s3:*");
    try (RunningStore running = new RunningStore(data);
        S3Client other = running.user(OTHER, "c")) {
      AwsCredentials key = running.keyOf(OWNER, "a", RunningStore.allow("s3:*", "*"));
      S3Client owner = running.clients.s3(key);
      owner.createBucket(r -> r.bucket(BUCKET));
      RawClient raw = new RawClient(running.store.endpoint().getPort(), key);
      try (RawConnection slow = new RawConnection(running.store.endpoint())) {
        Map<String, String> expecting = Map.of("expect", "100-continue");
        slow.send(raw.head("PUT", "/" + BUCKET + "?policy", expecting, policy));
        assertEquals("HTTP/1.1 100 Continue", slow.statusLine());
        owner.deleteBucket(r -> r.bucket(BUCKET));
        other.createBucket(r -> r.bucket(BUCKET));
        slow.send(policy);
        String answer = slow.answer();
        assertTrue(answer.contains("<Code>AccessDenied</Code>"), answer);
      }
      assertRefused("404 NoSuchBucketPolicy", () -> other.getBucketPolicy(r -> r.bucket(BUCKET)));
    }
  }

  /** It is allowed again, and yet not what was asked about. */
  @Test
  void whatWasAskedOfABucketIsNotDoneToTheSendersNextOne() throws Exception {
    String policy = BucketPoliciesTest.allowEverybody("s3:*");
    try (RunningStore running = new RunningStore(data)) {
      AwsCredentials key = running.keyOf(OWNER, "a", RunningStore.allow("s3:*", "*"));
      S3Client owner = running.clients.s3(key);
      owner.createBucket(r -> r.bucket(BUCKET));
      RawClient raw = new RawClient(running.store.endpoint().getPort(), key);
      try (RawConnection slow = new RawConnection(running.store.endpoint())) {
        Map<String, String> expecting = Map.of("expect", "100-continue");
        slow.send(raw.head("PUT", "/" + BUCKET + "?policy", expecting, policy));
        assertEquals("HTTP/1.1 100 Continue", slow.statusLine());
        owner.deleteBucket(r -> r.bucket(BUCKET));
        owner.createBucket(r -> r.bucket(BUCKET));
        slow.send(policy);
        String answer = slow.answer();
        assertTrue(answer.contains("<Code>OperationAborted</Code>"), answer);
      }
      assertRefused("404 NoSuchBucketPolicy", () -> owner.getBucketPolicy(r -> r.bucket(BUCKET)));
    }
  }

  @Test
  void aBucketOfAFolderMadeBeforeIsTheEmptyAccounts() throws Exception {
    Files.createDirectories(data.resolve("objects").resolve(BUCKET));
    Files.writeString(data.resolve("objects").resolve(BUCKET).resolve("old"), "kept");
    try (RunningStore running = new RunningStore(data);
        S3Client other = running.user(OTHER, "c")) {
      running.makeRole(RunningStore.ALL_OF_S3);
      try (S3Client bob = running.bob()) {
        assertEquals(List.of(BUCKET), names(bob));
        bob.putObjectTagging(r -> r.bucket(BUCKET).key("old").tagging(t -> t.tagSet(TAG)));
        assertEquals(1, bob.getObjectTagging(r -> r.bucket(BUCKET).key("old")).tagSet().size());
        bob.putObject(r -> r.bucket(BUCKET).key("old"), RequestBody.fromString("new"));
        assertEquals(0, bob.getObjectTagging(r -> r.bucket(BUCKET).key("old")).tagSet().size());
      }
      assertRefused("409 BucketAlreadyExists", () -> other.createBucket(r -> r.bucket(BUCKET)));
    }
  }

  @Test
  void whatIsKeptIsThereAgainAndWhatEndedHalfwayIsNot() throws Exception {
    try (RunningStore running = new RunningStore(data);
        S3Client owner = running.user(OWNER, "a")) {
      owner.createBucket(r -> r.bucket(BUCKET));
      owner.putObject(r -> r.bucket(BUCKET).key("x").tagging("a=b"), RequestBody.fromString("x"));
    }
    Path buckets = data.resolve("buckets");
    Files.writeString(buckets.resolve(".unfinished-1"), "{\"name\":");
    Files.writeString(
        buckets.resolve("claimed.json"),
        Files.readString(buckets.resolve(BUCKET + ".json")).replace(BUCKET, "claimed"));
    try (RunningStore running = new RunningStore(data);
        S3Client owner = running.user(OWNER, "b");
        S3Client other = running.user(OTHER, "c")) {
      assertEquals(List.of(BUCKET), names(owner));
      assertEquals(
          "a", owner.getObjectTagging(r -> r.bucket(BUCKET).key("x")).tagSet().get(0).key());
      other.createBucket(r -> r.bucket("claimed"));
    }
  }
}
