package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.ALL_OF_S3;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.ROLE_ARN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.Sallyport;
import io.sallyport.SallyportBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/**
 * What the AWS SDK for Java renews by itself when a session is about to end, which its own clock
 * tells it: so it is told to hold every session for about to end, and the store's clock ends them.
 */
class RefreshedCredentialsTest {
  private static final Duration SESSION = Duration.ofMinutes(15);

  /** Twice as much is more than a session lasts, and a signature may be off by just as much. */
  private static final Duration OFF = Duration.ofMinutes(14);

  private final SettableClock clock = new SettableClock();

  @TempDir private Path data;

  @ParameterizedTest
  @EnumSource
  void aRoleIsAssumedAgainWhenItsSessionEnds(Transport transport) throws Exception {
    try (RunningStore running = open(transport, Sallyport.builder());
        StsAssumeRoleCredentialsProvider provider =
            StsAssumeRoleCredentialsProvider.builder()
                .stsClient(running.sts)
                .refreshRequest(
                    r ->
                        r.roleArn(ROLE_ARN)
                            .roleSessionName("app")
                            .durationSeconds((int) SESSION.toSeconds()))
                .staleTime(SESSION.multipliedBy(3))
                .prefetchTime(SESSION.multipliedBy(3))
                .build()) {
      running.makeRole(ALL_OF_S3);
      assertOutlivesItsSession(running, provider);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theTokenOfAPodIsReadAgainWhenItsSessionEnds(Transport transport) throws Exception {
    TokenIssuer issuer = new TokenIssuer();
    Path file = data.resolve("token");
    Files.writeString(file, issuer.token(""));
    try (RunningStore running =
            open(transport, Sallyport.builder().webIdentityVerifier(issuer.verifier()));
        StsClient sts = running.clients.sts();
        StsWebIdentityTokenFileCredentialsProvider provider =
            StsWebIdentityTokenFileCredentialsProvider.builder()
                .stsClient(sts)
                .webIdentityTokenFile(file)
                .roleArn(ROLE_ARN)
                .refreshRequest(
                    r ->
                        r.roleArn(ROLE_ARN)
                            .roleSessionName("pod")
                            .durationSeconds((int) SESSION.toSeconds()))
                .staleTime(SESSION.multipliedBy(3))
                .prefetchTime(SESSION.multipliedBy(3))
                .build()) {
      FederatedRole.make(running, issuer.url(), TokenIssuer.CLIENT, FederatedRole.THUMBPRINT);
      assertOutlivesItsSession(running, provider);

      Files.writeString(file, new TokenIssuer().token("")); // Signed by another.
      AwsServiceException refusal =
          assertThrows(AwsServiceException.class, provider::resolveCredentials);
      assertEquals("InvalidIdentityToken", refusal.awsErrorDetails().errorCode());
      Files.writeString(file, issuer.token(",\"jti\":\"renewed\""));
      provider.resolveCredentials();
    }
  }

  private RunningStore open(Transport transport, SallyportBuilder builder) throws Exception {
    return transport.start(data.resolve("store"), builder.clock(clock));
  }

  private void assertOutlivesItsSession(RunningStore running, StsCredentialsProvider provider) {
    clock.setAhead(OFF.negated());
    AwsCredentials first = provider.resolveCredentials();
    try (S3Client sync = sync(running, provider);
        S3AsyncClient async = async(running, provider);
        S3Client left = running.clients.s3(first)) {
      left.createBucket(b -> b.bucket(BUCKET));
      assertStoresAndReads(sync, async, "early");

      clock.setAhead(OFF);
      AwsServiceException refusal = assertThrows(AwsServiceException.class, left::listBuckets);
      assertEquals("ExpiredToken", refusal.awsErrorDetails().errorCode());
      assertStoresAndReads(sync, async, "late");
      assertNotEquals(first.accessKeyId(), provider.resolveCredentials().accessKeyId());
    }
  }

  private static void assertStoresAndReads(S3Client sync, S3AsyncClient async, String what) {
    sync.putObject(b -> b.bucket(BUCKET).key("sync"), RequestBody.fromString(what));
    async.putObject(b -> b.bucket(BUCKET).key("async"), AsyncRequestBody.fromString(what)).join();
    assertEquals(what, sync.getObjectAsBytes(b -> b.bucket(BUCKET).key("async")).asUtf8String());
    assertEquals(
        what,
        async
            .getObject(b -> b.bucket(BUCKET).key("sync"), AsyncResponseTransformer.toBytes())
            .join()
            .asUtf8String());
  }

  private static S3Client sync(RunningStore running, AwsCredentialsProvider provider) {
    UrlConnectionHttpClient.Builder http = UrlConnectionHttpClient.builder();
    running.certificate.ifPresent(pem -> http.tlsTrustManagersProvider(() -> Trust.in(pem)));
    return S3Client.builder()
        .endpointOverride(running.endpoint())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(provider)
        .httpClientBuilder(http)
        .build();
  }

  private static S3AsyncClient async(RunningStore running, AwsCredentialsProvider provider) {
    NettyNioAsyncHttpClient.Builder http = NettyNioAsyncHttpClient.builder();
    running.certificate.ifPresent(pem -> http.tlsTrustManagersProvider(() -> Trust.in(pem)));
    return S3AsyncClient.builder()
        .endpointOverride(running.endpoint())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(provider)
        .httpClientBuilder(http)
        .build();
  }
}
