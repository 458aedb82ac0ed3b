package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.bucket.PublicAccessBlock;
import io.sallyport.example.objectstore.kept.Decided;
import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptBuckets;
import io.sallyport.example.objectstore.kept.KeptDirectory;
import io.sallyport.example.objectstore.kept.KeptGrant;
import io.sallyport.example.objectstore.kept.KeptObject;
import io.sallyport.example.objectstore.kept.KeptObjects;
import io.sallyport.example.objectstore.kept.KeptPolicy;
import io.sallyport.example.objectstore.kept.LabelledStore;
import io.sallyport.example.objectstore.kept.Labels;
import io.sallyport.example.objectstore.kept.TagPair;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Pins;
import io.sallyport.identity.Tags;
import io.sallyport.s3.ObjectVersion;
import io.sallyport.testkit.BucketDirectoryContract;
import io.sallyport.testkit.TestSallyport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** What is kept of buckets and objects, in files and written as the store writes it. */
class KeptDirectoryTest extends BucketDirectoryContract {
  private final TestSallyport sallyport = TestSallyport.inMemory();
  @TempDir private Path data;
  private DataFolder folder;
  private KeptBuckets buckets;
  private KeptObjects objects;
  private BlobStore blobs;
  private BucketDirectory directory;
  private Decided decided;

  @BeforeEach
  void open() throws IOException {
    folder = DataFolder.open(data);
    buckets = KeptBuckets.open(folder.buckets(), folder.objects());
    objects = KeptObjects.open(folder.labels(), folder.objects(), buckets);
    blobs = new LabelledStore(ObjectStore.blobs(folder.objects()), folder.objects(), objects);
    directory = new KeptDirectory(buckets, objects, sallyport::sallyport);
    decided = buckets.begin();
  }

  /** What another process would tell that starts now. */
  KeptDirectory opened() {
    try {
      KeptBuckets all = KeptBuckets.open(folder.buckets(), folder.objects());
      return new KeptDirectory(
          all, KeptObjects.open(folder.labels(), folder.objects(), all), sallyport::sallyport);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    decided.close();
    blobs.close();
    sallyport.close();
  }

  @Override
  protected BucketDirectory directory() {
    return directory;
  }

  @Override
  protected void createBucket(String name, AccountId owner) {
    KeptBucket bucket = KeptBucket.of(name, owner, Instant.now());
    done(() -> assertEquals(Optional.empty(), buckets.claim(bucket)));
    blobs.createContainer(name);
    done(() -> buckets.show(bucket));
    decided = buckets.begin();
  }

  @Override
  protected void deleteBucket(String name) {
    blobs.deleteBucket(name);
    done(() -> buckets.remove(name));
    done(() -> objects.removeAll(name));
  }

  @Override
  protected void putPolicy(String bucket, String policy) {
    putPolicy(bucket, policy, Pins.NONE);
  }

  @Override
  protected boolean putPolicy(String bucket, String policy, Pins who) {
    change(bucket, now -> now.withPolicy(new KeptPolicy(policy, who.ids(), false)));
    return true;
  }

  @Override
  protected void deletePolicy(String bucket) {
    change(bucket, now -> now.withPolicy(KeptPolicy.NONE));
  }

  @Override
  protected boolean putBucketAcl(String bucket, AccessControlList list) {
    change(bucket, now -> now.withGrants(grants(list)));
    return true;
  }

  @Override
  protected boolean putBucketTags(String bucket, Tags tags) {
    change(bucket, now -> now.withTags(pairs(tags)));
    return true;
  }

  @Override
  protected boolean putPublicAccessBlock(String bucket, PublicAccessBlock block) {
    change(bucket, now -> now.withBlock(Optional.of(block)));
    return true;
  }

  private void change(String name, UnaryOperator<KeptBucket> change) {
    done(() -> assertTrue(buckets.change(buckets.find(name).orElseThrow(), change)));
  }

  @Override
  protected void putObject(String bucket, String key, Tags tags) {
    AccountId owner = buckets.find(bucket).orElseThrow().account();
    write(bucket, key, KeptObject.of(owner).withTags(pairs(tags)));
  }

  @Override
  protected boolean putObject(String bucket, String key, AccountId writer) {
    write(bucket, key, KeptObject.of(writer));
    return true;
  }

  private void write(String bucket, String key, KeptObject object) {
    boolean isPlain = object.equals(KeptObject.of(buckets.find(bucket).orElseThrow().account()));
    done(
        () ->
            blobs.putBlob(
                PutObjectRequest.builder()
                    .bucket(bucket)
                    .key(key)
                    .contentLength(0L)
                    .metadata(
                        isPlain ? Map.of() : Map.of(Labels.METADATA, objects.keep(bucket, object)))
                    .build(),
                new ByteArrayInputStream(new byte[0])));
  }

  @Override
  protected boolean putObjectAcl(String bucket, String key, AccessControlList list) {
    String label = objects.find(bucket, key).orElseThrow().label();
    done(() -> objects.change(bucket, key, label, now -> now.withGrants(grants(list))));
    return true;
  }

  @Override
  protected void deleteObject(String bucket, String key) {
    decided = buckets.begin(); // It is asked by another than the decisions before.
    blobs.removeBlob(DeleteObjectRequest.builder().bucket(bucket).key(key).build());
  }

  @Test
  void rule6_whatIsKeptOfAnObjectAndGoneIsThrown() throws IOException {
    ObjectVersion object = object();
    objects.removeAll(object.bucket());
    assertUntold(object);
  }

  @Test
  void rule6_whatIsKeptOfAnObjectAndCantBeReadIsThrown() throws IOException {
    ObjectVersion object = object();
    String label = objects.find(object.bucket(), object.key()).orElseThrow().label();
    Path file = folder.labels().resolve(object.bucket()).resolve(label + ".json");
    Files.writeString(file, Files.readString(file).substring(1));
    assertUntold(object);
  }

  /** One of which something is kept. */
  private ObjectVersion object() {
    createBucket("photos", accounts().get(0));
    putObject("photos", "a", accounts().get(1));
    return new ObjectVersion("photos", "a", Optional.empty());
  }

  private void assertUntold(ObjectVersion object) {
    assertThrows(UncheckedIOException.class, () -> directory().objectTags(object));
    assertThrows(UncheckedIOException.class, () -> directory().objectAcl(object));
    assertThrows(UncheckedIOException.class, () -> directory().objectOwner(object));
  }

  private static List<KeptGrant> grants(AccessControlList list) {
    return list.grants().stream().map(KeptGrant::of).toList();
  }

  /** In the order of their keys, as they are kept. */
  private static List<TagPair> pairs(Tags tags) {
    return tags.pairs().stream()
        .map(tag -> new TagPair(tag.key(), tag.value()))
        .sorted(Comparator.comparing(TagPair::key))
        .toList();
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void done(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
