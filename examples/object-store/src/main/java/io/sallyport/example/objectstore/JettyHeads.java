package io.sallyport.example.objectstore;

import io.sallyport.http.RequestHead;
import io.sallyport.servlet.RequestHeads;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EndPoint;

/**
 * Reads the heads of requests from Jetty itself, which has their lines in a row. Servlets have to
 * ask for them name by name.
 */
final class JettyHeads {
  /** Tells the requests of this process from those before it, which may be in the same file. */
  private static final String START = Long.toString(System.currentTimeMillis(), 36) + "-";

  /** With what Java's names of versions of TLS begin. */
  private static final String TLS = "TLSv";

  private static final AtomicLong COUNT = new AtomicLong();

  private JettyHeads() {}

  /** The head of a request as it came; requests are numbered in the order in which they do. */
  static RequestHead of(HttpServletRequest request) {
    ServletContextRequest asked = ServletContextRequest.getServletContextRequest(request);
    HttpFields fields = asked.getHeaders();
    return RequestHeads.of(
        request,
        head -> {
          for (HttpField field : fields) {
            head.header(field.getName(), Objects.requireNonNullElse(field.getValue(), ""));
          }
          head.requestId(START + COUNT.incrementAndGet());
          tlsVersion(asked).ifPresent(head::secure);
        });
  }

  /** Which Jetty tells no servlet. */
  private static Optional<String> tlsVersion(ServletContextRequest asked) {
    return asked.getAttribute(EndPoint.SslSessionData.ATTRIBUTE)
            instanceof EndPoint.SslSessionData tls
        ? Optional.of(tls.sslSession().getProtocol())
            .filter(protocol -> protocol.startsWith(TLS))
            .map(protocol -> protocol.substring(TLS.length()))
        : Optional.empty();
  }
}
