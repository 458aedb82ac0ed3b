package io.sallyport.oidc;

import io.sallyport.identity.Thumbprint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches a document that anyone may have named, without being led elsewhere, held up, or filled:
 * one GET over a connection of its own, without redirects, cookies, compression or a second try.
 * What type the answer says it is doesn't matter. Thread-safe.
 */
final class Fetcher implements AutoCloseable {
  private static final String[] TLS = {"TLSv1.3", "TLSv1.2"};
  private static final int MOST_HEADERS = 100;
  private static final int LONGEST_HEADER = 8 * 1024;

  /** An address, in whatever way it is written: the last label of a name is never a number. */
  private static final Pattern NUMBERS =
      Pattern.compile("\\[.*]|(.*\\.)?(0x[0-9a-f]*|[0-9]+)\\.?", Pattern.CASE_INSENSITIVE);

  /** All of it: a name may begin alike. */
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");

  private final Discovery discovery;
  private final X509ExtendedTrustManager trust;
  private final BiConsumer<String, List<X509Certificate>> asked;
  private final ScheduledExecutorService timer;
  private final NameThreads names;
  private final Set<HttpGet> running = ConcurrentHashMap.newKeySet();

  Fetcher(Discovery discovery) {
    this(discovery, (url, chain) -> {});
  }

  /**
   * Fetches as the settings say.
   *
   * @param asked is told of each URL that is asked; and again of the certificates, the server's own
   *     first, that it shows, trusted or not
   */
  Fetcher(Discovery discovery, BiConsumer<String, List<X509Certificate>> asked) {
    this.discovery = discovery;
    this.asked = asked;
    names = new NameThreads(discovery.resolver());
    trust = ProviderTrust.of(discovery.trustStore());
    timer = Executors.newSingleThreadScheduledExecutor(Threads.daemons("sallyport-oidc-timer"));
  }

