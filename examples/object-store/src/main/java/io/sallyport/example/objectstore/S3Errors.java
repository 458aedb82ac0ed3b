package io.sallyport.example.objectstore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What Jetty answers by itself, to a request that never came to the filters, say: S3's XML, with no
 * word of what failed or of where.
 */
final class S3Errors implements Request.Handler {
  private static final String ERROR =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Error><Code>%s</Code><Message>%s</Message></Error>
      """;

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    boolean client = response.getStatus() < 500;
    String xml =
        client
            ? ERROR.formatted(code(response.getStatus()), "The request can't be served.")
            : ERROR.formatted("InternalError", "The server failed, and can't say more.");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/xml");
    response.write(true, ByteBuffer.wrap(xml.getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }

  private static String code(int status) {
    return switch (status) {
      case 408 -> "RequestTimeout";
      case 413 -> "EntityTooLarge";
      case 414 -> "InvalidURI";
      case 431 -> "RequestHeaderSectionTooLarge";
      default -> "InvalidRequest";
    };
  }
}
