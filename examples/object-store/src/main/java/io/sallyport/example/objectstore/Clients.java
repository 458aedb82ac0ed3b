package io.sallyport.example.objectstore;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients of the AWS SDK that speak to one endpoint. Close it to close them all. */
final class Clients implements AutoCloseable {
  private static final Region ANY = Region.US_EAST_1;

  private final URI endpoint;
  private final SdkHttpClient http;

  Clients(URI endpoint) {
    this(endpoint, UrlConnectionHttpClient.create());
  }

  /** Clients that speak by this, which is closed with them. */
  Clients(URI endpoint, SdkHttpClient http) {
    this.endpoint = endpoint;
    this.http = http;
  }

  IamClient iam(AwsCredentials who) {
    return IamClient.builder()
        .endpointOverride(endpoint)
        .region(ANY)
        .credentialsProvider(always(who))
        .httpClient(http)
        .build();
  }

  StsClient sts(AwsCredentials who) {
    return StsClient.builder()
        .endpointOverride(endpoint)
        .region(ANY)
        .credentialsProvider(always(who))
        .httpClient(http)
        .build();
  }

  /** One for who has no keys. */
  StsClient sts() {
    return StsClient.builder()
        .endpointOverride(endpoint)
        .region(ANY)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClient(http)
        .build();
  }

  S3Client s3(AwsCredentials who) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(ANY)
        .forcePathStyle(true)
        .credentialsProvider(always(who))
        .httpClient(http)
        .build();
  }

  private static AwsCredentialsProvider always(AwsCredentials who) {
    return StaticCredentialsProvider.create(who);
  }

  @Override
  public void close() {
    http.close();
  }
}
