package io.sallyport.example.objectstore.served;

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
public final class S3Errors implements Request.Handler {
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
  public static void answer(
      HttpServletRequest request, ServletResponse response, int status, String code, String message)
      throws IOException {
    send(request, response, status, ERROR.formatted(code, escaped(message)));
  }

  /** What a client sent may be in it. */
  private static String escaped(String message) {
    StringBuilder text = new StringBuilder();
    message
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                default -> text.appendCodePoint(isOfXml(c) ? c : '?');
              }
            });
    return text.toString();
  }

  private static boolean isOfXml(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c > 0xFFFF;
  }

  /** Answers with XML. */
  public static void send(
      HttpServletRequest request, ServletResponse response, int status, String xml)
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
