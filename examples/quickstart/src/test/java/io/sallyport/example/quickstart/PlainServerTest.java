package io.sallyport.example.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.sallyport.Sallyport;
import io.sallyport.credential.AccessKey;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.UserName;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.testkit.TestSallyport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A server of the JDK's own parts, by the AWS SDK. */
class PlainServerTest {
  private static final UserName ALICE = new UserName("alice");

  private final Quotas quotas =
      new Quotas(Map.of("photos", AccountId.EMPTY, "others", new AccountId("111122223333")));
  private final TestSallyport test =
      TestSallyport.inMemory(
          builder -> quotas.addTo(builder.clock(Clock.systemUTC()))); // as the SDK signs
  private final Sallyport sallyport = test.sallyport();
  private HttpServer server;
  private SdkClients clients;

  @BeforeEach
  void start() throws IOException {
    server = PlainServer.start(sallyport);
    clients = new SdkClients(endpoint());
    sallyport.users().create(ALICE);
    sallyport.users().putPolicy(ALICE, new PolicyName("All"), policy("s3:*", "*"));
    sallyport.roles().create(CreateRoleRequest.of("Reader", Quickstart.TRUST));
    sallyport
        .roles()
        .putPolicy(
            new RoleName("Reader"),
            new PolicyName("Read"),
            policy("s3:GetObject", "arn:aws:s3:::photos/2026/*"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
    test.close();
    clients.close();
  }

  @Test
  void aSessionReadsOnePrefixAndNothingElse() {
    AccessKey key = sallyport.users().createAccessKey(ALICE);
    AwsCredentials alice = AwsBasicCredentials.create(key.id().value(), key.secret().reveal());
    clients.readOnePrefixAndNothingElse(alice);
    try (S3Client own = clients.s3(alice);
        S3Client reader = clients.s3(clients.session(alice))) {
      S3Exception missing =
          assertThrows(S3Exception.class, () -> SdkClients.read(reader, "2026/2.jpg"));
      assertEquals("AccessDenied", missing.awsErrorDetails().errorCode());
      assertThrows(NoSuchKeyException.class, () -> SdkClients.read(own, "2026/2.jpg"));
      S3Exception none = assertThrows(S3Exception.class, own::listBuckets);
      assertEquals("NotImplemented", none.awsErrorDetails().errorCode());
    }
  }

  @Test
  void whatItDoesNotDoIsNotImplementedAndDoesNothing() {
    AccessKey key = sallyport.users().createAccessKey(ALICE);
    AwsCredentials alice = AwsBasicCredentials.create(key.id().value(), key.secret().reveal());
    try (S3Client own = clients.s3(alice)) {
      own.putObject(to -> to.bucket("photos").key("k"), RequestBody.fromString("first"));
      S3Exception overwriting =
          assertThrows(
              S3Exception.class,
              () ->
                  own.putObject(
                      to -> to.bucket("photos").key("k").ifNoneMatch("*"),
                      RequestBody.fromString("second")));
      assertEquals("NotImplemented", overwriting.awsErrorDetails().errorCode());
      S3Exception range =
          assertThrows(
              S3Exception.class,
              () -> own.getObjectAsBytes(of -> of.bucket("photos").key("k").range("bytes=0-1")));
      assertEquals(501, range.statusCode());
      assertEquals(
          "this server doesn't do what is asked: GetObject with the header range",
          range.awsErrorDetails().errorMessage());
      assertEquals("first", SdkClients.read(own, "k"));
    }
  }

  /** Clients show people the id of a refusal, and hosts find it in their log. */
  @Test
  void aRefusalHasTheIdOfItsHeader() throws Exception {
    HttpResponse<String> refused =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(endpoint().resolve("/photos/k")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(403, refused.statusCode());
    assertEquals("application/xml", refused.headers().firstValue("content-type").orElseThrow());
    String id = refused.headers().firstValue("x-amz-request-id").orElseThrow();
    assertTrue(refused.body().contains("<RequestId>" + id + "</RequestId>"), refused.body());
  }

  @Test
  void anActionOfTheHostsOwnIsCalledAsOurs() throws IOException {
    AccessKey key = sallyport.users().createAccessKey(ALICE);
    AwsBasicCredentials alice = AwsBasicCredentials.create(key.id().value(), key.secret().reveal());
    String call = "Action=PutQuota&Version=2010-05-08&Size=7&Bucket=";
    assertEquals(403, call(alice, call + "photos").statusCode());
    assertEquals(Map.of(), quotas.sizes());
    sallyport.users().putPolicy(ALICE, new PolicyName("Quotas"), policy("iam:PutQuota", "*"));
    assertEquals(200, call(alice, call + "photos").statusCode());
    assertEquals(404, call(alice, call + "none").statusCode());
    assertEquals(404, call(alice, call + "others").statusCode());
    assertEquals(Map.of("photos", 7), quotas.sizes());
    assertEquals(
        400, call(alice, call.replace("PutQuota", "NoSuchAction") + "photos").statusCode());
  }

  private SdkHttpResponse call(AwsBasicCredentials who, String form) throws IOException {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint())
            .putHeader("Content-Type", "application/x-www-form-urlencoded")
            .putHeader("Content-Length", Integer.toString(form.length()))
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                of ->
                    of.identity(who)
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(form))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "iam")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
    HttpExecuteRequest execution =
        HttpExecuteRequest.builder()
            .request(signed.request())
            .contentStreamProvider(signed.payload().orElseThrow())
            .build();
    return clients.http().prepareRequest(execution).call().httpResponse();
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static String policy(String action, String resource) {
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"%s","Resource":"%s"}}\
    """
        .formatted(action, resource);
  }
}
