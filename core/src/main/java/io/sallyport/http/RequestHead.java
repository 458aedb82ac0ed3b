package io.sallyport.http;

import io.sallyport.error.InvalidInputException;
import io.sallyport.wire.PercentEncoding;
import io.sallyport.wire.RawParameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP request as it came over the wire: method, raw path and raw query (both still
 * percent-encoded, never normalised), and headers. Immutable. What no HTTP request can hold, such
 * as a line break in a header, is refused when it is built, so that it can't forge what was signed.
 *
 * <p>What only the host can know, the caller's address and whether TLS was used, is set by the host
 * and never read from a header.
 */
public final class RequestHead {
  private static final Pattern TLS_VERSION = Pattern.compile("1\\.[0-3]");

  private final String method;
  private final String rawPath;
  private final String rawQuery;
  private final HeaderLines headers;
  private final String remoteAddress;
  private final boolean secure;
  private final String tlsVersion;

  /** What the query was found to say, once it was asked for. */
  private volatile @Nullable Map<String, List<String>> query;

  private RequestHead(Builder builder) {
    method = builder.method;
    rawPath = builder.rawPath;
    rawQuery = builder.rawQuery;
    headers = builder.headers.build();
    remoteAddress = builder.remoteAddress;
    secure = builder.secure;
    tlsVersion = builder.tlsVersion;
  }

  /**
   * Begins a request head.
   *
   * @param target the request target of the request line: the path and, after {@code ?}, the query
   * @throws InvalidInputException if the method is no token, or the target does not begin with
   *     {@code /} or holds anything but visible ASCII characters
   */
  public static Builder builder(String method, String target) {
    return new Builder(method, target);
  }

  public String method() {
    return method;
  }

  /** The path as sent, percent-encoded. */
  public String rawPath() {
    return rawPath;
  }

  /** The query as sent, without its {@code ?}; empty if there is none. */
  public String rawQuery() {
    return rawQuery;
  }

  /**
   * The path, percent-decoded once as UTF-8. Nothing in it is resolved: {@code //} and {@code ..}
   * stay.
   *
   * @throws InvalidInputException if an escape is not {@code %} and two hex digits, or the bytes
   *     are not UTF-8
   */
  public String path() {
    return PercentEncoding.decodeText("RequestTarget", rawPath);
  }

  /**
   * The parameters of the query by name, each with its values in the order sent, decoded as UTF-8;
   * {@code +} is a space, and a name without {@code =} has an empty value.
   *
   * @throws InvalidInputException if the query is malformed, as for {@link #path()}
   */
  public Map<String, List<String>> query() {
    if (rawQuery.isEmpty()) {
      return Map.of();
    }
    Map<String, List<String>> known = query;
    if (known == null) {
      known = parameters();
      query = known;
    }
    return known;
  }

  private Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (RawParameter parameter : RawParameter.split(rawQuery)) {
      parameters
          .computeIfAbsent(parameter.decodedName(), n -> new ArrayList<>())
          .add(parameter.decodedValue());
    }
    parameters.replaceAll((name, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(parameters);
  }

  /** The names of all headers, in lower case and in order. */
  public Set<String> headerNames() {
    Set<String> names = new LinkedHashSet<>();
    forEachHeader((name, value) -> names.add(name));
    return Collections.unmodifiableSet(names);
  }

  /**
   * Gives each line of the headers: its name in lower case, and its value. They come by name, and
   * those of one name in the order sent.
   */
  public void forEachHeader(BiConsumer<String, String> action) {
    headers.forEach(action);
  }

  /** All values of a header, in the order sent. */
  public List<String> headers(String name) {
    return headers.values(name);
  }

  /** The value of a header that was sent once; empty if it was sent never or more than once. */
  public Optional<String> header(String name) {
    List<String> values = headers(name);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** The address of the caller, if the host knows it. */
  public Optional<String> remoteAddress() {
    return remoteAddress.isEmpty() ? Optional.empty() : Optional.of(remoteAddress);
  }

  /** Whether the request came over TLS. */
  public boolean isSecure() {
    return secure;
  }

  /** The version of TLS, such as {@code 1.3}, if the host knows it. */
  public Optional<String> tlsVersion() {
    return tlsVersion.isEmpty() ? Optional.empty() : Optional.of(tlsVersion);
  }

  /** The request line without its query, which may hold a signature. */
  @Override
  public String toString() {
    return method + " " + rawPath;
  }

  /** Collects a request's head. Not thread-safe. */
  public static final class Builder {
    private final String method;
    private final String rawPath;
    private final String rawQuery;
    private final HeaderLines.Builder headers = new HeaderLines.Builder();
    private String remoteAddress = "";
    private boolean secure;
    private String tlsVersion = "";

    private Builder(String method, String target) {
      require("Method", HeadSyntax.isToken(method));
      require("RequestTarget", HeadSyntax.isTarget(target));
      int query = target.indexOf('?');
      this.method = method;
      this.rawPath = query < 0 ? target : target.substring(0, query);
      this.rawQuery = query < 0 ? "" : target.substring(query + 1);
    }

    /**
     * Adds a header line; a name may come more than once, in any case. Each character of the value
     * is one byte as it came (ISO 8859-1), which is how servers give it.
     *
     * @throws InvalidInputException if the name is no token, or the value holds a control character
     */
    public Builder header(String name, String value) {
      String lowerCaseName = HeaderNames.lowerCase(name);
      require("HeaderName", !lowerCaseName.isEmpty());
      require("HeaderValue", HeadSyntax.isValue(value));
      headers.add(lowerCaseName, value);
      return this;
    }

    /**
     * Adds all header lines, as servers have them by name.
     *
     * @throws InvalidInputException as for {@link #header}
     */
    public Builder headers(Map<String, ? extends Collection<String>> lines) {
      lines.forEach((name, values) -> values.forEach(value -> header(name, value)));
      return this;
    }

    private static void require(String what, boolean isAllowed) {
      if (!isAllowed) {
        throw new InvalidInputException(what, "[hidden]", "what an HTTP request can hold");
      }
    }

    /**
     * The address of the caller, from the connection or a proxy that the host trusts. An IPv6
     * address may stand in brackets, as servlet containers give it, and name a zone.
     *
     * @throws InvalidInputException if it is no IP address: a policy that denies a range of
     *     addresses could not know it
     */
    public Builder remoteAddress(String address) {
      remoteAddress = RemoteAddress.normalized(address);
      return this;
    }

    /** Says that the request came over TLS. */
    public Builder secure() {
      secure = true;
      return this;
    }

    /**
     * Says that the request came over this version of TLS.
     *
     * @param version such as {@code 1.3}
     * @throws InvalidInputException if it is none
     */
    public Builder secure(String version) {
      if (!TLS_VERSION.matcher(version).matches()) {
        throw new InvalidInputException("TlsVersion", version, "1.0, 1.1, 1.2 or 1.3");
      }
      tlsVersion = version;
      return secure();
    }

    public RequestHead build() {
      return new RequestHead(this);
    }
  }
}
