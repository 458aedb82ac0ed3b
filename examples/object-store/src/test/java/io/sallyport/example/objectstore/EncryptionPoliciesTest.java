package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.example.objectstore.served.EncryptedVolume;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** What policies say of encryption comes first, and is said of what is then done. */
class EncryptionPoliciesTest {
  private static final String ALGORITHM = "x-amz-server-side-encryption";
  private static final String EVERYBODY_BUT =
      """
      {"Version":"2012-10-17","Statement":[\
      {"Effect":"Allow","Principal":"*","Action":"s3:PutObject",\
      "Resource":"arn:aws:s3:::my-bucket/*"},\
      {"Effect":"Deny","Principal":"*","Action":"s3:PutObject",\
      "Resource":"arn:aws:s3:::my-bucket/*","Condition":%s}]}""";
  private static final String UNASKED =
      EVERYBODY_BUT.formatted("{\"Null\":{\"s3:x-amz-server-side-encryption\":\"true\"}}");
  private static final String OTHERWISE =
      EVERYBODY_BUT.formatted(
          "{\"StringNotEquals\":{\"s3:x-amz-server-side-encryption\":\"AES256\"}}");

  @TempDir private Path data;
  private RunningStore running;
  private S3Client s3;

  @BeforeEach
  void start() throws Exception {
    running = new RunningStore(DataFolder.open(data).on(EncryptedVolume.by("key-1")));
    s3 = running.user(OWNER, "a");
    s3.createBucket(r -> r.bucket(BUCKET));
  }

  @AfterEach
  void stop() {
    s3.close();
    running.close();
  }

  private void policy(String policy) {
    s3.putBucketPolicy(r -> r.bucket(BUCKET).policy(policy));
  }

  private PutObjectResponse put() {
    return s3.putObject(r -> r.bucket(BUCKET).key("x"), RequestBody.fromString("x"));
  }

  private PutObjectResponse put(String algorithm) {
    return s3.putObject(
        r -> r.bucket(BUCKET).key("x").serverSideEncryption(algorithm),
        RequestBody.fromString("x"));
  }

  private HttpResponse<String> post(Map<String, String> fields, Map<String, String> headers)
      throws IOException, InterruptedException {
    StringBuilder form = new StringBuilder();
    Map<String, String> all = new TreeMap<>(fields);
    all.put("key", "x");
    all.forEach(
        (name, value) ->
            form.append("--b\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
    form.append("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--b--\r\n");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(running.endpoint().resolve("/" + BUCKET))
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(form.toString()));
    headers.forEach(request::header);
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static void assertAnswer(int status, String text, HttpResponse<String> answer) {
    String all = answer.headers().firstValue(ALGORITHM).orElse("") + answer.body();
    assertEquals(status, answer.statusCode(), all);
    assertTrue(all.contains(text), all);
  }

  @Test
  void whatIsNotAskedForIsDeniedAlthoughItWouldBeDone() {
    policy(UNASKED);
    assertRefused("403 AccessDenied", this::put);
    assertRefused("400 InvalidArgument", () -> put("AES192"));
    assertEquals("AES256", put("AES256").serverSideEncryptionAsString());
    assertEquals("key-1", put("aws:kms").ssekmsKeyId());
  }

  @Test
  void whatIsDeniedIsNotLookedAt() {
    policy(OTHERWISE);
    assertRefused("403 AccessDenied", () -> put("AES192"));
    assertRefused("403 AccessDenied", () -> put("aws:kms"));
    assertRefused("403 AccessDenied", this::put);
    assertEquals("AES256", put("AES256").serverSideEncryptionAsString());
  }

  @Test
  void itIsSoWithoutSuchAVolumeToo() throws Exception {
    policy(UNASKED);
    stop();
    running = new RunningStore(data);
    s3 = running.user(OWNER, "b");
    assertRefused("403 AccessDenied", this::put);
    assertRefused("501 NotImplemented", () -> put("AES256"));
    assertAnswer(403, "AccessDenied", post(Map.of(), Map.of()));
    assertAnswer(501, "NotImplemented", post(Map.of(ALGORITHM, "AES256"), Map.of()));
  }

  @Test
  void aFormAsksByItsFields() throws Exception {
    policy(UNASKED);
    assertAnswer(403, "AccessDenied", post(Map.of(), Map.of()));
    assertAnswer(403, "AccessDenied", post(Map.of(), Map.of(ALGORITHM, "AES256")));
    assertAnswer(400, "InvalidArgument", post(Map.of(ALGORITHM, "AES192"), Map.of()));
    assertAnswer(204, "AES256", post(Map.of(ALGORITHM, "AES256"), Map.of()));
    assertAnswer(204, "aws:kms", post(Map.of(ALGORITHM, "aws:kms"), Map.of()));
    s3.deleteBucketPolicy(r -> r.bucket(BUCKET));
    assertEquals("key-1", s3.headObject(r -> r.bucket(BUCKET).key("x")).ssekmsKeyId());
  }

  @Test
  void howeverAFormEndsItTells() throws Exception {
    policy(BucketPoliciesTest.allowEverybody("s3:PutObject"));
    Map<String, String> asked = Map.of(ALGORITHM, "aws:kms");
    assertAnswer(201, "aws:kms", post(with(asked, "success_action_status", "201"), Map.of()));
    assertAnswer(
        303,
        "aws:kms",
        post(with(asked, "success_action_redirect", "https://example.com/"), Map.of()));
  }

  private static Map<String, String> with(Map<String, String> fields, String name, String value) {
    Map<String, String> all = new TreeMap<>(fields);
    all.put(name, value);
    return all;
  }

  @Test
  void howItIsKeptIsForNoFormToSay() throws Exception {
    policy(BucketPoliciesTest.allowEverybody("s3:PutObject"));
    assertAnswer(
        400,
        "InvalidArgument",
        post(Map.of("x-amz-meta-sallyport-encryption", "aws:kms"), Map.of()));
  }

  /** As Ceph asks policies; of AWS it isn't known. */
  @Test
  void aPartIsDeniedWhereAskingIsDemandedWhateverItsUploadAskedFor() {
    policy(UNASKED);
    assertRefused(
        "403 AccessDenied", () -> s3.createMultipartUpload(r -> r.bucket(BUCKET).key("x")));
    String id =
        s3.createMultipartUpload(r -> r.bucket(BUCKET).key("x").serverSideEncryption("AES256"))
            .uploadId();
    assertRefused(
        "403 AccessDenied",
        () ->
            s3.uploadPart(
                r -> r.bucket(BUCKET).key("x").uploadId(id).partNumber(1),
                RequestBody.fromString("x")));
  }

  /** A header of a form says nothing of its object: neither to policies nor to what is done. */
  @Test
  void whatIsHiddenIsNotDone() throws Exception {
    policy(BucketPoliciesTest.allowEverybody("s3:PutObject"));
    assertAnswer(204, "AES256", post(Map.of(), Map.of(ALGORITHM, "aws:kms")));
    assertAnswer(204, "AES256", post(Map.of(), Map.of(ALGORITHM, "AES192")));
    assertEquals(
        "AES256", s3.headObject(r -> r.bucket(BUCKET).key("x")).serverSideEncryptionAsString());
  }
}
