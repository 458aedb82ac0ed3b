package io.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.access.AccessAnswer;
import io.sallyport.http.RequestHead;
import io.sallyport.s3.S3Request;
import io.sallyport.wire.PercentEncoding;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
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
final class AllowedRequest extends HttpServletRequestWrapper {
  private final String path;
  private final Map<String, String> parameters;
  private final AllowedHeaders headers;
  private final String method;
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
    this.headers = AllowedHeaders.of(head, granted);
    this.method = granted.form().isPresent() ? "PUT" : request.getMethod();
    this.body = body;
  }

  /** A form is asked for as the request that it stands for. */
  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getRequestURI() {
    return PercentEncoding.encodePath(path.getBytes(UTF_8));
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

  @Override
  public @Nullable String getQueryString() {
    return parameters.isEmpty()
        ? null
        : parameters.entrySet().stream()
            .map(
                each ->
                    PercentEncoding.encode(each.getKey())
                        + "="
                        + PercentEncoding.encode(each.getValue()))
            .collect(Collectors.joining("&"));
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

  private List<String> headerValues(String name) {
    return name.equalsIgnoreCase("host")
        ? List.of(getServerName() + ":" + getServerPort())
        : headers.values(name);
  }

  @Override
  public @Nullable String getHeader(String name) {
    List<String> values = headerValues(name);
    return values.isEmpty() ? null : values.get(0);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return Collections.enumeration(headerValues(name));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(headers.names());
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

  /** Never: the filter could not see then what is answered later. */
  @Override
  public boolean isAsyncSupported() {
    return false;
  }

  @Override
  public AsyncContext startAsync() {
    throw new IllegalStateException("What comes through the filter is answered by blocking.");
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return startAsync();
  }

  @Override
  public ServletInputStream getInputStream() {
    return body;
  }

  /** What comes behind a body was not read when the request was decided on. */
  @Override
  public Map<String, String> getTrailerFields() {
    return Map.of();
  }

  @Override
  public boolean isTrailerFieldsReady() {
    return true;
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
