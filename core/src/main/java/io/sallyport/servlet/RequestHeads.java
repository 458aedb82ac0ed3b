package io.sallyport.servlet;

import io.sallyport.error.InvalidInputException;
import io.sallyport.http.RequestHead;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the head of a servlet's request. */
@SuppressWarnings("exports") // Only who has the servlet API can use it.
public final class RequestHeads {
  private static final System.Logger LOG = System.getLogger(SallyportFilter.class.getName());
  private static final Pattern TLS = Pattern.compile("TLSv1\\.[0-3]");

  private RequestHeads() {}

  /**
   * The head of a request as it came over the wire.
   *
   * <p>The path is that of {@link HttpServletRequest#getRequestURI()}, which the servlet
   * specification says is not decoded; a container that normalises it, or a wrapper that rewrites
   * it, makes signatures fail and is the wrong place for this call. So does one that normalises
   * headers: Jetty must be told {@code setHeaderCacheCaseSensitive(true)}, or it makes {@code
   * charset=UTF-8} a {@code charset=utf-8}. The caller's address is that of the connection, of
   * which {@link io.sallyport.http.TrustedProxies} tells the client's: a container that takes it
   * from a header must trust the sender of that header. Audit events name the request as the
   * container does, by {@link HttpServletRequest#getRequestId()}.
   */
  public static RequestHead of(HttpServletRequest request) {
    return of(request, head -> addLines(request, head));
  }

  private static void addLines(HttpServletRequest request, RequestHead.Builder head) {
    Enumeration<String> names = request.getHeaderNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      Enumeration<String> values = request.getHeaders(name);
      while (values.hasMoreElements()) {
        head.header(name, values.nextElement());
      }
    }
    called(request.getRequestId(), head);
  }

  /**
   * The same for who knows the container: where servlets must ask for headers name by name, and for
   * the container's name of a request whether or not anybody reads it, a container may have them at
   * hand.
   *
   * @param lines adds all header lines as they came, those of one name in their order; and, if
   *     audit events are to name the request, {@linkplain RequestHead.Builder#requestId its id}
   */
  public static RequestHead of(HttpServletRequest request, Consumer<RequestHead.Builder> lines) {
    RequestHead.Builder head = RequestHead.builder(request.getMethod(), target(request));
    lines.accept(head);
    head.remoteAddress(request.getRemoteAddr());
    if (request.isSecure()) {
      head.secure();
      if (TLS.matcher(protocol(request)).matches()) {
        head.secure(protocol(request).substring("TLSv".length()));
      }
    }
    return head.build();
  }

  /** What the container calls it. It may say nothing, or what is no name for a log. */
  private static void called(@Nullable String id, RequestHead.Builder head) {
    try {
      if (id != null && !id.isEmpty()) {
        head.requestId(id);
      }
    } catch (InvalidInputException e) {
      LOG.log(System.Logger.Level.TRACE, "A container's name for a request is none for a log.");
    }
  }

  /** The version of TLS, from containers that tell it (Servlet 6.1 and later, Tomcat before). */
  private static String protocol(HttpServletRequest request) {
    Object told = request.getAttribute("jakarta.servlet.request.secure_protocol");
    return String.valueOf(
        told == null
            ? request.getAttribute("org.apache.tomcat.util.net.secure_protocol_version")
            : told);
  }

  private static String target(HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
  }
}
