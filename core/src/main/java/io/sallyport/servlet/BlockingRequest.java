package io.sallyport.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import jakarta.servlet.http.PushBuilder;
import java.io.BufferedReader;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request whose body is read in one way, as bytes and by blocking, and that begins no other. */
abstract class BlockingRequest extends HttpServletRequestWrapper {
  BlockingRequest(HttpServletRequest request) {
    super(request);
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

  /** None: what is pushed would have the headers of this request, and be asked for by nobody. */
  @Override
  public @Nullable PushBuilder newPushBuilder() {
    return null;
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
