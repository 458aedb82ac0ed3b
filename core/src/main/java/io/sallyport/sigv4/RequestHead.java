package io.sallyport.sigv4;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The head of an HTTP request as it came over the wire: method, raw path and raw query (both still
 * percent-encoded, never normalised), and headers. Immutable.
 *
 * <p>What only the host can know, the caller's address and whether TLS was used, is set by the host
 * and never read from a header.
 */
public final class RequestHead {
  private final String method;
  private final String rawPath;
  private final String rawQuery;
  private final Map<String, List<String>> headers;
  private final String remoteAddress;
  private final boolean secure;

  private RequestHead(Builder builder) {
    method = builder.method;
    rawPath = builder.rawPath;
    rawQuery = builder.rawQuery;
    Map<String, List<String>> copy = new TreeMap<>();
    builder.headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    headers = Collections.unmodifiableMap(copy);
    remoteAddress = builder.remoteAddress;
    secure = builder.secure;
  }

  /**
   * Begins a request head.
   *
   * @param target the request target of the request line: the path and, after {@code ?}, the query
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

  /** The names of all headers, in lower case and in order. */
  public Set<String> headerNames() {
    return headers.keySet();
  }

  /** All values of a header, in the order sent. */
  public List<String> headers(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
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
    private final Map<String, List<String>> headers = new TreeMap<>();
    private String remoteAddress = "";
    private boolean secure;

    private Builder(String method, String target) {
      int query = target.indexOf('?');
      this.method = method;
      this.rawPath = query < 0 ? target : target.substring(0, query);
      this.rawQuery = query < 0 ? "" : target.substring(query + 1);
    }

    /** Adds a header line; a name may come more than once, in any case. */
    public Builder header(String name, String value) {
      headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>()).add(value);
      return this;
    }

    /** The address of the caller, from the connection or a proxy that the host trusts. */
    public Builder remoteAddress(String address) {
      remoteAddress = address;
      return this;
    }

    /** Says that the request came over TLS. */
    public Builder secure() {
      secure = true;
      return this;
    }

    public RequestHead build() {
      return new RequestHead(this);
    }
  }
}
