package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;

/**
 * What is signed and allowed is what is done; a request that can be read in two ways is refused.
 */
@TestInstance(Lifecycle.PER_CLASS)
class HostileRequestTest {
  private static final String SECRET = "top secret";
  private static final String LISTS_ITS_OWN =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow",\
      "Action":["s3:ListBucket","s3:ListBucketMultipartUploads"],"Resource":"*",\
      "Condition":{"StringLike":{"s3:prefix":"a/*"}}}}\
      """;

  private RunningStore running;
  private RawClient raw;
  private S3Client host;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    running = new RunningStore(data);
    running.makeRole(RunningStore.ALL_OF_S3);
    host = running.bob();
    host.createBucket(r -> r.bucket(BUCKET));
    host.createBucket(r -> r.bucket("secrets"));
    put("secrets", "top", SECRET);
    put(BUCKET, "b/top", SECRET);
    put(BUCKET, "a/open", "open");
    running.iam.putRolePolicy(
        r ->
            r.roleName(RunningStore.ROLE)
                .policyName("Policy1")
                .policyDocument(RunningStore.allow("s3:*", "arn:aws:s3:::my-bucket/a/*")));
    raw = new RawClient(running.store.endpoint().getPort(), running.assume());
  }

  @AfterAll
  void stop() {
    running.close();
  }

  private void put(String bucket, String key, String text) {
    host.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  private String send(String method, String target) {
    return raw.send(method, target, Map.of(), "");
  }

  private static void assertStatus(int status, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
  }

  /** The role may not list the bucket, so that it isn't told that a key is missing. */
  private void assertAbsent(String key) {
    assertStatus(403, send("GET", "/my-bucket/" + key));
    assertFalse(Files.exists(running.objects().resolve("my-bucket").resolve(key)));
  }

