package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.example.objectstore.kept.Decided;
import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptBuckets;
import io.sallyport.example.objectstore.kept.KeptObjects;
import io.sallyport.example.objectstore.kept.LabelledStore;
import io.sallyport.example.objectstore.kept.Labels;
import io.sallyport.identity.AccountId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Long headers take no room from what is kept of an object. */
class ObjectHeadersTest {
  private static final RequestBody CONTENT = RequestBody.fromString("content");

  @TempDir private Path data;

  private static List<String> tags(S3Client s3, String key) {
    return s3.getObjectTagging(r -> r.bucket(BUCKET).key(key)).tagSet().stream()
        .map(tag -> tag.key() + "=" + tag.value())
        .toList();
  }

  /** As many of metadata as are given, which take as many bytes as are given. */
  private static Map<String, String> metadata(int number, int bytes) {
    Map<String, String> all = new TreeMap<>();
    IntStream.range(0, number)
        .forEach(n -> all.put("key" + (100 + n), "v".repeat(bytes / number - "key100".length())));
    return all;
  }

  private static final Map<String, Consumer<PutObjectRequest.Builder>> TOO_LONG =
      Map.of(
          "disposition", r -> r.contentDisposition("a".repeat(4000)),
          "language", r -> r.contentLanguage("a".repeat(3100)),
          "cache", r -> r.cacheControl("a".repeat(3100)),
          "type", r -> r.contentType("text/" + "a".repeat(3100)),
          "encoding", r -> r.contentEncoding("a".repeat(3100)),
          "umlauts", r -> r.metadata(Map.of("a", "ä".repeat(1100))),
          "several", r -> r.contentLanguage("a".repeat(1600)).cacheControl("a".repeat(1600)),
          "metadata", r -> r.metadata(metadata(4, 2052)),
          "many", r -> r.metadata(metadata(60, 1800)),
          "name", r -> r.metadata(Map.of("a".repeat(230), "")));

  @Test
  void thatAreTooLongAreRefused() throws Exception {
    try (RunningStore running = new RunningStore(data);
        S3Client s3 = running.user(OWNER, "a")) {
      s3.createBucket(r -> r.bucket(BUCKET));
      s3.putObject(r -> r.bucket(BUCKET).key("source"), CONTENT);
      TOO_LONG.forEach(
          (name, tooLong) ->
              assertRefused(
                  "400 MetadataTooLarge",
                  () ->
                      s3.putObject(
                          r -> tooLong.accept(r.bucket(BUCKET).key(name).tagging("state=new")),
                          CONTENT)));
      assertRefused(
          "400 MetadataTooLarge",
          () ->
              s3.createMultipartUpload(
                  r -> r.bucket(BUCKET).key("upload").contentDisposition("a".repeat(4000))));
      assertRefused(
          "400 MetadataTooLarge",
          () ->
              s3.copyObject(
                  r ->
                      r.sourceBucket(BUCKET)
                          .sourceKey("source")
                          .destinationBucket(BUCKET)
                          .destinationKey("copy")
                          .metadataDirective("REPLACE")
                          .contentDisposition("a".repeat(4000))));
      assertEquals(1, s3.listObjectsV2(r -> r.bucket(BUCKET)).keyCount());
    }
  }

  @Test
  void asLongAsTheyMayBeLeaveRoomForTags() throws Exception {
    Map<String, Consumer<PutObjectRequest.Builder>> long_ =
        Map.of(
            "disposition", r -> r.contentDisposition("a".repeat(2800)),
            "metadata", r -> r.metadata(metadata(4, 2048)).contentType("text/x"),
            "many", r -> r.metadata(metadata(40, 1000)));
    try (RunningStore running = new RunningStore(data);
        S3Client s3 = running.user(OWNER, "a")) {
      s3.createBucket(r -> r.bucket(BUCKET));
      for (String name : long_.keySet()) {
        Consumer<PutObjectRequest.Builder> headers = long_.get(name);
        s3.putObject(r -> headers.accept(r.bucket(BUCKET).key(name).tagging("state=new")), CONTENT);
        assertEquals(List.of("state=new"), tags(s3, name), name);
        s3.copyObject(
            r ->
                r.sourceBucket(BUCKET)
                    .sourceKey(name)
                    .destinationBucket(BUCKET)
                    .destinationKey(name + "-copy"));
        assertEquals(List.of("state=new"), tags(s3, name + "-copy"), name);
      }
      assertEquals(
          "a".repeat(2800),
          s3.headObject(r -> r.bucket(BUCKET).key("disposition-copy")).contentDisposition());
      String id =
          s3.createMultipartUpload(
                  r ->
                      r.bucket(BUCKET)
                          .key("upload")
                          .tagging("state=new")
                          .contentDisposition("a".repeat(2800)))
              .uploadId();
      String part =
          s3.uploadPart(r -> r.bucket(BUCKET).key("upload").uploadId(id).partNumber(1), CONTENT)
              .eTag();
      s3.completeMultipartUpload(
          r ->
              r.bucket(BUCKET)
                  .key("upload")
                  .uploadId(id)
                  .multipartUpload(
                      u -> u.parts(CompletedPart.builder().partNumber(1).eTag(part).build())));
      assertEquals(List.of("state=new"), tags(s3, "upload"));
    }
  }

  /** A store that, as S3Proxy does, says nothing when something was not kept. */
  private static BlobStore forgetting(String forgotten, BlobStore files) {
    return new ForwardingBlobStore(files) {
      @Override
      public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
        Map<String, String> kept = new TreeMap<>(request.metadata());
        kept.remove(forgotten);
        return super.putBlob(request.toBuilder().metadata(kept).build(), payload);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {Labels.METADATA, Labels.ENCRYPTION})
  void whatHasLostAnyOfItIsNotThere(String forgotten) throws Exception {
    DataFolder folder = DataFolder.open(data);
    KeptBuckets buckets = KeptBuckets.open(folder.buckets(), folder.objects());
    Files.createDirectory(folder.objects().resolve(BUCKET));
    KeptBucket bucket = KeptBucket.of(BUCKET, new AccountId(OWNER), Instant.EPOCH);
    assertTrue(buckets.claim(bucket).isEmpty());
    buckets.show(bucket);
    KeptObjects kept = KeptObjects.open(folder.labels(), folder.objects(), buckets);
    BlobStore store =
        new LabelledStore(
            forgetting(forgotten, ObjectStore.blobs(folder.objects())), folder.objects(), kept);
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(BUCKET)
            .key("x")
            .contentLength(1L)
            .metadata(Map.of(Labels.METADATA, Labels.plain(), Labels.ENCRYPTION, "aws:kms"))
            .build();
    Decided decided = buckets.begin();
    try {
      assertThrows(
          UncheckedIOException.class,
          () -> store.putBlob(request, new ByteArrayInputStream(new byte[1])));
    } finally {
      decided.close();
    }
    assertTrue(kept.find(BUCKET, "x").isEmpty());
  }
}
