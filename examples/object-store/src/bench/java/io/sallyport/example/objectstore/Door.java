package io.sallyport.example.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.Sallyport;
import io.sallyport.audit.AuditSink;
import io.sallyport.example.objectstore.served.Accounts;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.S3ProxyServlets;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/**
 * What stands at the door of a measured server. All have the same Jetty, and the same store with
 * the filters that this example needs for it.
 */
enum Door {
  /** Nobody: S3Proxy serves whoever comes. */
  OPEN {
    @Override
    AutoCloseable open(DataFolder data) throws IOException {
      return ObjectStore.start(PORT, data.objects(), List.of(new ObjectFiles(data.objects())));
    }
  },

  /** S3Proxy itself, which checks the signatures of one access key. */
  S3PROXY {
    @Override
    AutoCloseable open(DataFolder data) throws IOException {
      return ObjectStore.start(
          Listening.on(PORT),
          data.objects(),
          List.of(new ObjectFiles(data.objects())),
          blobs -> S3ProxyServlets.checkingItself(blobs, KEY.accessKeyId(), KEY.secretAccessKey()));
    }
  },

  /** Sallyport, as it stands before the example. */
  SALLYPORT {
    @Override
    AutoCloseable open(DataFolder data) throws IOException {
      GuardedStore store =
          GuardedStore.start(
              data,
              Listening.on(PORT),
              Sallyport.builder(),
              AuditSink.flightRecorder(),
              new Accounts(Map.of(), Map.of(), Map.of()));
      ExampleUsers.makeAtFirst(data, store.sallyport().users(), System.out);
      return store;
    }
  },

  /** A filter that reads what was sent, and answers always the same, as long as a session. */
  CONSTANT {
    @Override
    AutoCloseable open(DataFolder data) throws IOException {
      byte[] answer = "<constant/>".repeat(100).getBytes(UTF_8);
      Filter constant =
          (request, response, chain) -> {
            byte[] unused = request.getInputStream().readAllBytes();
            response.setContentType("text/xml;charset=utf-8");
            response.setContentLength(answer.length);
            response.getOutputStream().write(answer);
          };
      return ObjectStore.start(PORT, data.objects(), List.of(constant));
    }
  };

  /** Whose signatures S3Proxy checks. */
  static final AwsBasicCredentials KEY =
      AwsBasicCredentials.create("AKIDOFTHEBENCH", "a-secret-of-the-bench-and-of-nothing-else");

  private static final int PORT = 0;

  /** Opens a server. */
  abstract AutoCloseable open(DataFolder data) throws IOException;
}
