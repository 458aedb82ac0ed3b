package io.sallyport.testing;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.Credentials;
import io.sallyport.http.RequestHead;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs requests with the AWS SDK's own signer. */
public final class ClientSigner {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  private final AwsCredentialsIdentity identity;
  private final Clock clock;

  private ClientSigner(AwsCredentialsIdentity identity, Clock clock) {
    this.identity = identity;
    this.clock = clock;
  }

  public static ClientSigner of(AccessKey key, Clock clock) {
    return new ClientSigner(
        AwsCredentialsIdentity.create(key.id().value(), key.secret().reveal()), clock);
  }

  public static ClientSigner of(Credentials credentials, Clock clock) {
    return of(credentials, credentials.sessionToken().reveal(), clock);
  }

  /** The keys of these credentials, with another token. */
  public static ClientSigner of(Credentials credentials, String token, Clock clock) {
    return new ClientSigner(
        AwsSessionCredentialsIdentity.create(
            credentials.accessKeyId().value(), credentials.secretKey().reveal(), token),
        clock);
  }

  /** A form for IAM or STS. */
  public RequestHead form(String service, String form) {
    return sign(
        service,
        request("POST", "/").putHeader("Content-Type", "application/x-www-form-urlencoded"),
        form);
  }

  /** A call of IAM or STS without a body. */
  public RequestHead call(String service, String target) {
    return sign(service, request("GET", target), "");
  }

  /** A request to S3 without a body. */
  public RequestHead s3(String method, String target) {
    return sign("s3", request(method, target), "");
  }

  /** A request to S3 without a body, with more headers. */
  public RequestHead s3(String method, String target, Map<String, String> headers) {
    SdkHttpRequest.Builder request = request(method, target);
    headers.forEach(request::putHeader);
    return sign("s3", request, "");
  }

  /** A call of IAM or STS as a URL. */
  public RequestHead presignedForm(String service, String form) {
    return sign(service, request("GET", "/?" + form), "", AuthLocation.QUERY_STRING);
  }

  /** A request to S3 with a body, which is sent apart. */
  public RequestHead s3(String method, String target, String body) {
    return sign("s3", request(method, target), body);
  }

  /** A presigned URL of S3; the query of the target is signed too. */
  public RequestHead presigned(String method, String target) {
    return sign("s3", request(method, target).protocol("https"), "", AuthLocation.QUERY_STRING);
  }

  private RequestHead sign(String service, SdkHttpRequest.Builder request, String body) {
    return sign(service, request, body, AuthLocation.HEADER);
  }

  private RequestHead sign(
      String service, SdkHttpRequest.Builder request, String body, AuthLocation where) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    SignedRequest signed =
        SIGNER.sign(
            r ->
                r.identity(identity)
                    .request(request.build())
                    .payload(() -> new ByteArrayInputStream(bytes))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !service.equals("s3"))
                    .putProperty(AwsV4HttpSigner.AUTH_LOCATION, where)
                    .putProperty(
                        AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED,
                        where == AuthLocation.HEADER || !service.equals("s3"))
                    .putProperty(
                        AwsV4HttpSigner.EXPIRATION_DURATION,
                        where == AuthLocation.HEADER ? null : Duration.ofMinutes(5))
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    SdkHttpRequest sent = signed.request();
    String query = sent.encodedQueryParameters().map(q -> "?" + q).orElse("");
    RequestHead.Builder head =
        RequestHead.builder(sent.method().name(), sent.encodedPath() + query)
            .remoteAddress("192.0.2.1");
    sent.forEachHeader((name, values) -> values.forEach(value -> head.header(name, value)));
    return head.build();
  }

  private static SdkHttpRequest.Builder request(String method, String target) {
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.valueOf(method))
        .uri(URI.create("http://s3.example.com" + target))
        .putHeader("Host", "s3.example.com");
  }
}
