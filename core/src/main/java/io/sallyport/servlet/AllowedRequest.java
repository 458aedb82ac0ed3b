package io.sallyport.servlet;

import io.sallyport.http.RequestHead;
import io.sallyport.s3.ObjectVersion;
import io.sallyport.s3.S3Request;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was allowed, written anew from what was parsed, so that no host can read another
 * bucket, key or operation out of it. Its path is {@code /bucket/key} whatever style the client
 * used; its parameters are those of the query, never of a form in the body; what proved who sent it
 * is gone; its body is checked while it is read.
 */
final class AllowedRequest extends HttpServletRequestWrapper {
  private static final Set<String> PROOF = Set.of("authorization", "x-amz-security-token");

  private final String path;
  private final QueryParameters query;
  private final Map<String, String> replaced;
  private final ServletInputStream body;

  private AllowedRequest(
      HttpServletRequest request,
      String path,
      QueryParameters query,
      Map<String, String> replaced,
      ServletInputStream body) {
    super(request);
    this.path = path;
    this.query = query;
    this.replaced = Map.copyOf(replaced);
    this.body = body;
  }

  static AllowedRequest of(
      HttpServletRequest request,
      RequestHead head,
      S3Request.Mapped asked,
      ServletInputStream body) {
    String bucket = asked.bucket().map(name -> "/" + name).orElse("");
    String path = bucket + asked.key().map(key -> "/" + key).orElse("");
    return new AllowedRequest(
        request,
        path.isEmpty() ? "/" : path,
        QueryParameters.of(head),
        asked.source().map(AllowedRequest::copySource).orElse(Map.of()),
        body);
  }

  private static Map<String, String> copySource(ObjectVersion source) {
    String path = QueryParameters.encodePath("/" + source.bucket() + "/" + source.key());
    String version = source.versionId().map(QueryParameters::encode).orElse("");
    return Map.of("x-amz-copy-source", version.isEmpty() ? path : path + "?versionId=" + version);
  }

  @Override
  public String getRequestURI() {
    return QueryParameters.encodePath(path);
  }

  /** Not the name that was asked, in which a host could read a bucket. */
  @Override
  public String getServerName() {
    String address = getLocalAddr();
    return address.indexOf(':') < 0 || address.startsWith("[") ? address : "[" + address + "]";
  }

  @Override
  public int getServerPort() {
    return getLocalPort();
  }

  @Override
  public StringBuffer getRequestURL() {
    StringBuffer url = new StringBuffer(getScheme()).append("://").append(getServerName());
    return url.append(':').append(getServerPort()).append(getRequestURI());
  }

  @Override
  public String getServletPath() {
    return "";
  }

  @Override
  public String getPathInfo() {
    return path;
  }

  @Override
  public @Nullable String getPathTranslated() {
    return null;
  }

  @Override
  public @Nullable String getQueryString() {
    return query.values().isEmpty() ? null : query.encoded();
  }

  @Override
  public @Nullable String getParameter(String name) {
    List<String> values = query.values().getOrDefault(name, List.of());
    return values.isEmpty() ? null : values.get(0);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(query.values().keySet());
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    List<String> values = query.values().getOrDefault(name, List.of());
    return values.isEmpty() ? null : values.toArray(String[]::new);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    Map<String, String[]> map = new TreeMap<>();
    query.values().forEach((name, values) -> map.put(name, values.toArray(String[]::new)));
    return Collections.unmodifiableMap(map);
  }

  @Override
  public @Nullable String getHeader(String name) {
    Enumeration<String> values = getHeaders(name);
    return values.hasMoreElements() ? values.nextElement() : null;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (PROOF.contains(lower)) {
      return Collections.emptyEnumeration();
    }
    String value =
        lower.equals("host") ? getServerName() + ":" + getServerPort() : replaced.get(lower);
    return value == null ? super.getHeaders(name) : Collections.enumeration(List.of(value));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = Collections.list(super.getHeaderNames());
    names.removeIf(name -> PROOF.contains(name.toLowerCase(Locale.ROOT)));
    return Collections.enumeration(names);
  }

  @Override
  public ServletInputStream getInputStream() {
    return body;
  }

  @Override
  public BufferedReader getReader() {
    throw new UnsupportedOperationException("The body is read as bytes.");
  }

  @Override
  public Collection<Part> getParts() {
    throw new UnsupportedOperationException("The body is read as bytes.");
  }

  @Override
  public Part getPart(String name) {
    throw new UnsupportedOperationException("The body is read as bytes.");
  }
}
