package io.sallyport.servlet;

import io.sallyport.http.RequestHead;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A servlet container's view of a request: of what a container knows, what the filter asks for. */
final class SentRequest {
  private SentRequest() {}

  static HttpServletRequest of(RequestHead head) {
    return of(head, "HTTP/1.1");
  }

  static HttpServletRequest of(RequestHead head, String protocol) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            SentRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                method.getName().equals("getProtocol")
                    ? protocol
                    : answer(head, method, arguments == null ? "" : (String) arguments[0]));
  }

  @SuppressWarnings("JdkObsolete") // The servlet API has a StringBuffer.
  private static @Nullable Object answer(RequestHead head, Method method, String argument) {
    return switch (method.getName()) {
      case "getMethod" -> head.method();
      case "getRequestId" -> head.requestId().orElse("17");
      case "getRequestURL" -> new StringBuffer("http://s3.example" + head.rawPath());
      case "getRequestURI" -> head.rawPath();
      case "getQueryString" -> head.rawQuery().isEmpty() ? null : head.rawQuery();
      case "getHeaderNames" -> Collections.enumeration(head.headerNames());
      case "getHeader" -> head.header(argument).orElse(null);
      case "getHeaders" -> Collections.enumeration(head.headers(argument));
      case "getRemoteAddr" -> head.remoteAddress().orElse("192.0.2.1");
      case "isSecure" -> head.isSecure();
      case "setAttribute" -> null;
      case "getContextPath" -> "";
      case "isAsyncSupported" -> true;
      case "isAsyncStarted" -> false;
      case "getTrailerFields" -> Map.of("x-amz-acl", "public-read");
      case "isTrailerFieldsReady" -> false;
      case "getScheme" -> "http";
      case "getLocalAddr" -> "127.0.0.1";
      case "getLocalPort" -> 8000;
      case "getContentLengthLong" -> head.header("content-length").map(Long::valueOf).orElse(-1L);
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }
}
