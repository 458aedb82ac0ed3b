package io.sallyport.servlet;

import static java.util.Objects.requireNonNull;

import io.sallyport.access.AccessAnswer.Granted;
import io.sallyport.access.AccessAnswer.Refused;
import io.sallyport.http.RequestHead;
import io.sallyport.s3.S3Request;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * How what is granted comes to the server behind the filter.
 *
 * @param server what of a request it wouldn't do
 */
record Passage(BiFunction<S3Request.Mapped, RequestHead, Optional<String>> server, Bytes bytes) {
  /** To a server that can do all, and decodes what is sent in chunks. */
  static final Passage OF_ALL = new Passage((request, head) -> Optional.empty(), Bytes.AS_SENT);

  /** Which bytes a server reads. */
  enum Bytes {
    /** Those that were sent, in their chunks. */
    AS_SENT,
    /** The object's own. */
    DECODED
  }

  /** The same to a server that can do no more than this. */
  Passage within(BiFunction<S3Request.Mapped, RequestHead, Optional<String>> less) {
    return new Passage(requireNonNull(less, "server"), bytes);
  }

  /** The same with other bytes. */
  Passage of(Bytes others) {
    return new Passage(server, others);
  }

  /**
   * Asks the server, and answers.
   *
   * @return what is to be answered instead, since the server can't do what is asked
   */
  Optional<S3Error> pass(
      RequestHead head, Granted granted, InputStream sent, Exchange exchange, FilterChain chain)
      throws IOException, ServletException {
    boolean isDecoded = bytes == Bytes.DECODED && granted.body().isChunked();
    CheckedBody checked =
        new CheckedBody(
            isDecoded ? granted.body().decoded(sent) : granted.body().passThrough(sent));
    AllowedRequest allowed =
        isDecoded
            ? new AllowedRequest(
                exchange.request(), DecodedHead.of(head), DecodedHead.of(granted), checked)
            : new AllowedRequest(exchange.request(), head, granted, checked);
    if (granted.within(server, allowed.head()) instanceof Refused refused) {
      return Optional.of(S3Error.of(refused));
    }
    if (granted.deletion().isPresent() && !granted.deletion().get().isAsked()) {
      HostAnswer.withoutHost(exchange.response(), granted.deletion().get());
      return Optional.empty();
    }
    allowed.setAttribute(SallyportFilter.GRANTED, granted);
    HostAnswer answer = new HostAnswer(exchange, head, granted);
    try {
      chain.doFilter(allowed, answer);
    } catch (IOException | ServletException | RuntimeException e) {
      if (checked.failure().isEmpty()) {
        throw e;
      }
    }
    if (checked.failure().isPresent()) {
      exchange.answerInstead(checked.failure().get());
    } else {
      answer.finish();
    }
    return Optional.empty();
  }
}
