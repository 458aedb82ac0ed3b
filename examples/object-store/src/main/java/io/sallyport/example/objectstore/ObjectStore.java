package io.sallyport.example.objectstore;

import io.sallyport.example.objectstore.names.NamedStore;
import io.sallyport.example.objectstore.served.S3Errors;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3ProxyServlets;
import org.gaul.s3proxy.blobstore.BlobStore;

/** An S3 server over a folder of files, with filters in front of it. */
public final class ObjectStore implements AutoCloseable {
  /**
   * What Jetty would refuse in a path but a key of S3 may hold. The path is never taken apart by
   * Jetty: the filter reads it as sent.
   */
  private static final UriCompliance S3_PATHS =
      UriCompliance.RFC3986.with(
          "S3",
          Violation.AMBIGUOUS_EMPTY_SEGMENT,
          Violation.AMBIGUOUS_PATH_ENCODING,
          Violation.AMBIGUOUS_PATH_PARAMETER,
          Violation.AMBIGUOUS_PATH_SEGMENT,
          Violation.AMBIGUOUS_PATH_SEPARATOR,
          Violation.SUSPICIOUS_PATH_CHARACTERS);

  private static final String LOOPBACK = "127.0.0.1";

  private final Server server;
  private final ServerConnector connector;
  private final Optional<ServerConnector> secure;

  private ObjectStore(Server server, ServerConnector connector, Optional<ServerConnector> secure) {
    this.server = server;
    this.connector = connector;
    this.secure = secure;
  }

  /**
   * Starts to serve the objects of a folder, to this machine only.
   *
   * @param port where to listen, 0 for any that is free
   * @param filters through which every request goes, the first first, before this store's own
   */
  static ObjectStore start(int port, Path objects, List<Filter> filters) throws IOException {
    return start(Listening.on(port), objects, filters, S3ProxyServlets::trustingItsFilter);
  }

  /**
   * Starts to serve the objects of a folder by another servlet, to this machine only.
   *
   * @param servlet of the blobs in the folder
   */
  static ObjectStore start(
      Listening listening,
      Path objects,
      List<Filter> filters,
      Function<BlobStore, HttpServlet> servlet)
      throws IOException {
    Server server = new Server();
    ServerConnector connector = connector(server, listening.port());
    server.addConnector(connector);
    Optional<ServerConnector> secure =
        listening.https().map(https -> secureConnector(server, https));
    secure.ifPresent(server::addConnector);
    BlobStore blobs = blobs(objects);
    List<Filter> all = new ArrayList<>(filters);
    all.add(new ObjectVersions(blobs));
    ServletContextHandler context = new ServletContextHandler("/");
    for (Filter filter : all) {
      FilterHolder holder = new FilterHolder(filter);
      holder.setAsyncSupported(true);
      context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
    }
    server.setErrorHandler(new S3Errors());
    context.setErrorHandler(new S3Errors());
    ServletHolder served = new ServletHolder(servlet.apply(blobs));
    served.setAsyncSupported(true);
    context.addServlet(served, "/*");
    server.setHandler(context);
    try {
      server.start();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the server did not start", e);
    }
    return new ObjectStore(server, connector, secure);
  }

  /** What keeps objects as files in a folder. */
  static BlobStore blobs(Path objects) {
    Properties where = new Properties();
    where.setProperty("jclouds.filesystem.basedir", objects.toAbsolutePath().toString());
    return new NamedStore(BlobStores.create("filesystem-nio2", where));
  }

  private static ServerConnector connector(Server server, int port) {
    ServerConnector connector =
        new ServerConnector(server, new HttpConnectionFactory(configuration()));
    connector.setHost(LOOPBACK);
    connector.setPort(port);
    return connector;
  }

  private static ServerConnector secureConnector(Server server, Listening.Https https) {
    SslContextFactory.Server certificate = new SslContextFactory.Server();
    certificate.setKeyStorePath(https.keyStore().toString());
    certificate.setKeyStorePassword(Certificate.PASSWORD);
    HttpConfiguration http = configuration();
    // Clients may call this machine by its address, of which TLS tells no name.
    http.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector =
        new ServerConnector(server, certificate, new HttpConnectionFactory(http));
    connector.setHost(LOOPBACK);
    connector.setPort(https.port());
    return connector;
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setUriCompliance(S3_PATHS);
    // Without it, a signed "charset=UTF-8" would come through as "charset=utf-8".
    http.setHeaderCacheCaseSensitive(true);
    // Nobody signs two requests alike: what would be kept of one is of no use to the next.
    http.setHeaderCacheSize(0);
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(32 << 10);
    return http;
  }

  /** Where it can be reached. */
  URI endpoint() {
    return URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort());
  }

  /** Where it can be reached with TLS, if it can. */
  Optional<URI> secureEndpoint() {
    return secure.map(it -> URI.create("https://" + it.getHost() + ":" + it.getLocalPort()));
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The server did not stop.", e);
    }
  }
}
