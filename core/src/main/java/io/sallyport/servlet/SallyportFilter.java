package io.sallyport.servlet;

import static java.util.Objects.requireNonNull;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.AccessControl;
import io.sallyport.http.RequestHead;
import io.sallyport.http.TrustedProxies;
import io.sallyport.principal.Anonymous;
import io.sallyport.query.QueryApi;
import io.sallyport.query.QueryResponse;
import io.sallyport.s3.CrossOrigin;
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
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Keeps the door of an S3 server that is a servlet. It answers IAM and STS calls itself, refuses
 * what is not allowed in the XML of S3, and lets the rest through, written anew: the path is {@code
 * /bucket/key} whatever style the client used, the parameters are the query's, signature and token
 * are gone, and the body fails to read if it is not what was signed. The server must take all that
 * comes through as allowed, and not be reachable but through this filter, on {@code /*} before all.
 *
 * <p>Whatever goes wrong, in the server too, is answered in the XML of the service that was asked,
 * and in no words of an exception.
 *
 * <p>Thread-safe. What comes through is read by blocking. But the filter, all before it and the
 * servlet must be declared {@code asyncSupported}: bodies of callers who have yet to prove who they
 * are hold no thread then. Without it, each holds one until the container ends a silent client.
 */
@SuppressWarnings("exports") // Only who has the servlet API can use it.
public final class SallyportFilter implements Filter {
  /** The attribute of what comes through: its {@link AccessAnswer.Granted}, with who asks. */
  public static final String GRANTED = "io.sallyport.granted";

  private final Bodies bodies = Bodies.withinHeap();
  private final Beginnings beginnings = new Beginnings();
  private final AccessControl access;
  private final QueryApi query;
  private final Placement placement = new Placement();
  private final Passage passage;
  private final Reading reading;
  private final Pages pages;

  /** A filter before a server that can do all that S3 can. */
  public SallyportFilter(AccessControl access, QueryApi query) {
    this(access, query, Passage.OF_ALL, Reading.PLAIN, Pages.NONE);
  }

  /**
   * A filter before a server that can do less than S3.
   *
   * @param server what of a request it wouldn't do exactly, for {@code NotImplemented} to name;
   *     empty if it does all: a {@link io.sallyport.s3.Servable}. Who ignores what it doesn't know
   *     needs it: to it, {@code GET /bucket/key?tagging} asks for the object. It is given the head
   *     that the server gets: of a form that of its upload, with headers in a presigned URL
   */
  public SallyportFilter(
      AccessControl access,
      QueryApi query,
      BiFunction<S3Request.Mapped, RequestHead, Optional<String>> server) {
    this(access, query, Passage.OF_ALL.within(server), Reading.PLAIN, Pages.NONE);
  }

  private SallyportFilter(
      AccessControl access, QueryApi query, Passage passage, Reading reading, Pages pages) {
    this.access = requireNonNull(access, "access");
    this.query = requireNonNull(query, "query");
    this.passage = passage;
    this.reading = reading;
    this.pages = pages;
  }

  /** The same behind proxies: requests are as their clients sent them to the first of these. */
  public SallyportFilter behind(TrustedProxies proxies) {
    return new SallyportFilter(access, query, passage, reading.behind(proxies), pages);
  }

  /**
   * The same in a container of which heads are read by another way than {@link RequestHeads#of}.
   * What is read is what is decided on: it must be the request as it came, with the address of its
   * connection and TLS, as {@link RequestHeads#of(HttpServletRequest, java.util.function.Consumer)}
   * has them.
   *
   * @param reader thread-safe; throws an {@code InvalidInputException} for what is no request
   */
  public SallyportFilter reading(Function<HttpServletRequest, RequestHead> reader) {
    return new SallyportFilter(access, query, passage, reading.by(reader), pages);
  }

  /** The same for browsers, whose questions about pages of other origins are answered here. */
  public SallyportFilter answering(CrossOrigin rules) {
    return new SallyportFilter(access, query, passage, reading, Pages.of(rules));
  }

  /**
   * The same before a server that doesn't decode {@code aws-chunked} bodies, which SDKs send: it
   * reads the object's own bytes from the request, and headers as if these had been sent. Without
   * this, such a server keeps the chunks with their signatures for the object, unless it reads
   * through {@link AccessAnswer.Granted#body()} of {@link #GRANTED}; with it, it must not.
   */
  public SallyportFilter decoding() {
    return new SallyportFilter(access, query, passage.of(Passage.Bytes.DECODED), reading, pages);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) {
    Exchange exchange = new Exchange((HttpServletRequest) request, (HttpServletResponse) response);
    try {
      if (!placement.isRoot(exchange.request())) {
        refuse(exchange, S3Error.MISPLACED);
        return;
      }
      Optional<RequestHead> head = reading.head(exchange.request());
      if (head.isEmpty()) {
        refuse(exchange, S3Error.INVALID_URI);
      } else if (query.accepts(head.get())) {
        call(head.get(), exchange);
      } else if (!pages.answered(head.get(), exchange)) {
        serve(head.get(), exchange, chain);
      }
    } catch (IOException | ServletException | RuntimeException | Error e) {
      exchange.failed(e);
    }
  }

  private void call(RequestHead head, Exchange exchange) throws IOException {
    Optional<QueryResponse> refusal =
        Bodies.isHere(exchange) ? Optional.empty() : query.refusal(head);
    if (refusal.isPresent()) {
      bodies.drain(exchange, () -> exchange.answer(refusal.get()));
      return;
    }
    bodies.readUnproven(
        exchange,
        QueryApi.MAX_BODY,
        new Bodies.Receiver() {
          @Override
          public void whole(byte[] body) {
            exchange.answer(query.handle(head, body));
          }

          @Override
          public void refused(BodyFault fault) {
            exchange.answer(fault.inCall(head));
          }
        });
  }

  private void serve(RequestHead head, Exchange exchange, FilterChain chain)
      throws IOException, ServletException {
    AccessAnswer answer = access.check(head);
    if (answer instanceof AccessAnswer.NeedsBody needs) {
      serveWithBody(exchange, needs.maxLength(), body -> access.check(head, body), head, chain);
    } else if (answer instanceof AccessAnswer.NeedsBeginning needs) {
      serveForm(exchange, needs.length(), head, chain);
    } else if (!(answer instanceof AccessAnswer.Granted granted)) {
      refuse(exchange, S3Error.of(answer));
    } else if (granted.request().hasObject() || !exchange.announcesBody()) {
      // Asked for no sooner: it tells a client that waits to go ahead and send.
      pass(head, granted, exchange.body(), exchange, chain);
    } else if (granted.caller() instanceof Anonymous) {
      refuse(exchange, S3Error.DENIED); // nobody's body is held
    } else {
      serveWithBody(exchange, AccessControl.MAX_BODY, body -> access.check(head), head, chain);
    }
  }

  /** What is no object is held, and whole before it is decided on what a server then sees. */
  private void serveWithBody(
      Exchange exchange,
      int limit,
      Function<byte[], AccessAnswer> check,
      RequestHead head,
      FilterChain chain)
      throws IOException, ServletException {
    if (exchange.request().getContentLengthLong() > limit) {
      refuse(exchange, BodyFault.TOO_LONG.inS3());
      return;
    }
    Optional<S3Error> refusal = Optional.empty();
    try (HeldBody held = bodies.readProven(exchange, limit)) {
      byte[] body = held.bytes();
      AccessAnswer answer = check.apply(body);
      if (answer instanceof AccessAnswer.Granted granted) {
        pass(head, granted, new ByteArrayInputStream(body), exchange, chain);
      } else {
        refusal = Optional.of(S3Error.of(answer));
      }
    } catch (BodyFault.Found e) {
      refusal = Optional.of(BodyFault.Found.in(e).inS3());
    }
    if (refusal.isPresent()) {
      S3Error error = refusal.get();
      Bodies.drop(exchange, () -> exchange.answer(error));
    }
  }

  /** Of a form, the fields are read first; its file comes through as any other object. */
  private void serveForm(Exchange exchange, int length, RequestHead head, FilterChain chain)
      throws IOException, ServletException {
    S3Error refusal;
    try {
      byte[] beginning = beginnings.read(exchange, length);
      AccessAnswer answer = access.check(head, beginning);
      if (answer instanceof AccessAnswer.Granted granted) {
        InputStream whole =
            new SequenceInputStream(new ByteArrayInputStream(beginning), exchange.body());
        pass(head, granted, whole, exchange, chain);
        return;
      }
      refusal = S3Error.of(answer);
    } catch (BodyFault.Found e) {
      refusal = BodyFault.Found.in(e).inS3();
    }
    S3Error error = refusal;
    Bodies.drop(exchange, () -> exchange.answer(error));
  }

  private void pass(
      RequestHead head,
      AccessAnswer.Granted granted,
      InputStream body,
      Exchange exchange,
      FilterChain chain)
      throws IOException, ServletException {
    Optional<S3Error> refusal = passage.pass(head, granted, body, exchange, chain);
    if (refusal.isPresent() && granted.form().isPresent()) {
      Bodies.drop(exchange, () -> exchange.answer(refusal.get()));
    } else if (refusal.isPresent()) {
      refuse(exchange, refusal.get());
    }
  }

  private void refuse(Exchange exchange, S3Error error) throws IOException {
    bodies.drain(exchange, () -> exchange.answer(error));
  }
}
