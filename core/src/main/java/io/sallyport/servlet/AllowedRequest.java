package io.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.access.AccessAnswer;
import io.sallyport.http.RequestHead;
import io.sallyport.s3.S3Request;
import io.sallyport.wire.PercentEncoding;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was allowed, written anew from what was decided on, so that no host can read
 * another bucket, key or operation out of it. Its path is {@code /bucket/key} whatever style the
 * client used; its parameters are those that count for the operation, never of a form in the body;
 * headers of a presigned URL's query are headers; what proved who sent it is gone; its body is
 * checked while it is read.
 */
final class AllowedRequest extends BlockingRequest {
  private final String path;
  private final Map<String, String> parameters;
  private final RequestHead shown;
  private final ServletInputStream body;

  AllowedRequest(
      HttpServletRequest request,
      RequestHead head,
      AccessAnswer.Granted granted,
      ServletInputStream body) {
    super(request);
    S3Request.Mapped asked = granted.request();
    String bucket = asked.bucket().map(name -> "/" + name).orElse("/");
    this.path = bucket + asked.key().map(key -> "/" + key).orElse("");
    this.parameters = asked.parameters().values();
    this.body = body;
    // A form is asked for as the request that it stands for.
    String method = granted.form().isPresent() ? "PUT" : head.method();
    this.shown = AllowedHead.of(head, granted, RequestHead.builder(method, target()), host());
  }

  private String target() {
    String encoded = PercentEncoding.encodePath(path.getBytes(UTF_8));
    return parameters.isEmpty() ? encoded : encoded + "?" + query();
  }

  private String query() {
    return parameters.entrySet().stream()
        .map(
            each ->
                PercentEncoding.encode(each.getKey())
                    + "="
                    + PercentEncoding.encode(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private String host() {
    return getServerName() + ":" + getServerPort();
  }

  /** All that it says but its body. */
  RequestHead head() {
    return shown;
  }

  @Override
  public String getMethod() {
    return shown.method();
  }

  @Override
  public String getRequestURI() {
    return shown.rawPath();
  }

  /** That of the client, where proxies told it, as conditions on it had it. */
  @Override
  public String getRemoteAddr() {
    return shown.remoteAddress().orElseGet(super::getRemoteAddr);
  }

  /** The address: no name is looked for. */
  @Override
  public String getRemoteHost() {
    return getRemoteAddr();
  }

  @Override
  public boolean isSecure() {
    return shown.isSecure();
  }

  @Override
  public String getScheme() {
    return isSecure() ? "https" : "http";
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

  /** The path is whole: who takes a context's off it would find another bucket. */
  @Override
  public String getContextPath() {
    return "";
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

  /** As of a server of {@code /*}, whose path is whole. */
  @Override
  public HttpServletMapping getHttpServletMapping() {
    return new WholePath(path.substring(1), () -> super.getHttpServletMapping().getServletName());
  }

  @Override
  public @Nullable String getQueryString() {
    return shown.rawQuery().isEmpty() ? null : shown.rawQuery();
  }

  @Override
  public @Nullable String getParameter(String name) {
    return parameters.get(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    String value = parameters.get(name);
    return value == null ? null : new String[] {value};
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    Map<String, String[]> map = new TreeMap<>();
    parameters.forEach((name, value) -> map.put(name, new String[] {value}));
    return Collections.unmodifiableMap(map);
  }

  @Override
  public @Nullable String getHeader(String name) {
    List<String> values = shown.headers(name);
    return values.isEmpty() ? null : values.get(0);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return Collections.enumeration(shown.headers(name));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(shown.headerNames());
  }

  @Override
  public int getIntHeader(String name) {
    String value = getHeader(name);
    return value == null ? -1 : Integer.parseInt(value);
  }

  @Override
  public long getDateHeader(String name) {
    String value = getHeader(name);
    if (value == null) {
      return -1;
    }
    try {
      return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
          .toInstant()
          .toEpochMilli();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name + " is no date", e);
    }
  }

  @Override
  public long getContentLengthLong() {
    String value = getHeader("content-length");
    return value == null ? super.getContentLengthLong() : Long.parseLong(value);
  }

  @Override
  public int getContentLength() {
    long length = getContentLengthLong();
    return length > Integer.MAX_VALUE ? -1 : (int) length;
  }

  @Override
  public @Nullable String getContentType() {
    return getHeader("content-type");
  }

  @Override
  public ServletInputStream getInputStream() {
    return body;
  }
}
