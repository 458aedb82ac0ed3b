package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.bucket.Grant;
import io.sallyport.example.objectstore.kept.Decided;
import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptBuckets;
import io.sallyport.example.objectstore.kept.KeptGrant;
import io.sallyport.example.objectstore.kept.KeptObject;
import io.sallyport.example.objectstore.kept.KeptObjects;
import io.sallyport.example.objectstore.kept.KeptObjects.Found;
import io.sallyport.example.objectstore.kept.LabelledStore;
import io.sallyport.example.objectstore.kept.Labels;
import io.sallyport.example.objectstore.kept.TagPair;
import io.sallyport.example.objectstore.names.ObjectNames;
import io.sallyport.identity.AccountId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** An object of which nothing is kept has no label, which readers would pay for, until it has. */
class UnlabelledObjectsTest {
  private static final String BUCKET = "a-bucket";
  private static final AccountId OWNER = new AccountId("111111111111");
  private static final KeptObject PLAIN = KeptObject.of(OWNER);
  private static final List<TagPair> SECRET = List.of(new TagPair("class", "secret"));

  @TempDir private Path data;
  private DataFolder folder;
  private KeptObjects objects;
  private LabelledStore store;
  private Decided decided;

  /** Runs once, when S3Proxy has given the next object its name. */
  private Runnable meanwhile = () -> {};

  @BeforeEach
  void open() throws IOException {
    folder = DataFolder.open(data);
    KeptBuckets buckets = KeptBuckets.open(folder.buckets(), folder.objects());
    objects = KeptObjects.open(folder.labels(), folder.objects(), buckets);
    KeptBucket bucket = KeptBucket.of(BUCKET, OWNER, Instant.EPOCH);
    assertTrue(buckets.claim(bucket).isEmpty());
    Files.createDirectory(folder.objects().resolve(BUCKET));
    buckets.show(bucket);
    store = new LabelledStore(overtaken(), folder.objects(), objects);
    decided = buckets.begin();
  }

  @AfterEach
  void end() {
    decided.close();
  }