  @Test
  void theClientOfTheseTestsSignsAsItShould() {
    String answer = send("GET", "/my-bucket/a/open");
    assertStatus(200, answer);
    assertTrue(answer.endsWith("open"), answer);
    assertStatus(403, send("GET", "/my-bucket/b/top"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/my-bucket/a/../b/top",
        "/my-bucket/a/%2e%2e/b/top",
        "/my-bucket/a/..%2Fb/top",
        "/my-bucket/a%2F..%2F..%2Fsecrets/top",
        "/my-bucket/a/../../secrets/top",
        "/my-bucket/a/./../b/top",
        "/my-bucket/a/x/../../b/top",
        "/my-bucket/a//../../b/top",
        "/my-bucket/a/..;/b/top",
        "/my-bucket/a/..%5C..%5Cb%5Ctop",
        "/my-bucket/a/%252e%252e/b/top",
        "/my-bucket/a/%00/../../b/top",
        "//secrets/top",
        "/my-bucket//secrets/top",
        "/./secrets/top",
        "/secrets/../my-bucket/a/../../secrets/top",
        "/my-bucket%2Fa/../b/top",
        "/my-bucket;x/b/top",
        "/%6Dy-bucket/b/top",
        "/my-bucket/b/top?x=/a/",
        "/my-bucket/b/top;/a/",
        "/my-bucket/b/top#/a/",
        "/my-bucket/a/open/../../b/top",
        "/my-bucket/b+/../b/top",
      })
  void noPathLeadsOutOfWhatIsAllowed(String target) {
    for (String method : List.of("GET", "HEAD", "PUT", "DELETE")) {
      String answer = send(method, target);
      assertFalse(answer.contains(SECRET), answer);
    }
    assertEquals(SECRET, stored("my-bucket", "b", "top"));
    assertEquals(SECRET, stored("secrets", "top"));
  }

  private String stored(String... names) {
    try {
      Path path = running.objects();
      for (String name : names) {
        path = path.resolve(name);
      }
      return Files.readString(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a/b%20c, a/b c",
    "a/b%2Bc, a/b+c",
    "a%2Fd, a/d",
    "%61/e, a/e",
    "a/100%25, a/100%",
    "a/%252F, a/%2F",
    "a/f;g=h, a/f;g=h",
    "a/i%3Fj%23k, a/i?j#k",
    "a/~%7E!*'(), a/~~!*'()",
  })
  void theObjectThatIsStoredIsTheOneThatWasSigned(String sent, String key) {
    assertStatus(200, raw.send("PUT", "/my-bucket/" + sent, Map.of(), key));
    assertEquals(key, stored("my-bucket", key));
    assertTrue(send("GET", "/my-bucket/" + sent).endsWith(key));
  }

  @Test
  void aBodyThatIsNotWhatWasSignedIsNotStored() {
    Map<String, String> otherHash = Map.of("x-amz-content-sha256", "0".repeat(64));
    assertStatus(400, raw.send("PUT", "/my-bucket/a/forged", otherHash, "forged"));
    assertAbsent("a/forged");
  }

  @Test
  void aChunkThatWasNotSignedIsNotStored() {
    Map<String, String> chunked =
        Map.of(
            "x-amz-content-sha256",
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "x-amz-decoded-content-length",
            "6",
            "content-encoding",
            "aws-chunked");
    String signature = ";chunk-signature=" + "0".repeat(64) + "\r\n";
    String body = "6" + signature + "forged\r\n" + "0" + signature + "\r\n";
    assertStatus(403, raw.send("PUT", "/my-bucket/a/forged", chunked, body));
    assertAbsent("a/forged");
  }

  @Test
  void aFormInTheBodyIsNoQuery() throws Exception {
    Map<String, String> form = Map.of("content-type", "application/x-www-form-urlencoded");
    String answer = raw.send("POST", "/my-bucket/a/many?uploads", form, "delete=&acl=");
    assertStatus(200, answer);
    assertEquals("InitiateMultipartUploadResult", rootOf(answer));
  }

  private static String rootOf(String answer) throws Exception {
    String xml = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)))
        .getDocumentElement()
        .getLocalName();
  }

  @ParameterizedTest
  @ValueSource(strings = {"retention", "torrent", "versionId=1", "attributes"})
  void whatTheServerDoesNotKnowIsNotAnsweredWithTheObject(String query) {
    String answer = send("GET", "/my-bucket/a/open?" + query);
    assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
  }

  @ParameterizedTest
  @CsvSource({"tagging,Tagging", "acl,AccessControlPolicy"})
  void whatIsKeptOfAnObjectIsNotTheObject(String query, String root) throws Exception {
    assertEquals(root, rootOf(send("GET", "/my-bucket/a/open?" + query)));
  }

  @Test
  void anUploadIdIsNoPath() {
    for (String id : List.of("..", "../../secrets", "%2e%2e%2F%2e%2e%2Fsecrets", "x")) {
      String answer =
          raw.send("PUT", "/my-bucket/a/part?partNumber=1&uploadId=" + id, Map.of(), "x");
      assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
    }
  }

  /** The second key, taken with the end of the first one's id, is the same name to a file store. */
  @ParameterizedTest
  @ValueSource(strings = {"b/other", "dead-a/other"})
  void anUploadOfAnotherKeyIsNone(String key) throws Exception {
    String upload = host(key).uploadId();
    String joined = key.startsWith("dead-") ? upload + "-dead" : upload;
    String target = "/my-bucket/a/other?uploadId=" + joined;
    for (String answer :
        List.of(
            raw.send("DELETE", target, Map.of(), ""),
            raw.send("GET", target, Map.of(), ""),
            raw.send("PUT", target + "&partNumber=1", Map.of(), "forged"),
            raw.send(
                "POST",
                target,
                Map.of(),
                "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>e</ETag></Part>"
                    + "</CompleteMultipartUpload>"))) {
      assertStatus(404, answer);
      assertTrue(answer.contains("<Code>NoSuchUpload</Code>"), answer);
    }
    // Whatever is not found of a copy may be its source.
    Map<String, String> copy = Map.of("x-amz-copy-source", "/my-bucket/a/open");
    assertStatus(403, raw.send("PUT", target + "&partNumber=1", copy, ""));
    assertAbsent("a/other");
    assertTrue(Files.exists(running.objects().resolve("my-bucket").resolve(stub(upload, key))));
  }

  private CreateMultipartUploadResponse host(String key) {
    running.iam.putRolePolicy(
        r ->
            r.roleName(RunningStore.ROLE)
                .policyName("Policy2")
                .policyDocument(RunningStore.ALL_OF_S3));
    CreateMultipartUploadResponse upload =
        host.createMultipartUpload(r -> r.bucket(BUCKET).key(key));
    running.iam.deleteRolePolicy(r -> r.roleName(RunningStore.ROLE).policyName("Policy2"));
    return upload;
  }

  private static String stub(String upload, String key) {
    return ".mpus-" + upload + "-" + key + "-stub";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prefix=a/../",
        "prefix=a/..",
        "prefix=a/../../secrets/",
        "prefix=a/%2e%2e/b/",
        "prefix=a//../b",
        "prefix=a/./../b/",
        "list-type=2&prefix=a/../",
        "uploads&prefix=a/../",
        "delimiter=a&prefix=a/",
      })
  void aListingByAPrefixListsWhatBeginsWithIt(String query) {
    running.putPolicy(LISTS_ITS_OWN);
    try {
      assertTrue(send("GET", "/my-bucket?prefix=a/").contains("a/open"));
      String answer = send("GET", "/my-bucket?" + query);
      assertFalse(answer.contains("top"), answer);
      assertTrue(
          Pattern.compile("<Key>([^<]*)")
              .matcher(answer)
              .results()
              .allMatch(key -> key.group(1).startsWith("a/")),
          answer);
      assertFalse(answer.contains("Exception"), answer);
      assertFalse(answer.contains(running.objects().toString()), answer);
    } finally {
      running.putPolicy(RunningStore.allow("s3:*", "arn:aws:s3:::my-bucket/a/*"));
    }
  }

  @Test
  void aCopyReadsNothingThatIsNotAllowed() {
    for (String source :
        List.of("secrets/top", "/my-bucket/b/top", "my-bucket/a/../b/top", "my-bucket%2Fb%2Ftop")) {
      Map<String, String> copy = Map.of("x-amz-copy-source", source);
      String answer = raw.send("PUT", "/my-bucket/a/copied", copy, "");
      assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
    }
    assertAbsent("a/copied");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Object><Key>b/top</Key></Object>",
        "<Object><Key>a/x</Key></Object><Object><Key>b/top</Key></Object>",
        "<Object><Key>a/x</Key><Key>b/top</Key></Object>",
        "<Object><Key>a/x<!-- -->b/top</Key></Object>",
        "<Object><Key>a/<!-- -->../b/top</Key></Object>",
        "<Object><Key>a/x<![CDATA[b/top]]></Key></Object>",
        "<Object><Key>a/x<?pi b/top?>b/top</Key></Object>",
        "<Object><Key>a/x<Key>b/top</Key></Key></Object>",
        "<Object><Key>a/x</Key><o:Key xmlns:o='urn:o'>b/top</o:Key></Object>",
        "<Object><o:Key xmlns:o='urn:o'>a/x</o:Key><Key>b/top</Key></Object>",
        "<Object><Key>a/x</Key><key>b/top</key></Object>",
        "<Object><Key>a/x</Key></Object><o:Object xmlns:o='urn:o'><Key>b/top</Key></o:Object>",
        "<Object Key='b/top'><Key>a/x</Key></Object>",
        "<Object><Key>a/x</Key><VersionId>../../b/top</VersionId></Object>",
        "<Object><Key>a/../b/top</Key></Object>",
        "<Object><Key>a/x/../../b/top</Key></Object>",
      })
  void aDeletionDeletesNothingThatIsNotAllowed(String objects) {
    String body = "<Delete>" + objects + "</Delete>";
    raw.send("POST", "/my-bucket?delete", Map.of("content-md5", md5(body)), body);
    assertEquals(SECRET, stored("my-bucket", "b/top"));
  }

  private static String md5(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aDeletionThatIsTooLongToJudgeIsRefused() {
    String body = "<Delete>" + " ".repeat(9 << 20) + "</Delete>";
    assertStatus(
        413, raw.send("POST", "/my-bucket?delete", Map.of("content-md5", md5(body)), body));
  }

  @Test
  void aDeletionOfWhatIsAllowedDeletesIt() {
    assertStatus(200, raw.send("PUT", "/my-bucket/a/gone", Map.of(), "x"));
    String body = "<Delete><Object><Key>a/gone</Key></Object></Delete>";
    assertStatus(
        200, raw.send("POST", "/my-bucket?delete", Map.of("content-md5", md5(body)), body));
    assertAbsent("a/gone");
  }

  @Test
  void ofABatchWhatIsAllowedIsDeletedAndTheRestIsRefused() {
    assertStatus(200, raw.send("PUT", "/my-bucket/a/gone", Map.of(), "x"));
    String body =
        "<Delete><Object><Key>a/gone</Key></Object><Object><Key>b/top</Key></Object></Delete>";
    String answer = raw.send("POST", "/my-bucket?delete", Map.of("content-md5", md5(body)), body);
    assertStatus(200, answer);
    assertTrue(answer.contains("<Deleted><Key>a/gone</Key>"), answer);
    assertTrue(answer.contains("<Error><Key>b/top</Key><Code>AccessDenied</Code>"), answer);
    assertAbsent("a/gone");
    assertEquals(SECRET, stored("my-bucket", "b/top"));
  }

  @Test
  void noVersionOpensWhatIsDenied() {
    running.iam.putRolePolicy(
        r ->
            r.roleName(RunningStore.ROLE)
                .policyName("Policy2")
                .policyDocument(
                    """
                    {"Version":"2012-10-17","Statement":[\
                    {"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::my-bucket/v/*"},\
                    {"Effect":"Deny","Action":["s3:GetObject","s3:DeleteObject"],\
                    "Resource":"arn:aws:s3:::my-bucket/v/*"}]}\
                    """));
    assertStatus(200, raw.send("PUT", "/my-bucket/v/x", Map.of(), "kept"));
    for (String method : List.of("GET", "HEAD", "DELETE")) {
      assertStatus(403, send(method, "/my-bucket/v/x?versionId=null"));
      assertStatus(501, send(method, "/my-bucket/v/x?versionId=1"));
      assertStatus(400, send(method, "/my-bucket/v/x?VersionId=null"));
    }
    assertEquals("kept", stored("my-bucket", "v/x"));
  }

  @Test
  void thatAKeyIsMissingIsToldToWhoMayList() {
    for (String method : List.of("GET", "HEAD")) {
      assertStatus(403, send(method, "/my-bucket/a/missing"));
    }
    running.putPolicy(RunningStore.ALL_OF_S3);
    try {
      for (String method : List.of("GET", "HEAD")) {
        assertStatus(404, send(method, "/my-bucket/a/missing"));
      }
    } finally {
      running.putPolicy(RunningStore.allow("s3:*", "arn:aws:s3:::my-bucket/a/*"));
    }
  }

  @Test
  void anUnsignedRequestIsRefused() {
    assertStatus(403, exchangeUnsigned("/my-bucket/a/open"));
    assertStatus(403, exchangeUnsigned("/"));
    assertStatus(403, exchangeUnsigned("/healthz"));
  }

  private String exchangeUnsigned(String target) {
    try {
      return RawPathTest.exchange(running.store.endpoint().getPort(), target);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
