package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.example.objectstore.kept.Decided;
import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptBuckets;
import io.sallyport.example.objectstore.kept.KeptDirectory;
import io.sallyport.example.objectstore.kept.KeptObject;
import io.sallyport.example.objectstore.kept.KeptObjects;
import io.sallyport.example.objectstore.kept.LabelledStore;
import io.sallyport.example.objectstore.kept.Labels;
import io.sallyport.example.objectstore.kept.TagPair;
import io.sallyport.identity.AccountId;
import io.sallyport.s3.ObjectVersion;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * No object is looked at for what is kept of it where nothing ever was; and where something was, or
 * may have been, each is, whatever came between.
 */
class PlainBucketsTest {
  private static final String BUCKET = "a-bucket";
  private static final AccountId OWNER = new AccountId("111111111111");
  private static final AccountId WRITER = new AccountId("222222222222");
  private static final KeptObject OF_WRITER =
      KeptObject.of(WRITER).withTags(List.of(new TagPair("class", "secret")));

  @TempDir private Path data;
  private DataFolder folder;
  private KeptBuckets buckets;
  private KeptObjects objects;

  @BeforeEach
  void open() throws IOException {
    folder = DataFolder.open(data);
    buckets = KeptBuckets.open(folder.buckets(), folder.objects());
    objects = KeptObjects.open(folder.labels(), folder.objects(), buckets);
  }

  private boolean makeBucket() throws IOException {
    KeptBucket bucket = KeptBucket.of(BUCKET, OWNER, Instant.EPOCH);
    assertTrue(buckets.claim(bucket).isEmpty());
    Files.createDirectory(folder.objects().resolve(BUCKET));
    buckets.show(bucket);
    return isPlain();
  }

  private boolean isPlain() {
    return buckets.find(BUCKET).orElseThrow().plain();
  }

  private void write(String key, String label) {
    write(key, Map.of(Labels.METADATA, label));
  }

  /** One of which nothing is kept. */
  private void writeOwn() {
    write("own", Map.of());
  }

  private void write(String key, Map<String, String> metadata) {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(BUCKET)
            .key(key)
            .contentLength(1L)
            .metadata(metadata)
            .build();
    Decided decided = buckets.begin();
    try {
      new LabelledStore(ObjectStore.blobs(folder.objects()), folder.objects(), objects)
          .putBlob(request, new ByteArrayInputStream(new byte[1]));
    } finally {
      decided.close();
    }
  }

  private Optional<AccountId> ownerOf(String key) {
    return directory().objectOwner(object(key));
  }

  private List<TagPair> tagsOf(String key) {
    return objects.tags(BUCKET, key);
  }

  private KeptDirectory directory() {
    return new KeptDirectory(buckets, objects, PlainBucketsTest::nobody);
  }

  private static Sallyport nobody() {
    throw new IllegalStateException("nobody is looked up");
  }

  private static ObjectVersion object(String key) {
    return new ObjectVersion(BUCKET, key, Optional.empty());
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Test
  void inAPlainBucketNobodyElseOwnsAnything() throws IOException {
    assertTrue(makeBucket());
    writeOwn();

    open();

    assertTrue(isPlain());
    assertEquals(Optional.empty(), ownerOf("own"));
    assertEquals(List.of(), tagsOf("own"));
  }

  @Test
  void whatIsKeptOfAnObjectCountsAfterARestartToo() throws IOException {
    assertTrue(makeBucket());
    write("others", objects.keep(BUCKET, OF_WRITER));
    assertEquals(Optional.of(WRITER), ownerOf("others"));

    open();

    assertEquals(Optional.of(WRITER), ownerOf("others"));
    assertEquals(OF_WRITER.tags(), tagsOf("others"));
  }

  @Test
  void nobodyIsTakenForTheOwnerOfWhatHasLostWhatIsKeptOfIt() throws IOException {
    assertTrue(makeBucket());
    write("others", objects.keep(BUCKET, OF_WRITER));
    delete(folder.labels());

    open();

    assertThrows(UncheckedIOException.class, () -> ownerOf("others"));
    assertThrows(UncheckedIOException.class, () -> tagsOf("others"));
  }

  @Test
  void aBucketThatWasNotMadeHereIsNotPlain() throws IOException {
    assertTrue(makeBucket());
    write("others", objects.keep(BUCKET, OF_WRITER));
    delete(folder.buckets());
    delete(folder.labels());

    open();

    assertThrows(UncheckedIOException.class, () -> ownerOf("others"));
  }

  /** What is on its way to the one that was there comes into the new one. */
  @Test
  void norIsOneOfANameUnderWhichSomethingWasKept() throws IOException {
    assertTrue(makeBucket());
    String label = objects.keep(BUCKET, OF_WRITER);
    buckets.remove(BUCKET);
    Files.delete(folder.objects().resolve(BUCKET));

    assertFalse(makeBucket());
    write("others", label);
    assertEquals(Optional.of(WRITER), ownerOf("others"));
  }

  @Test
  void whatIsChangedOfAnObjectIsKept() throws IOException {
    assertTrue(makeBucket());
    writeOwn();
    String label = objects.find(BUCKET, "own").orElseThrow().label();

    objects.change(BUCKET, "own", label, was -> was.withTags(OF_WRITER.tags()));

    assertEquals(OF_WRITER.tags(), tagsOf("own"));
    assertEquals(Optional.of(OWNER), ownerOf("own"));
  }
}
