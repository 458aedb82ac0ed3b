package io.sallyport.example.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.credential.AccessKey;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.UserName;
import io.sallyport.testkit.TestSallyport;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A servlet that knows nothing of chunks and signatures, by the AWS SDK. */
class ServletServerTest {
  private static final String KEY = "a b/\u00e4//;x=%2F";

  /** An object as the servlet was given it. */
  private record Kept(String text, long announced) {}

  private final TestSallyport test =
      TestSallyport.inMemory(builder -> builder.clock(Clock.systemUTC())); // as the SDK signs
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final Server server = ServletServer.before(new Objects(), test.sallyport());
  private S3Client client;

  /** Serves what was put, as plainly as can be. */
  private final class Objects extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse answer)
        throws IOException {
      byte[] bytes = request.getInputStream().readAllBytes();
      String text = new String(bytes, StandardCharsets.UTF_8);
      kept.put(request.getPathInfo(), new Kept(text, request.getContentLengthLong()));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse answer)
        throws IOException {
      Kept found = kept.get(request.getPathInfo());
      if (found == null) {
        answer.setStatus(HttpServletResponse.SC_NOT_FOUND);
      } else {
        answer.getOutputStream().write(found.text().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @BeforeEach
  void start() throws Exception {
    server.start();
    UserName alice = new UserName("alice");
    test.sallyport().users().create(alice);
    test.sallyport()
        .users()
        .putPolicy(
            alice,
            new PolicyName("All"),
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}\
            """);
    AccessKey key = test.sallyport().users().createAccessKey(alice);
    client =
        S3Client.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getURI().getPort()))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(key.id().value(), key.secret().reveal())))
            .httpClient(http)
            .build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    http.close();
    server.stop();
    test.close();
  }

  /** The SDK sends these in signed chunks with a trailer, since the server has no TLS. */
  @Test
  void theServletKeepsTheObjectsAndNotTheirChunks() {
    client.putObject(
        to -> to.bucket("photos").key(KEY).checksumAlgorithm(ChecksumAlgorithm.CRC32),
        RequestBody.fromString("picture"));
    assertEquals(Map.of("/photos/" + KEY, new Kept("picture", 7)), kept);
    assertEquals(
        "picture", client.getObjectAsBytes(from -> from.bucket("photos").key(KEY)).asUtf8String());
  }

  @Test
  void whatTheServletWouldIgnoreIsNotImplemented() {
    RequestBody body = RequestBody.fromString("picture");
    client.putObject(to -> to.bucket("photos").key("k"), body);
    S3Exception overwriting =
        assertThrows(
            S3Exception.class,
            () -> client.putObject(to -> to.bucket("photos").key("k").ifNoneMatch("*"), body));
    assertEquals(501, overwriting.statusCode());
    S3Exception range =
        assertThrows(
            S3Exception.class,
            () -> client.getObjectAsBytes(of -> of.bucket("photos").key("k").range("bytes=0-1")));
    assertEquals(501, range.statusCode());
    assertEquals(
        "this server doesn't do what is asked: GetObject with the header range",
        range.awsErrorDetails().errorMessage());
    S3Exception list =
        assertThrows(S3Exception.class, () -> client.listObjectsV2(of -> of.bucket("photos")));
    assertEquals("NotImplemented", list.awsErrorDetails().errorCode());
    assertEquals(1, kept.size());
  }
}
