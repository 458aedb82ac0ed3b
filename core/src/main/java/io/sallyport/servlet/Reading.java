package io.sallyport.servlet;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import io.sallyport.http.RequestHead;
import io.sallyport.http.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How requests are read.
 *
 * @param reader gives the head that came
 * @param asSent of that, the head as its client sent it
 */
record Reading(
    Function<HttpServletRequest, RequestHead> reader, UnaryOperator<RequestHead> asSent) {
  private static final System.Logger LOG = System.getLogger(SallyportFilter.class.getName());

  /** From any container, to which clients come without proxies. */
  static final Reading PLAIN = new Reading(RequestHeads::of, head -> head);

  Reading by(Function<HttpServletRequest, RequestHead> other) {
    return new Reading(requireNonNull(other, "reader"), asSent);
  }

  Reading behind(TrustedProxies proxies) {
    return new Reading(reader, requireNonNull(proxies, "proxies")::asSent);
  }

  /** The head of a request; empty if it is no HTTP request. */
  Optional<RequestHead> head(HttpServletRequest request) {
    try {
      return Optional.of(asSent.apply(reader.apply(request)));
    } catch (InvalidInputException e) {
      LOG.log(System.Logger.Level.DEBUG, "A request was no HTTP request.", e);
      return Optional.empty();
    }
  }
}
