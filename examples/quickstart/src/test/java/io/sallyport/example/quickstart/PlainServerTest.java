package io.sallyport.example.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.sallyport.Sallyport;
import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKey;
import io.sallyport.error.ActionException;
import io.sallyport.error.AwsService;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.UserName;
import io.sallyport.principal.Principal;
import io.sallyport.query.HostAction;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.testkit.TestSallyport;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A server of the JDK's own parts, by the AWS SDK. */
class PlainServerTest {
  private static final UserName ALICE = new UserName("alice");

  private final TestSallyport test =
      TestSallyport.inMemory(
          builder ->
              builder
                  .clock(Clock.systemUTC()) // as the SDK signs
                  .action(AwsService.IAM, "PutQuota", this::putQuota));
  private final Sallyport sallyport = test.sallyport();
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final Map<String, Integer> quotas = new ConcurrentHashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = PlainServer.start(sallyport);
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
    http.close();
  }

  @Test
  void aSessionReadsOnePrefixAndNothingElse() {
    AccessKey key = sallyport.users().createAccessKey(ALICE);
    AwsCredentials alice = AwsBasicCredentials.create(key.id().value(), key.secret().reveal());
    try (S3Client own = s3(alice);
        S3Client reader = s3(session(alice))) {
      for (String name : new String[] {"2026/1.jpg", "2025/1.jpg"}) {
        own.putObject(to -> to.bucket("photos").key(name), RequestBody.fromString("picture"));
      }
      assertEquals("picture", read(reader, "2026/1.jpg"));
      S3Exception other = assertThrows(S3Exception.class, () -> read(reader, "2025/1.jpg"));
      assertEquals("AccessDenied", other.awsErrorDetails().errorCode());
      S3Exception missing = assertThrows(S3Exception.class, () -> read(reader, "2026/2.jpg"));
      assertEquals("AccessDenied", missing.awsErrorDetails().errorCode());
      assertThrows(NoSuchKeyException.class, () -> read(own, "2026/2.jpg"));
      S3Exception none = assertThrows(S3Exception.class, own::listBuckets);
      assertEquals("NotImplemented", none.awsErrorDetails().errorCode());
    }
  }

  /** A host's quota of a bucket: who may set it, policies say. */
  private HostAction.Call putQuota(Principal caller, HostAction.Parameters parameters) {
    String bucket = parameters.text("Bucket");
    int size = parameters.findNumber("Size").orElse(0);
    return HostAction.Call.on(
        Arn.parse("arn:aws:store:::quota/" + bucket),
        result -> {
          if (size == 0) {
            throw new ActionException("QuotaTooSmall", 400, "a quota is 1 at least");
          }
          quotas.put(bucket, size);
          result.element("Size", Integer.toString(size));
        });
  }

  @Test
  void anActionOfTheHostsOwnIsCalledAsOurs() throws IOException {
    AccessKey key = sallyport.users().createAccessKey(ALICE);
    AwsBasicCredentials alice = AwsBasicCredentials.create(key.id().value(), key.secret().reveal());
    String call = "Action=PutQuota&Version=2010-05-08&Bucket=photos&Size=";
    assertEquals(403, call(alice, call + "7").statusCode());
    assertEquals(Map.of(), quotas);
    sallyport
        .users()
        .putPolicy(
            ALICE,
            new PolicyName("Quotas"),
            policy("iam:PutQuota", "arn:aws:store:::quota/photos"));
    assertEquals(200, call(alice, call + "7").statusCode());
    assertEquals(Map.of("photos", 7), quotas);
    assertEquals(400, call(alice, call + "0").statusCode());
    assertEquals(400, call(alice, call.replace("PutQuota", "NoSuchAction") + "7").statusCode());
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
    return http.prepareRequest(execution).call().httpResponse();
  }

  private static String read(S3Client client, String key) {
    return client.getObjectAsBytes(from -> from.bucket("photos").key(key)).asUtf8String();
  }

  private AwsCredentials session(AwsCredentials who) {
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(who))
            .httpClient(http)
            .build()) {
      Credentials session =
          sts.assumeRole(of -> of.roleArn("arn:aws:iam:::role/Reader").roleSessionName("monday"))
              .credentials();
      return AwsSessionCredentials.create(
          session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }
  }

  private S3Client s3(AwsCredentials who) {
    return S3Client.builder()
        .endpointOverride(endpoint())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(StaticCredentialsProvider.create(who))
        .httpClient(http)
        .build();
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
