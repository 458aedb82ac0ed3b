package io.sallyport.http;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import io.sallyport.wire.PercentEncoding;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP request as it came over the wire: method, raw path and raw query (both still
 * percent-encoded, never normalised), and headers. Immutable. What no HTTP request can hold, such
 * as a line break in a header, is refused when it is built, so that it can't forge what was signed.
 *
 * <p>What only the host can know, the caller's address and whether TLS was used, is set by the host
 * and never read from a header; its name for the request, too.
 */
public final class RequestHead {
  private final String method;
  private final String rawPath;
  private final String rawQuery;
  private final HeaderLines headers;
  private final Sending sending;

  /** What the query was found to say, once it was asked for. */
  private volatile @Nullable Map<String, List<String>> query;

  private RequestHead(Builder builder) {
    method = builder.method;
    rawPath = builder.target.path();
    rawQuery = builder.target.query();
    headers = builder.headers.build();
    sending = builder.sending;
  }

  /**
   * Begins a request head.
   *
   * @param target the request target as it came, neither decoded nor normalised: the path and,
   *     after {@code ?}, the query; maybe behind {@code http://} and what {@code Host} says
   * @throws InvalidInputException if the method is no token, or the target is neither or holds
   *     anything but visible ASCII characters
   */
  public static Builder builder(String method, String target) {
    requireNonNull(method, "method");
    requireNonNull(target, "target");
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
   * The path, percent-decoded once as UTF-8; {@code //} and {@code ..} stay.
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
      known = HeadSyntax.parameters(rawQuery);
      query = known;
    }
    return known;
  }

  /** The names of all headers, in lower case and in order. */
  public Set<String> headerNames() {
    return headers.names();
  }

  /**
   * Gives each line of the headers: its name in lower case, and its value. They come by name, and
   * those of one name in the order sent.
   */
  public void forEachHeader(BiConsumer<String, String> action) {
    headers.forEach(requireNonNull(action, "action"));
  }

  /** All values of a header, in the order sent. */
  public List<String> headers(String name) {
    return headers.values(requireNonNull(name, "name"));
  }

  /** The value of a header that was sent once; empty if it was sent never or more than once. */
  public Optional<String> header(String name) {
    List<String> values = headers(name);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** The address of the caller, if it is known. */
  public Optional<String> remoteAddress() {
    return Sending.known(sending.remoteAddress());
  }

  /** Whether the request came over TLS. */
  public boolean isSecure() {
    return sending.secure();
  }

  /** The version of TLS, such as {@code 1.3}, if it is known. */
  public Optional<String> tlsVersion() {
    return Sending.known(sending.tlsVersion());
  }

  /** What the host calls the request, if it said so. */
  public Optional<String> requestId() {
    return Sending.known(sending.requestId());
  }

  /** The request line without its query, which may hold a signature. */
  @Override
  public String toString() {
    return method + " " + rawPath;
  }

  /** Collects a request's head. Not thread-safe. */
  public static final class Builder {
    private final String method;
    private final RequestTarget target;
    private final HeaderLines.Builder headers = new HeaderLines.Builder();
    private Sending sending = Sending.UNKNOWN;

    private Builder(String method, String target) {
      HeadSyntax.require("Method", HeadSyntax.isToken(method));
      this.method = method;
      this.target = RequestTarget.parse(target);
    }

    /**
     * Adds a header line; a name may come more than once, in any case. Each character of the value
     * is one byte as it came (ISO 8859-1), which is how servers give it.
     *
     * @throws InvalidInputException if the name is no token, or the value holds a control character
     */
    public Builder header(String name, String value) {
      requireNonNull(name, "name");
      requireNonNull(value, "value");
      HeaderName headerName = HeaderName.of(name);
      HeadSyntax.require("HeaderName", !headerName.isEmpty());
      HeadSyntax.require("HeaderValue", HeadSyntax.isValue(value));
      headers.add(headerName, value);
      return this;
    }

    /**
     * Adds all header lines, as servers have them by name.
     *
     * @throws InvalidInputException as for {@link #header}
     */
    public Builder headers(Map<String, ? extends Collection<String>> lines) {
      requireNonNull(lines, "lines");
      lines.forEach((name, values) -> values.forEach(value -> header(name, value)));
      return this;
    }

    /** Adds, to those that are there, another head's lines of such names, asked in lower case. */
    public Builder headers(RequestHead other, Predicate<String> names) {
      headers.addAll(requireNonNull(other, "other").headers, requireNonNull(names, "names"));
      return this;
    }

    /**
     * The address of the caller, from the connection or a proxy that the host trusts. An IPv6
     * address may stand in brackets, as servlet containers give it, and name a zone.
     *
     * @throws InvalidInputException if it is no IP address: a policy that denies a range of
     *     addresses could not know it
     */
    public Builder remoteAddress(String address) {
      String normalized = RemoteAddress.normalized(requireNonNull(address, "address"));
      sending = sending.withRemoteAddress(normalized);
      return this;
    }

    /** Says that the request came over TLS. */
    public Builder secure() {
      sending = sending.withTls(sending.tlsVersion());
      return this;
    }

    /**
     * Says that the request came over this version of TLS, such as {@code 1.3}.
     *
     * @throws InvalidInputException if it is none
     */
    public Builder secure(String version) {
      sending = sending.withTls(HeadSyntax.tlsVersion(requireNonNull(version, "version")));
      return this;
    }

    /**
     * What the host calls this request in its own log: every audit event about it says so, and no
     * answer to the client. Never to be taken from a header that a client sends.
     *
     * @throws InvalidInputException if it is not 1 to 128 visible ASCII characters
     */
    public Builder requestId(String id) {
      sending = sending.withRequestId(HeadSyntax.requestId(requireNonNull(id, "id")));
      return this;
    }

    /**
     * Says that it was sent by whom the other one was, over what that was, and is called so: all
     * that isn't in the request itself.
     */
    public Builder sentAs(RequestHead head) {
      sending = requireNonNull(head, "head").sending;
      return this;
    }

    /** The head, or an {@link InvalidInputException} if target and {@code Host} differ in host. */
    public RequestHead build() {
      RequestHead head = new RequestHead(this);
      HeadSyntax.require("RequestTarget", target.isAt(head.headers("host")));
      return head;
    }
  }
}
