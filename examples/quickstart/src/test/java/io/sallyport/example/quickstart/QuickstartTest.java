package io.sallyport.example.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.access.AccessControl;
import io.sallyport.access.AsyncAccessControl;
import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.Pins;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.testkit.TestSallyport;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuickstartTest {
  private static final Path SOURCES = Path.of("src/main/java/io/sallyport/example/quickstart");
  private static final String PHOTOS =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject",
       "Resource": "arn:aws:s3:::photos/*",
       "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}}}
      """;

  @Test
  void theSessionMayDoWhatTheRoleMayDo(@TempDir Path data) {
    Decision decision = Quickstart.run(data);
    assertTrue(decision.isAllowed());
    assertEquals("allowed by statement 0 of identity policy \"Read\"", decision.toString());
  }

  @Test
  void thePolicyEngineWorksAlone() {
    PolicyDocument document = Policies.read(PHOTOS);
    assertTrue(Policies.evaluate(document).isAllowed());
    assertEquals(List.of(), Policies.lint(document));
    assertEquals(1, Policies.lint(Policies.read(PHOTOS.replace("GetObject", "GetObjekt"))).size());
    CallerPolicies policies = CallerPolicies.unlimited(CompiledPolicy.compile("Photos", document));
    AccessRequest request =
        AccessRequest.of(
            new Caller.User("arn:aws:iam::111122223333:user/alice", "111122223333"),
            "s3:GetObject",
            "arn:aws:s3:::photos/cat.jpg",
            "111122223333",
            RequestContext.empty());
    String why = Policies.explain(request, policies);
    assertTrue(why.contains("aws:SourceIp"), why);
  }

  @Test
  void whoSignedIsServedAndNobodyElse() {
    try (TestSallyport test = TestSallyport.inMemory()) {
      Map<String, String> headers = Map.of("Host", "s3.example.com");
      AccessControl access = test.sallyport().access();
      assertEquals(
          "403 AccessDenied", Requests.check(access, "GET", "/photos/2026/1.jpg", headers));
      Map<String, String> signed = new HashMap<>();
      test.signer(test.user("alice", Quickstart.READ))
          .sign("GET", "/photos/2026/1.jpg")
          .forEachHeader(signed::put);
      assertEquals("serve GetObject", Requests.check(access, "GET", "/photos/2026/1.jpg", signed));
      RequestHead nobody =
          RequestHead.builder("GET", "/photos/2026/1.jpg").header("Host", "s3.example.com").build();
      AsyncAccessControl async = test.sallyport().accessAsync(Runnable::run);
      assertEquals(
          "403 AccessDenied", Requests.check(async, nobody, () -> {}).toCompletableFuture().join());
    }
  }

  @Test
  void aTokenOpensTheRole(@TempDir Path data) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair key = generator.generateKeyPair();
    ECPoint point = ((ECPublicKey) key.getPublic()).getW();
    String jwks =
        """
        {"keys":[{"kty":"EC","crv":"P-256","x":"%s","y":"%s"}]}
        """
            .formatted(coordinate(point.getAffineX()), coordinate(point.getAffineY()));
    long now = Instant.now().getEpochSecond();
    String content =
        base64("{\"alg\":\"ES256\"}".getBytes(UTF_8))
            + "."
            + base64(
                """
                {"iss":"https://idp.example.com","sub":"alice","aud":"photo-app","iat":%d,"exp":%d}
                """
                    .formatted(now - 5, now + 600)
                    .getBytes(UTF_8));
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(key.getPrivate());
    signature.update(content.getBytes(UTF_8));
    String token = content + "." + base64(signature.sign());
    assertEquals("alice", WebIdentities.subject(data, jwks, token));
  }

  private static String coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] whole = new byte[32];
    int length = Math.min(bytes.length, whole.length);
    System.arraycopy(bytes, bytes.length - length, whole, whole.length - length, length);
    return base64(whole);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Test
  void aHostsBucketsAreWhatItSaysOfThem() {
    BucketDirectory directory =
        Buckets.directory(
            Map.of(
                "photos", new Buckets.Mine("111122223333", Optional.of("{}"), Pins.NONE, "red")));
    Bucket photos = directory.find("photos").orElseThrow();
    assertEquals("111122223333", photos.owner().orElseThrow().value());
    assertEquals("{}", photos.policy().orElseThrow().text());
    assertEquals(List.of("red"), photos.tags().values("team"));
    assertTrue(directory.find("other").isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "README.md, Quickstart, open",
    "README.md, Quickstart, begin",
    "README.md, PlainServer, door",
    "core/docs/hosts.md, Quickstart, decide",
    "core/docs/hosts.md, Requests, check",
    "core/docs/hosts.md, Requests, without a thread",
    "core/docs/hosts.md, Buckets, buckets",
    "core/docs/hosts.md, HostUsers, users",
    "core/docs/hosts.md, ServletServer, jetty",
    "core/docs/hosts.md, WebIdentities, web identity",
    "core/docs/actions.md, Quotas, action",
    "core/docs/policies.md, Policies, read",
    "core/docs/policies.md, Policies, evaluate",
    "core/docs/policies.md, Policies, explain",
    "core/docs/policies.md, Policies, lint"
  })
  void aPageShowsTheVeryCodeThatIsTested(String page, String type, String part) throws IOException {
    String source = Files.readString(SOURCES.resolve(type + ".java"));
    String from = "// shown from here: " + part + "\n";
    int begin = source.indexOf(from) + from.length();
    String shown =
        source
            .substring(begin, source.indexOf("// shown to here: " + part))
            .stripTrailing()
            .stripIndent();
    String text = Files.readString(Path.of("../..").resolve(page));
    assertTrue(text.contains("```java\n" + shown + "\n```"), shown);
  }
}
