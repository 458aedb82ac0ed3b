package io.sallyport.example.objectstore;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * There are no locks of objects here: who may bypass them, by Sallyport's filter before, bypasses
 * none. S3Proxy refuses the header that asks for it, and so doesn't see it.
 */
final class ObjectLocks implements Filter {
  private static final String BYPASS = "x-amz-bypass-governance-retention";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    chain.doFilter(http.getHeader(BYPASS) == null ? http : new WithoutBypass(http), response);
  }

  private static final class WithoutBypass extends HttpServletRequestWrapper {
    WithoutBypass(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return BYPASS.equalsIgnoreCase(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return BYPASS.equalsIgnoreCase(name)
          ? Collections.emptyEnumeration()
          : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.enumeration(
          Collections.list(super.getHeaderNames()).stream()
              .filter(name -> !BYPASS.equalsIgnoreCase(name))
              .toList());
    }
  }
}
