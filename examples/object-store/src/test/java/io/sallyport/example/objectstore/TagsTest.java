package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static io.sallyport.example.objectstore.RunningStore.allow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Tag;

/** Tags of buckets, and of objects, which are the object's that they came with. */
class TagsTest {
  private static final RequestBody CONTENT = RequestBody.fromString("content");

  @TempDir private Path data;
  private RunningStore running;
  private S3Client s3;

  @BeforeEach
  void start() throws Exception {
    running = new RunningStore(data);
    s3 = running.user(OWNER, "a");
    s3.createBucket(r -> r.bucket(BUCKET));
  }

  @AfterEach
  void stop() {
    s3.close();
    running.close();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private List<String> tags(String key) {
    return s3.getObjectTagging(r -> r.bucket(BUCKET).key(key)).tagSet().stream()
        .map(tag -> tag.key() + "=" + tag.value())
        .toList();
  }

  private void put(String key, Tag... tags) {
    s3.putObjectTagging(r -> r.bucket(BUCKET).key(key).tagging(t -> t.tagSet(tags)));
  }

  private long labels() throws Exception {
    try (Stream<Path> files = Files.walk(data.resolve("labels"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void ofABucketArePutReadAndDeleted() {
    assertRefused("404 NoSuchTagSet", () -> s3.getBucketTagging(r -> r.bucket(BUCKET)));
    s3.putBucketTagging(r -> r.bucket(BUCKET).tagging(t -> t.tagSet(tag("k", "v"), tag("k", "w"))));
    assertEquals(
        List.of(tag("k", "v"), tag("k", "w")), s3.getBucketTagging(r -> r.bucket(BUCKET)).tagSet());
    s3.deleteBucketTagging(r -> r.bucket(BUCKET));
    assertRefused("404 NoSuchTagSet", () -> s3.getBucketTagging(r -> r.bucket(BUCKET)));
  }

  /** What is kept of an object doesn't depend on which file of the disk it is. */
  @Test
  void givenLaterAreThereInACopyOfTheFolderToo(@TempDir Path elsewhere) throws Exception {
    s3.putObject(r -> r.bucket(BUCKET).key("x"), CONTENT);
    put("x", tag("class", "secret"));
    running.close();
    Path copy = elsewhere.resolve("copy");
    try (Stream<Path> all = Files.walk(data)) {
      for (Path each : all.toList()) {
        Path to = copy.resolve(data.relativize(each).toString());
        Files.copy(each, to, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    running = new RunningStore(copy);
    s3.close();
    s3 = running.user(OWNER, "b");
    assertEquals(List.of("class=secret"), tags("x"));
  }

  @Test
  void areTheObjectsThatTheyCameWith() throws Exception {
    s3.putObject(r -> r.bucket(BUCKET).key("x").tagging("b=2&a=1%2B"), CONTENT);
    assertEquals(List.of("a=1+", "b=2"), tags("x"));
    assertEquals(
        2,
        s3.headObject(r -> r.bucket(BUCKET).key("x"))
            .sdkHttpResponse()
            .firstMatchingHeader("x-amz-tagging-count")
            .map(Integer::parseInt)
            .orElse(0));
    assertEquals(2, s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("x")).response().tagCount());
    put("x", tag("c", "3"));
    assertEquals(List.of("c=3"), tags("x"));
    s3.putObject(r -> r.bucket(BUCKET).key("x"), CONTENT);
    assertEquals(List.of(), tags("x"));
    put("x", tag("d", "4"));
    s3.deleteObjectTagging(r -> r.bucket(BUCKET).key("x"));
    assertEquals(List.of(), tags("x"));
    put("x", tag("d", "4"));
    s3.deleteObject(r -> r.bucket(BUCKET).key("x"));
    assertRefused("404 NoSuchKey", () -> tags("x"));
    s3.putObject(r -> r.bucket(BUCKET).key("x"), CONTENT);
    assertEquals(List.of(), tags("x"));
    assertEquals(0, labels());
  }

  @Test
  void goWithACopyUnlessToldOtherwise() {
    s3.putObject(
        r ->
            r.bucket(BUCKET)
                .key("x")
                .tagging("a=1")
                .contentType("text/x")
                .metadata(java.util.Map.of("m", "n")),
        CONTENT);
    s3.copyObject(
        r -> r.sourceBucket(BUCKET).sourceKey("x").destinationBucket(BUCKET).destinationKey("y"));
    assertEquals(List.of("a=1"), tags("y"));
    var head = s3.headObject(r -> r.bucket(BUCKET).key("y"));
    assertEquals("text/x {m=n}", head.contentType() + " " + head.metadata());
    put("y", tag("b", "2"));
    assertEquals(List.of("a=1"), tags("x"));
    s3.copyObject(
        r ->
            r.sourceBucket(BUCKET)
                .sourceKey("x")
                .destinationBucket(BUCKET)
                .destinationKey("y")
                .taggingDirective("REPLACE")
                .tagging("c=3"));
    assertEquals(List.of("c=3"), tags("y"));
    s3.copyObject(
        r ->
            r.sourceBucket(BUCKET)
                .sourceKey("x")
                .destinationBucket(BUCKET)
                .destinationKey("x")
                .metadataDirective("REPLACE")
                .contentType("text/y"));
    assertEquals(List.of("a=1"), tags("x"));
    assertEquals("text/y", s3.headObject(r -> r.bucket(BUCKET).key("x")).contentType());
    assertRefused(
        "400 InvalidRequest",
        () ->
            s3.copyObject(
                r ->
                    r.sourceBucket(BUCKET)
                        .sourceKey("x")
                        .destinationBucket(BUCKET)
                        .destinationKey("x")));
  }

  @Test
  void takeRightsToCopy() {
    s3.putObject(r -> r.bucket(BUCKET).key("x").tagging("a=1"), CONTENT);
    s3.putObject(r -> r.bucket(BUCKET).key("plain"), CONTENT);
    String noTags =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},\
        {"Effect":"Deny","Action":"%s","Resource":"*"}]}""";
    int number = 0;
    for (String right : List.of("s3:GetObjectTagging", "s3:PutObjectTagging")) {
      try (S3Client copier = running.user(OWNER, "c" + number++, noTags.formatted(right))) {
        assertRefused(
            "403 AccessDenied",
            () ->
                copier.copyObject(
                    r ->
                        r.sourceBucket(BUCKET)
                            .sourceKey("x")
                            .destinationBucket(BUCKET)
                            .destinationKey("z")));
        copier.copyObject(
            r ->
                r.sourceBucket(BUCKET)
                    .sourceKey("plain")
                    .destinationBucket(BUCKET)
                    .destinationKey("z"));
        copier.copyObject(
            r ->
                r.sourceBucket(BUCKET)
                    .sourceKey("x")
                    .destinationBucket(BUCKET)
                    .destinationKey("z")
                    .taggingDirective("REPLACE"));
      }
    }
  }

  @Test
  void ofAnUploadAreThoseItBeganWith() throws Exception {
    s3.putObject(r -> r.bucket(BUCKET).key("x").tagging("old=1"), CONTENT);
    String id =
        s3.createMultipartUpload(
                r -> r.bucket(BUCKET).key("x").tagging("a=1").contentType("text/x"))
            .uploadId();
    String part =
        s3.uploadPart(r -> r.bucket(BUCKET).key("x").uploadId(id).partNumber(1), CONTENT).eTag();
    assertEquals(List.of("old=1"), tags("x"));
    s3.completeMultipartUpload(
        r ->
            r.bucket(BUCKET)
                .key("x")
                .uploadId(id)
                .multipartUpload(
                    u -> u.parts(CompletedPart.builder().partNumber(1).eTag(part).build())));
    assertEquals(List.of("a=1"), tags("x"));
    assertEquals("text/x", s3.headObject(r -> r.bucket(BUCKET).key("x")).contentType());
    String aborted =
        s3.createMultipartUpload(r -> r.bucket(BUCKET).key("x").tagging("b=2")).uploadId();
    s3.abortMultipartUpload(r -> r.bucket(BUCKET).key("x").uploadId(aborted));
    assertEquals(1, labels());
  }

  @Test
  void areHeldToLimits() {
    s3.putObject(r -> r.bucket(BUCKET).key("x"), CONTENT);
    Tag[] most =
        IntStream.range(0, 10)
            .mapToObj(n -> tag(n + "k".repeat(127), "v".repeat(256)))
            .toArray(Tag[]::new);
    put("x", most);
    assertEquals(10, tags("x").size());
    for (Tag wrong :
        List.of(
            tag("k".repeat(129), ""), tag("k", "v".repeat(257)), tag("", "v"), tag("aws:k", "v"))) {
      assertRefused("400 InvalidTag", () -> put("x", wrong));
    }
    Tag[] more = Stream.concat(Stream.of(most), Stream.of(tag("l", ""))).toArray(Tag[]::new);
    assertRefused("400 InvalidTag", () -> put("x", more));
    assertEquals(10, tags("x").size());
    String eleven = String.join("&", IntStream.range(0, 11).mapToObj(n -> "k" + n + "=").toList());
    assertRefused(
        "400 InvalidTag",
        () -> s3.putObject(r -> r.bucket(BUCKET).key("y").tagging(eleven), CONTENT));
    assertRefused("404 NoSuchKey", () -> s3.getObject(r -> r.bucket(BUCKET).key("y")));
  }

  @Test
  void decideForWhomAConditionNamesThem() {
    s3.putObject(r -> r.bucket(BUCKET).key("open").tagging("class=public"), CONTENT);
    s3.putObject(r -> r.bucket(BUCKET).key("shut").tagging("class=secret"), CONTENT);
    String policy =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",\
        "Resource":"*","Condition":{"StringEquals":{"s3:ExistingObjectTag/class":"public"}}}}""";
    try (S3Client reader = running.user(OWNER, "r", policy)) {
      reader.getObjectAsBytes(r -> r.bucket(BUCKET).key("open"));
      assertRefused("403 AccessDenied", () -> reader.getObject(r -> r.bucket(BUCKET).key("shut")));
    }
  }

  @Test
  void aLabelIsNobodysToSetOrSee() {
    for (String name : List.of("sallyport-label", "Sallyport-As-Source")) {
      assertRefused(
          "400 InvalidArgument",
          () ->
              s3.putObject(
                  r -> r.bucket(BUCKET).key("x").metadata(java.util.Map.of(name, "1")), CONTENT));
    }
    s3.putObject(r -> r.bucket(BUCKET).key("x").tagging("a=1"), CONTENT);
    assertEquals(
        java.util.Map.of(),
        s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("x")).response().metadata());
  }

  @Test
  void whoIsRefusedMaySendOnReadsWhyAndMayAskAgain() {
    RequestSigner signer =
        new RequestSigner(
            running.endpoint().getAuthority(), running.keyOf(OWNER, "w", allow("s3:*", "*")), "s3");
    String target = "/" + BUCKET + "/x";
    String body = "x".repeat(4 << 20);
    java.util.Map<String, String> headers =
        signer.headers("PUT", target, java.util.Map.of("x-amz-meta-sallyport-label", "1"), body);
    try (KeptConnection connection = new KeptConnection(running.endpoint())) {
      for (int i = 0; i < 3; i++) {
        KeptConnection.Answer answer = connection.send("PUT", target, headers, body);
        assertTrue(answer.is(400, "InvalidArgument"), answer::toString);
      }
    }
  }

  @Test
  void areCountedOnlyForWhoMayReadThem() {
    s3.putObject(r -> r.bucket(BUCKET).key("x").tagging("a=1"), CONTENT);
    try (S3Client reader = running.user(OWNER, "r", allow("s3:GetObject", "*"))) {
      assertEquals(
          null, reader.getObjectAsBytes(r -> r.bucket(BUCKET).key("x")).response().tagCount());
    }
  }
}
