package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.Sallyport;
import io.sallyport.policy.Leniency;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/** What comes with an object, and by which form, at a store that lets pass what Ceph lets pass. */
class CephLenienciesTest {
  private static final RequestBody CONTENT = RequestBody.fromString("content");
  private static final Tagging OTHERS =
      Tagging.builder().tagSet(Tag.builder().key("b").value("2").build()).build();

  @TempDir private Path data;
  private RunningStore running;
  private S3Client owner;

  @BeforeEach
  void start() throws Exception {
    running =
        new RunningStore(
            DataFolder.open(data),
            Sallyport.builder().lenient(Leniency.ceph()).lenient(Set.of(Leniency.VERSION_2_FORMS)));
    owner = running.user(OWNER, "a");
    owner.createBucket(r -> r.bucket(BUCKET));
  }

  @AfterEach
  void stop() {
    owner.close();
    running.close();
  }

  private static String allow(String more, String... actions) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["%s"],"Resource":"*"}%s]}"""
        .formatted(String.join("\",\"", actions), more);
  }

  private List<String> tags(String key) {
    return owner.getObjectTagging(r -> r.bucket(BUCKET).key(key)).tagSet().stream()
        .map(tag -> tag.key() + "=" + tag.value())
        .toList();
  }

  @Test
  void aTagHasSeveralValuesOfWhichAConditionMayNameOne() {
    owner.putObject(r -> r.bucket(BUCKET).key("x").tagging("team=red&team=blue"), CONTENT);
    assertEquals(List.of("team=blue", "team=red"), tags("x"));
    for (String team : List.of("red", "blue", "green")) {
      String policy =
          """
          {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",\
          "Resource":"*","Condition":{"StringEquals":{"s3:ExistingObjectTag/team":"%s"}}}}"""
              .formatted(team);
      try (S3Client reader = running.user(OWNER, team, policy)) {
        if (team.equals("green")) {
          assertRefused("403 AccessDenied", () -> reader.getObject(r -> r.bucket(BUCKET).key("x")));
        } else {
          reader.getObjectAsBytes(r -> r.bucket(BUCKET).key("x"));
        }
      }
    }
  }

  @Test
  void whoMayWriteAnObjectMayGiveItTagsAndAListAndCopyThoseOfAnother() {
    String[] rights = {"s3:PutObject", "s3:GetObject", "s3:GetObjectTagging"};
    try (S3Client writer = running.user(OWNER, "w", allow("", rights))) {
      writer.putObject(r -> r.bucket(BUCKET).key("x").tagging("a=1").acl("public-read"), CONTENT);
      copy(writer, "y");
      assertEquals(List.of("a=1"), tags("y"));
      assertEquals(2, owner.getObjectAcl(r -> r.bucket(BUCKET).key("x")).grants().size());
      assertRefused(
          "403 AccessDenied",
          () -> writer.putObjectAcl(r -> r.bucket(BUCKET).key("x").acl("private")));
      assertRefused(
          "403 AccessDenied",
          () -> writer.putObjectTagging(r -> r.bucket(BUCKET).key("x").tagging(OTHERS)));
    }
    String deny = ",{\"Effect\":\"Deny\",\"Action\":\"s3:PutObjectTagging\",\"Resource\":\"*\"}";
    try (S3Client writer = running.user(OWNER, "d", allow(deny, rights))) {
      assertRefused("403 AccessDenied", () -> copy(writer, "z"));
      assertRefused(
          "403 AccessDenied",
          () -> writer.putObject(r -> r.bucket(BUCKET).key("z").tagging("a=1"), CONTENT));
      writer.putObject(r -> r.bucket(BUCKET).key("z"), CONTENT);
    }
  }

  @Test
  void aBrowsersFormMayBeSignedByVersion2() throws Exception {
    AwsCredentials key =
        running.keyOf(OWNER, "f", RunningStore.allow("s3:PutObject", "arn:aws:s3:::*/form/*"));
    assertEquals("204 ", post("form/a", key, key.secretAccessKey()));
    assertEquals(
        "content", owner.getObjectAsBytes(r -> r.bucket(BUCKET).key("form/a")).asUtf8String());
    assertEquals("403 AccessDenied", post("other/a", key, key.secretAccessKey()));
    assertEquals("403 InvalidAccessKeyId", post("form/b", key, "wrong"));
    assertEquals(1, owner.listObjectsV2(r -> r.bucket(BUCKET)).keyCount());
  }

  /** Posts an object; answers the status and S3's code. */
  private String post(String key, AwsCredentials of, String secret) throws Exception {
    String policy =
        """
        {"expiration":"%s","conditions":[{"bucket":"%s"},{"key":"%s"}]}"""
            .formatted(Instant.now().plusSeconds(60), BUCKET, key);
    String encoded = Base64.getEncoder().encodeToString(policy.getBytes(UTF_8));
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA1"));
    String signature = Base64.getEncoder().encodeToString(mac.doFinal(encoded.getBytes(UTF_8)));
    String form =
        field("key", key)
            + field("AWSAccessKeyId", of.accessKeyId())
            + field("policy", encoded)
            + field("signature", signature)
            + field("file", "content")
            + "--b--\r\n";
    HttpRequest request =
        HttpRequest.newBuilder(running.endpoint().resolve("/" + BUCKET))
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    String code = answer.body().replaceAll("(?s).*<Code>|</Code>.*", "");
    return answer.statusCode() + " " + code;
  }

  private static String field(String name, String value) {
    return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  }

  private static void copy(S3Client who, String key) {
    who.copyObject(
        r -> r.sourceBucket(BUCKET).sourceKey("x").destinationBucket(BUCKET).destinationKey(key));
  }
}
