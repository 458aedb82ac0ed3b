package io.sallyport.example.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The AWS SDK's clients of README's server. */
final class SdkClients implements AutoCloseable {
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final URI endpoint;

  SdkClients(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** What README's example shows, with the key of its user. */
  void readOnePrefixAndNothingElse(AwsCredentials alice) {
    try (S3Client own = s3(alice);
        S3Client reader = s3(session(alice))) {
      for (String name : new String[] {"2026/1.jpg", "2025/1.jpg"}) {
        own.putObject(to -> to.bucket("photos").key(name), RequestBody.fromString("picture"));
      }
      assertEquals("picture", read(reader, "2026/1.jpg"));
      S3Exception other = assertThrows(S3Exception.class, () -> read(reader, "2025/1.jpg"));
      assertEquals("AccessDenied", other.awsErrorDetails().errorCode());
    }
  }

  SdkHttpClient http() {
    return http;
  }

  S3Client s3(AwsCredentials who) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(StaticCredentialsProvider.create(who))
        .httpClient(http)
        .build();
  }

  AwsCredentials session(AwsCredentials who) {
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(endpoint)
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

  static String read(S3Client client, String key) {
    return client.getObjectAsBytes(from -> from.bucket("photos").key(key)).asUtf8String();
  }

  @Override
  public void close() {
    http.close();
  }
}
