package io.sallyport.example.objectstore;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Errors in S3's XML. What Jetty answers by itself, to a request that never came to the filters,
 * say, has no word of what failed or of where.
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

  /** Answers with an error. */
  static void answer(
      HttpServletRequest request, ServletResponse response, int status, String code, String message)
      throws IOException {
    send(request, response, status, ERROR.formatted(code, message));
  }

  /** Answers with XML. */
  static void send(HttpServletRequest request, ServletResponse response, int status, String xml)
      throws IOException {
    byte[] body = xml.getBytes(StandardCharsets.UTF_8);
    ((HttpServletResponse) response).setStatus(status);
    response.setContentType("application/xml");
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
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
