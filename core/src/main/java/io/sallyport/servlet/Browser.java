package io.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.access.FormAnswer;
import io.sallyport.http.RequestHead;
import io.sallyport.wire.PercentEncoding;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Tells a browser that the file of its form is stored, as its form asks to be told. */
final class Browser {
  private Browser() {}

  static void tell(Exchange exchange, RequestHead sent, FormAnswer answer) throws IOException {
    HttpServletResponse response = exchange.response();
    String object = url(exchange, sent, answer.key());
    String etag = Optional.ofNullable(response.getHeader("ETag")).orElse("");
    byte[] body = answer.body(object, etag).getBytes(UTF_8);
    response.setStatus(answer.status());
    answer.location(object, etag).ifPresent(url -> response.setHeader("Location", url));
    if (body.length > 0) {
      response.setContentType("application/xml");
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
    response.flushBuffer();
  }

  /**
   * A form is posted to a bucket, whatever style its URL is of; to the host that the client asked,
   * and not to the one that a proxy did.
   */
  private static String url(Exchange exchange, RequestHead sent, String key) {
    String bucket =
        sent.header("host")
            .map(host -> (sent.isSecure() ? "https://" : "http://") + host + sent.rawPath())
            .orElseGet(() -> exchange.request().getRequestURL().toString());
    return bucket
        + (bucket.endsWith("/") ? "" : "/")
        + PercentEncoding.encodePath(key.getBytes(UTF_8));
  }
}
