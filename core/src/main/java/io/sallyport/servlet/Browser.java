package io.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.access.FormAnswer;
import io.sallyport.wire.PercentEncoding;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Tells a browser that the file of its form is stored, as its form asks to be told. */
final class Browser {
  private Browser() {}

  static void tell(Exchange exchange, FormAnswer answer) throws IOException {
    HttpServletResponse response = exchange.response();
    String object = url(exchange, answer.key());
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

  /** A form is posted to a bucket, whatever style its URL is of. */
  private static String url(Exchange exchange, String key) {
    String bucket = exchange.request().getRequestURL().toString();
    return bucket
        + (bucket.endsWith("/") ? "" : "/")
        + PercentEncoding.encodePath(key.getBytes(UTF_8));
  }
}
