package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What is no HTTP, or hardly, is answered by its sender's fault or not at all, and harms nobody.
 */
class MalformedHttpTest {
  private static final int REQUESTS = 10_000;
  private static final int AT_ONCE = 8;
  private static final int PATIENCE = 60_000;

  private static final List<String> REQUEST_PARTS =
      List.of(
          "GET / HTTP/1.1\r\n",
          "PUT /my-bucket/x?tagging HTTP/1.1\r\n",
          "POST / HTTP/1.1\r\n",
          "DELETE /my-bucket HTTP/1.0\r\n",
          "GET /my-bucket/%zz%00/..//../x?acl&acl HTTP/1.1\r\n",
          "PUT http://[::1/my-bucket?policy HTTP/1.1\r\n",
          "PRI * HTTP/2.0\r\n",
          "GET /?\u00ff=\u0000 HTTP/1.1\r\n",
          "Host: localhost\r\n",
          "Host: a\r\nHost: b\r\n",
          "Content-Length: 5\r\n",
          "Content-Length: -1\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: gzip, chunked, x\r\n",
          "Expect: 100-continue\r\n",
          "Content-Type: multipart/form-data; boundary=x\r\n",
          "Content-Type: application/x-www-form-urlencoded\r\n",
          "Authorization: AWS4-HMAC-SHA256 Credential=a/b/c/s3/aws4_request\r\n",
          "Authorization: AWS a:b\r\n",
          "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD\r\n",
          "x-amz-acl: public-read\r\n",
          "x-amz-tagging: %\r\n",
          "x-amz-meta-sallyport-label: ../../x\r\n",
          " folded: value\r\n",
          ": nameless\r\n",
          "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAAA\r\n",
          "Range: bytes=0-,-1,5-2\r\n",
          "\r\n",
          "5\r\nhello\r\n0\r\n\r\n",
          "ffffffffffffffff\r\n",
          "--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\na\r\n--x--",
          "<Tagging><TagSet><Tag>",
          "Action=CreateUser&Version=2010-05-08");

  @TempDir private Path data;

  private static byte[] request(Random random) {
    StringBuilder text = new StringBuilder();
    for (int part = 1 + random.nextInt(8); part > 0; part--) {
      text.append(REQUEST_PARTS.get(random.nextInt(REQUEST_PARTS.size())));
    }
    if (random.nextInt(50) == 0) {
      text.append("x-long: ").append("y".repeat(random.nextInt(80_000))).append("\r\n");
    }
    if (random.nextBoolean()) {
      text.append("\r\n");
    }
    byte[] bytes = text.toString().getBytes(ISO_8859_1);
    for (int change = random.nextInt(6); change > 0 && bytes.length > 0; change--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** What comes back until the connection ends. */
  private static String answer(URI endpoint, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort())) {
      socket.setSoTimeout(PATIENCE);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        InputStream in = socket.getInputStream();
        in.transferTo(answer);
      } catch (SocketException e) {
        // It hung up on what it was still being sent.
        return answer.toString(ISO_8859_1);
      }
      return answer.toString(ISO_8859_1);
    }
  }

  @Test
  void tenThousandOfThemHarmNobody() throws Exception {
    try (RunningStore running = new RunningStore(data);
        S3Client owner = running.user(OWNER, "a")) {
      owner.createBucket(r -> r.bucket(BUCKET));
      owner.putObject(r -> r.bucket(BUCKET).key("x").tagging("k=v"), RequestBody.fromString("x"));
      URI endpoint = running.store.endpoint();
      ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
      List<Future<String>> answers = new ArrayList<>();
      Random random = new Random(8);
      for (int n = 0; n < REQUESTS; n++) {
        byte[] request = request(random);
        Callable<String> sent = () -> answer(endpoint, request);
        answers.add(clients.submit(sent));
      }
      clients.shutdown();
      for (Future<String> answer : answers) {
        String said = answer.get();
        assertTrue(said.isEmpty() || said.startsWith("HTTP/1."), said);
        assertTrue(!said.contains(" 500 ") && !said.contains("\tat "), said);
      }
      assertEquals("x", owner.getObjectAsBytes(r -> r.bucket(BUCKET).key("x")).asUtf8String());
      assertEquals(1, owner.getObjectTagging(r -> r.bucket(BUCKET).key("x")).tagSet().size());
      assertEquals(1, owner.listObjectsV2(r -> r.bucket(BUCKET)).keyCount());
    }
  }
}