  private BlobStore overtaken() {
    return new ForwardingBlobStore(ObjectStore.blobs(folder.objects())) {
      @Override
      public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
        PutObjectResponse answer = super.putBlob(request, payload);
        Runnable then = meanwhile;
        meanwhile = () -> {};
        then.run();
        return answer;
      }
    };
  }

  private void put(Map<String, String> metadata) {
    put(metadata, new ByteArrayInputStream(new byte[1]));
  }

  private void put(Map<String, String> metadata, InputStream content) {
    store.putBlob(
        PutObjectRequest.builder().bucket(BUCKET).key("x").metadata(metadata).build(), content);
  }

  private void putSecret() {
    try {
      put(Map.of(Labels.METADATA, objects.keep(BUCKET, PLAIN.withTags(SECRET))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Found found() {
    return objects.find(BUCKET, "x").orElseThrow();
  }

  private void tag(Found found) throws IOException {
    objects.change(BUCKET, "x", found.label(), was -> was.withTags(SECRET));
  }

  private UserDefinedFileAttributeView attributes() {
    return Files.getFileAttributeView(
        folder.objects().resolve(BUCKET).resolve("x"), UserDefinedFileAttributeView.class);
  }

  private boolean isLabelled() throws IOException {
    return attributes().list().stream().anyMatch(name -> name.endsWith(Labels.METADATA));
  }

  private long kept() throws IOException {
    try (Stream<Path> files = Files.walk(folder.labels())) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void itIsGivenOneOnceSomethingIsKept() throws IOException {
    put(Map.of());
    assertFalse(isLabelled());
    assertEquals(PLAIN, found().object());
    tag(found());
    assertTrue(isLabelled());
    assertEquals(PLAIN.withTags(SECRET), found().object());
    objects.change(BUCKET, "x", found().label(), was -> was.withTags(List.of()));
    assertEquals(PLAIN, found().object());
    assertEquals(1, kept());
    put(Map.of());
    assertEquals(0, kept());
    assertFalse(isLabelled());
  }

  @Test
  void whatIsInItsPlaceByThenIsGivenNone() throws IOException {
    put(Map.of());
    Found before = found();
    put(Map.of());
    tag(before);
    assertEquals(PLAIN, found().object());
    assertFalse(isLabelled());
    Files.delete(folder.objects().resolve(BUCKET).resolve("x"));
    tag(before);
    assertTrue(objects.find(BUCKET, "x").isEmpty());
    assertEquals(0, kept());
  }

  /** Both were found before the first of them was made. */
  @Test
  void twoFirstChangesAreBothKept() throws IOException {
    put(Map.of());
    Found before = found();
    tag(before);
    String label = found().label();
    List<KeptGrant> grants = List.of(KeptGrant.account(OWNER, Grant.Right.READ));
    objects.change(BUCKET, "x", before.label(), was -> was.withGrants(grants));
    assertEquals(label, found().label());
    assertEquals(PLAIN.withTags(SECRET).withGrants(grants), found().object());
    assertEquals(1, kept());
  }

  /** As it was before labels were given so. */
  @Test
  void whatIsKeptOfOneByItsFileStaysSo() throws IOException {
    put(Map.of());
    String identity = found().label();
    Path file = folder.labels().resolve(BUCKET).resolve(identity + ".json");
    String label = objects.keep(BUCKET, PLAIN.withTags(SECRET));
    Files.move(folder.labels().resolve(BUCKET).resolve(label + ".json"), file);
    assertEquals(PLAIN.withTags(SECRET), found().object());
    objects.change(BUCKET, "x", identity, was -> was.withTags(List.of()));
    assertEquals(new Found(identity, PLAIN), found());
    assertFalse(isLabelled());
    put(Map.of());
    assertEquals(0, kept());
  }

  /**
   * It is there, as much of it as there was room for: its writer is told that it may write anew.
   */
  @Test
  void whoeverWroteOneIsToldThatItsHeadersOrMetadataAreLost() throws IOException {
    for (String lost : List.of("user.user-metadata.", "user.storage-tier")) {
      put(Map.of("a", "b"));
      meanwhile = () -> forget(lost);
      assertThrows(UncheckedIOException.class, () -> put(Map.of("a", "b")));
      assertEquals(PLAIN, found().object());
    }
  }

  /** It was given a label while another was written in its place. */
  @Test
  void whatIsKeptOfOneGoesWithItThoughThatBeganBefore() throws IOException {
    put(Map.of());
    Found before = found();
    meanwhileOf(
        () -> {
          tag(before);
          assertEquals(1, kept());
        });
    assertEquals(0, kept());
    assertEquals(PLAIN, found().object());
  }

  private interface Step {
    void run() throws IOException;
  }

  /** Takes a step while an object is written, before it is there. */
  private void meanwhileOf(Step step) {
    put(
        Map.of(),
        new ByteArrayInputStream(new byte[1]) {
          private boolean isDone;

          @Override
          public synchronized int read(byte[] into, int from, int length) {
            if (!isDone) {
              isDone = true;
              assertDoesNotThrow(step::run);
            }
            return super.read(into, from, length);
          }
        });
  }

  /** S3Proxy takes the metadata of an upload that it can't read for none. */
  @Test
  void anUploadThatHasALabelIsNotCompletedWithoutIt() throws IOException {
    MultipartUpload unread =
        store.initiateMultipartUpload(
            CreateMultipartUploadRequest.builder().bucket(BUCKET).key("x").build());
    store.putBlob(
        PutObjectRequest.builder()
            .bucket(BUCKET)
            .key(ObjectNames.ofUpload(unread.id()))
            .metadata(Map.of(Labels.METADATA, objects.keep(BUCKET, PLAIN.withTags(SECRET))))
            .build(),
        new ByteArrayInputStream(new byte[0]));
    CompleteMultipartUploadRequest completion =
        CompleteMultipartUploadRequest.builder()
            .bucket(BUCKET)
            .key("x")
            .uploadId(unread.id())
            .build();
    UncheckedIOException refusal =
        assertThrows(
            UncheckedIOException.class, () -> store.completeMultipartUpload(unread, completion));
    assertTrue(refusal.toString().contains("the metadata of an upload can't be read"));
    assertTrue(objects.find(BUCKET, "x").isEmpty());
  }

  @Test
  void oneThatOvertookALabelledOneIsNotTakenForThatWithoutItsLabel() throws IOException {
    meanwhile = () -> put(Map.of());
    putSecret();
    assertEquals(PLAIN, found().object());
  }

  /** Which is given its name within the time of the other. */
  @Test
  void norIsOneThatBeganBefore() throws Exception {
    CountDownLatch isUnderWay = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    InputStream slow =
        new InputStream() {
          @Override
          public int read() throws IOException {
            isUnderWay.countDown();
            await(mayEnd);
            return -1;
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            return read();
          }
        };
    ExecutorService writing = Executors.newSingleThreadExecutor();
    try {
      Future<?> plain = writing.submit(() -> put(Map.of(), slow));
      await(isUnderWay);
      meanwhile =
          () -> {
            mayEnd.countDown();
            assertDoesNotThrow(() -> plain.get());
          };
      putSecret();
      assertEquals(PLAIN, found().object());
    } finally {
      mayEnd.countDown();
      writing.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertTrue(latch.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  /** Tags are those of one object or of none, whichever of the two is there in the end. */
  @Test
  void tagsOfOneAreNoOthers() throws Exception {
    put(Map.of());
    ExecutorService writing = Executors.newSingleThreadExecutor();
    try {
      Future<?> writes =
          writing.submit(
              () -> {
                for (int i = 0; i < 300; i++) {
                  put(Map.of());
                }
                return null;
              });
      while (!writes.isDone()) {
        tag(found());
      }
      writes.get();
    } finally {
      writing.shutdownNow();
    }
    put(Map.of());
    assertEquals(PLAIN, found().object());
    assertEquals(0, kept());
    try (Stream<Path> files = Files.list(folder.objects())) {
      assertEquals(List.of(BUCKET), files.map(each -> each.getFileName().toString()).toList());
    }
  }

  @Test
  void aLabelledOneWhoseLabelIsLostIsNotThere() throws IOException {
    meanwhile = () -> forget("user.user-metadata.");
    assertThrows(UncheckedIOException.class, this::putSecret);
    assertTrue(objects.find(BUCKET, "x").isEmpty());
  }

  private void forget(String beginning) {
    try {
      for (String name : attributes().list()) {
        if (name.startsWith(beginning)) {
          attributes().delete(name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