  /**
   * The bytes at a URL.
   *
   * @param text of HTTPS; or of HTTP, if it is of this machine and that is allowed
   * @param thumbprints that the server may be trusted by
   * @param longest how many bytes there may be
   * @param deadline on {@link System#nanoTime}'s scale
   */
  byte[] get(String text, Set<Thumbprint> thumbprints, int longest, long deadline)
      throws FetchException {
    asked.accept(text, List.of());
    URI uri = uri(text);
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new FetchException(FetchException.Cause.UNREACHABLE, "no time is left");
    }
    HttpGet request = new HttpGet(uri);
    running.add(request);
    try {
      // Whoever sends a byte now and then meets no timeout of a socket.
      Future<?> end = timer.schedule(request::cancel, left, TimeUnit.NANOSECONDS);
      try {
        return exchange(uri, request, client(uri, thumbprints, left), longest);
      } finally {
        end.cancel(false);
      }
    } catch (RejectedExecutionException e) {
      throw new FetchException(FetchException.Cause.UNREACHABLE, "nothing is fetched any more", e);
    } catch (IOException e) {
      throw failure(uri, e);
    } finally {
      running.remove(request);
    }
  }

  private static byte[] exchange(URI uri, HttpGet request, CloseableHttpClient client, int longest)
      throws IOException, FetchException {
    try (client;
        ClassicHttpResponse response = client.executeOpen(HttpHost.create(uri), request, null)) {
      try {
        return body(response, longest);
      } finally {
        request.cancel(); // Or what is left of a long answer would be read.
      }
    }
  }

  private URI uri(String text) throws FetchException {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new FetchException(FetchException.Cause.ADDRESS, "\"" + text + "\" is no URL");
    }
    boolean isHttps = "https".equals(uri.getScheme());
    boolean isHttp = "http".equals(uri.getScheme()) && discovery.addresses().loopback();
    if (!(isHttps || isHttp)
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null) {
      throw new FetchException(
          FetchException.Cause.ADDRESS, "\"" + text + "\" is no URL to fetch from");
    }
    if (isProxied(uri) && NUMBERS.matcher(uri.getHost()).matches()) {
      requireAllowed(uri.getHost());
    }
    return uri;
  }

  /** A proxy resolves names by itself; what needs no resolving is looked at here. */
  private void requireAllowed(String numbers) throws FetchException {
    try {
      discovery.addresses().require(numbers, InetAddress.getAllByName(numbers));
    } catch (UnknownHostException e) {
      throw new FetchException(FetchException.Cause.ADDRESS, String.valueOf(e.getMessage()), e);
    }
  }

  private CloseableHttpClient client(URI uri, Set<Thumbprint> thumbprints, long nanos) {
    HttpClientBuilder builder =
        HttpClients.custom()
            .setUserAgent("sallyport")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableConnectionState()
            .setDefaultRequestConfig(
                RequestConfig.custom().setProtocolUpgradeEnabled(false).build())
            .setConnectionManager(connections(uri, thumbprints, nanos));
    if (isProxied(uri)) {
      discovery.proxy().map(HttpHost::create).ifPresent(builder::setProxy);
    }
    return builder.build();
  }

  private HttpClientConnectionManager connections(
      URI uri, Set<Thumbprint> thumbprints, long nanos) {
    Timeout timeout = Timeout.ofNanoseconds(nanos);
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(new Addresses(uri, System.nanoTime() + nanos))
        .setDefaultConnectionConfig(
            ConnectionConfig.custom().setConnectTimeout(timeout).setSocketTimeout(timeout).build())
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(
                    Http1Config.custom()
                        .setMaxHeaderCount(MOST_HEADERS)
                        .setMaxLineLength(LONGEST_HEADER)
                        .build())
                .build())
        .setTlsSocketStrategy(
            new DefaultClientTlsStrategy(
                context(uri, thumbprints),
                TLS,
                null,
                SSLBufferMode.STATIC,
                HostnameVerificationPolicy.BOTH,
                new DefaultHostnameVerifier()))
        .build();
  }

  /** One for each exchange: no session is resumed that was begun on other terms. */
  private SSLContext context(URI uri, Set<Thumbprint> thumbprints) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager manager =
          new ProviderTrust(trust, thumbprints, chain -> asked.accept(uri.toString(), chain));
      context.init(null, new TrustManager[] {manager}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] body(ClassicHttpResponse response, int longest)
      throws IOException, FetchException {
    if (response.getCode() != 200) {
      throw new FetchException(
          FetchException.Cause.UNREACHABLE, "the answer was " + response.getCode());
    }
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      throw new FetchException(FetchException.Cause.DOCUMENT, "the answer was empty");
    }
    InputStream content = entity.getContent();
    byte[] bytes = content.readNBytes(longest + 1);
    if (bytes.length > longest) {
      throw new FetchException(
          FetchException.Cause.DOCUMENT, "the answer was longer than " + longest + " bytes");
    }
    return bytes;
  }

  private static FetchException failure(URI uri, IOException e) {
    FetchException.Cause why = FetchException.Cause.UNREACHABLE;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
        why = FetchException.Cause.CERTIFICATE;
      } else if (cause instanceof AddressRule.RefusedAddressException) {
        why = FetchException.Cause.ADDRESS;
      }
    }
    return new FetchException(why, uri + " could not be fetched: " + e.getMessage(), e);
  }

  private boolean isProxied(URI uri) {
    return discovery.proxy().isPresent() && "https".equals(uri.getScheme()) && !isLocal(uri);
  }

  private static boolean isLocal(URI uri) {
    return uri.getHost().equalsIgnoreCase("localhost")
        || LOOPBACK.matcher(uri.getHost()).matches()
        || uri.getHost().equals("[::1]");
  }

  /** Ends what is on its way, and begins nothing more. */
  @Override
  public void close() {
    timer.shutdownNow();
    names.close();
    running.forEach(HttpGet::cancel);
  }

  /** Looks at each address that is about to be connected to; nobody resolves the name again. */
  private final class Addresses implements DnsResolver {
    private final URI uri;
    private final long deadline;

    Addresses(URI uri, long deadline) {
      this.uri = uri;
      this.deadline = deadline;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      InetAddress[] addresses = names.resolve(host, deadline);
      if (isProxied(uri)) {
        return addresses; // The proxy's own.
      }
      boolean isOfThisMachine = "http".equals(uri.getScheme()) || isLocal(uri);
      for (InetAddress address : addresses) {
        if (isOfThisMachine && !AddressRule.isLoopback(address)) {
          throw new AddressRule.RefusedAddressException(host);
        }
      }
      return discovery.addresses().require(host, addresses);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
