package io.sallyport.example.quickstart;

import io.sallyport.Sallyport;
import io.sallyport.s3.Servable;
import io.sallyport.servlet.SallyportFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty, with the filter before a servlet that knows no chunks. */
final class ServletServer {
  private ServletServer() {}

  /**
   * A server that is yet to be started, to this machine only, on a port that is free.
   *
   * @param objects keeps and gives the bytes of objects, and does nothing else of S3
   */
  static Server before(HttpServlet objects, Sallyport sallyport) {
    // shown from here: jetty
    HttpConfiguration http = new HttpConfiguration();
    http.setUriCompliance( // keys may be any text; the filter judges their paths
        UriCompliance.RFC3986.with(
            "S3",
            Violation.AMBIGUOUS_EMPTY_SEGMENT,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.AMBIGUOUS_PATH_PARAMETER,
            Violation.AMBIGUOUS_PATH_SEGMENT,
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.SUSPICIOUS_PATH_CHARACTERS));
    http.setHeaderCacheCaseSensitive(true); // else signed headers come in another case
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setIdleTimeout(10_000); // ends silent clients
    server.addConnector(connector);

    FilterHolder door =
        new FilterHolder(
            new SallyportFilter(
                    sallyport.access(),
                    sallyport.query(),
                    Servable.operations("GetObject", "PutObject")) // all else is 501
                .decoding()); // the servlet reads the object's own bytes
    door.setAsyncSupported(true);
    ServletHolder store = new ServletHolder(objects);
    store.setAsyncSupported(true);
    ServletContextHandler root = new ServletContextHandler("/"); // below no other path
    root.addFilter(door, "/*", EnumSet.of(DispatcherType.REQUEST));
    root.addServlet(store, "/*");
    server.setHandler(root);
    // shown to here: jetty
    connector.setHost("127.0.0.1");
    return server;
  }
}
