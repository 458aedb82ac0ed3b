package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.Sallyport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class HttpsTest {
  private static final String BY_TLS_ALONE =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",\
      "Action":"s3:GetObject","Resource":"arn:aws:s3:::my-bucket/*",\
      "Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}""";

  private static final String BY_TLS_1_3 =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",\
      "Action":"s3:GetObject","Resource":"arn:aws:s3:::my-bucket/*"},\
      {"Effect":"Deny","Principal":"*","Action":"s3:GetObject",\
      "Resource":"arn:aws:s3:::my-bucket/*",\
      "Condition":{"NumericLessThan":{"s3:TlsVersion":"1.3"}}}]}""";

  @TempDir private Path data;

  private static int get(HttpClient client, URI endpoint) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/" + BUCKET + "/x")).build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void aPolicyMayWantTls() throws Exception {
    DataFolder folder = DataFolder.open(data);
    Certificate certificate = Certificate.in(data);
    assertEquals(certificate, Certificate.in(data));
    Listening listening =
        new Listening(0, Optional.of(new Listening.Https(0, certificate.keyStore())));
    try (RunningStore running = new RunningStore(folder, Sallyport.builder(), listening);
        S3Client owner = running.user(OWNER, "a")) {
      owner.createBucket(r -> r.bucket(BUCKET));
      owner.putObject(r -> r.bucket(BUCKET).key("x"), RequestBody.fromString("x"));
      owner.putBucketPolicy(r -> r.bucket(BUCKET).policy(BY_TLS_ALONE));
      URI secure = running.store.secureEndpoint().orElseThrow();
      HttpClient client =
          HttpClient.newBuilder().sslContext(Trust.contextOf(certificate.pem())).build();
      assertEquals(200, get(client, secure));
      assertEquals(403, get(client, running.store.endpoint()));
      assertThrows(IOException.class, () -> get(HttpClient.newHttpClient(), secure));
    }
  }

  private static HttpClient speaking(String version, Path pem) throws Exception {
    SSLParameters tls = new SSLParameters();
    tls.setProtocols(new String[] {version});
    return HttpClient.newBuilder().sslContext(Trust.contextOf(pem)).sslParameters(tls).build();
  }

  @Test
  void aPolicyMayWantANewerTls() throws Exception {
    try (RunningStore running = RunningStore.withTls(data, Sallyport.builder());
        S3Client owner = running.user(OWNER, "a")) {
      owner.createBucket(r -> r.bucket(BUCKET));
      owner.putObject(r -> r.bucket(BUCKET).key("x"), RequestBody.fromString("x"));
      owner.putBucketPolicy(r -> r.bucket(BUCKET).policy(BY_TLS_1_3));
      Path pem = running.certificate.orElseThrow();
      assertEquals(403, get(speaking("TLSv1.2", pem), running.endpoint()));
      assertEquals(200, get(speaking("TLSv1.3", pem), running.endpoint()));
    }
  }
}
