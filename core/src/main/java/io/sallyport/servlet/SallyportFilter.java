package io.sallyport.servlet;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.AccessControl;
import io.sallyport.error.InvalidInputException;
import io.sallyport.http.RequestHead;
import io.sallyport.query.QueryApi;
import io.sallyport.query.QueryResponse;
import io.sallyport.s3.S3Request;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;

/**
 * Keeps the door of an S3 server that is a servlet. It answers IAM and STS calls itself, refuses
 * what is not allowed in the XML of S3, and lets the rest through, written anew: the path is {@code
 * /bucket/key} as Sallyport read it whatever style the client used, the parameters are the query's,
 * signature and session token are gone, and the body fails to read if it is not what was signed.
 * The server must take every request that comes through as allowed, and must not be reachable but
 * through this filter, which stands on {@code /*} before all others.
 *
 * <p>Thread-safe. Reads by blocking, so a request that comes through can't be read asynchronously.
 */
@SuppressWarnings("exports") // Only who has the servlet API can use it.
public final class SallyportFilter implements Filter {
  private static final System.Logger LOG = System.getLogger(SallyportFilter.class.getName());

  private final AccessControl access;
  private final QueryApi query;
  private final BiPredicate<S3Request.Mapped, RequestHead> servable;

  /** A filter before a server that can do all that S3 can. */
  public SallyportFilter(AccessControl access, QueryApi query) {
    this(access, query, (request, head) -> true);
  }

  /**
   * A filter before a server that can do less than S3.
   *
   * @param servable whether the server would do exactly what is asked; if not, the request is
   *     answered with {@code NotImplemented}. A server that ignores what it doesn't know needs
   *     this: to it, {@code GET /bucket/key?tagging} asks for the object
   */
  public SallyportFilter(
      AccessControl access, QueryApi query, BiPredicate<S3Request.Mapped, RequestHead> servable) {
    this.access = access;
    this.query = query;
    this.servable = servable;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    Optional<RequestHead> head = head(http);
    if (head.isEmpty()) {
      refuse(http, answer, S3Error.INVALID_URI);
    } else if (query.accepts(head.get())) {
      call(head.get(), http, answer);
    } else {
      serve(head.get(), http, answer, chain);
    }
  }

  private static Optional<RequestHead> head(HttpServletRequest request) {
    try {
      return Optional.of(RequestHeads.of(request));
    } catch (InvalidInputException e) {
      LOG.log(System.Logger.Level.DEBUG, "A request was no HTTP request.", e);
      return Optional.empty();
    }
  }

  private void call(RequestHead head, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<byte[]> body = Bodies.readAtMost(request, QueryApi.MAX_BODY);
    if (body.isEmpty()) {
      Bodies.drain(request);
    }
    QueryResponse answer =
        body.map(whole -> query.handle(head, whole)).orElseGet(SallyportFilter::tooLarge);
    byte[] xml = answer.body().getBytes(StandardCharsets.UTF_8);
    response.setStatus(answer.status());
    response.setHeader("x-amzn-RequestId", answer.requestId());
    response.setContentType("text/xml;charset=utf-8");
    response.setContentLength(xml.length);
    response.getOutputStream().write(xml);
  }

  private static QueryResponse tooLarge() {
    String requestId = UUID.randomUUID().toString();
    String error =
        "<Error><Type>Sender</Type><Code>RequestEntityTooLarge</Code>"
            + "<Message>The body is longer than a call may have.</Message></Error>";
    return new QueryResponse(
        413,
        requestId,
        "<ErrorResponse>%s<RequestId>%s</RequestId></ErrorResponse>".formatted(error, requestId));
  }

  private void serve(
      RequestHead head, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    AccessAnswer answer = access.check(head);
    Optional<byte[]> body = Optional.empty();
    if (answer instanceof AccessAnswer.NeedsBody needs) {
      body = Bodies.readAtMost(request, needs.maxLength());
      if (body.isEmpty()) {
        refuse(request, response, S3Error.TOO_LARGE);
        return;
      }
      answer = access.check(head, body.get());
    }
    if (answer instanceof AccessAnswer.Granted granted) {
      // Asked for no sooner: it tells a client that waits to go ahead and send.
      InputStream in =
          body.isPresent() ? new ByteArrayInputStream(body.get()) : request.getInputStream();
      pass(head, granted, in, request, response, chain);
    } else if (answer instanceof AccessAnswer.Refused refused) {
      refuse(request, response, S3Error.of(refused));
    } else {
      refuse(request, response, S3Error.DENIED);
    }
  }

  private void pass(
      RequestHead head,
      AccessAnswer.Granted granted,
      InputStream body,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    S3Request.Mapped asked = granted.request();
    if (!servable.test(asked, head)) {
      refuse(request, response, S3Error.NOT_IMPLEMENTED);
      return;
    }
    if (granted.deletion().isPresent() && !granted.deletion().get().isAsked()) {
      HostAnswer.withoutHost(response, granted.deletion().get());
      return;
    }
    CheckedBody checked = new CheckedBody(granted.body().passThrough(body));
    HostAnswer answer = new HostAnswer(response, granted);
    try {
      chain.doFilter(AllowedRequest.of(request, granted, checked), answer);
    } catch (IOException | ServletException | RuntimeException e) {
      if (checked.failure().isEmpty()) {
        throw e;
      }
    }
    if (checked.failure().isPresent()) {
      failed(checked.failure().get(), request, response);
    } else {
      answer.finish(request);
    }
  }

  /** The body was not what was signed: whatever the server made of it, the client is told so. */
  private static void failed(
      S3Error failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      throw new IOException("A body that was not what was signed was answered too soon.");
    }
    refuse(request, response, failure);
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, S3Error error) throws IOException {
    Bodies.drain(request);
    error.write(request, response);
  }
}
