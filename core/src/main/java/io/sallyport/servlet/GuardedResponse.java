package io.sallyport.servlet;

import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * The response to a request that came through: an error of the server's is S3's XML, never HTML.
 */
final class GuardedResponse extends HttpServletResponseWrapper {
  private final Exchange exchange;

  GuardedResponse(Exchange exchange) {
    super(exchange.response());
    this.exchange = exchange;
  }

  @Override
  public void sendError(int status) {
    exchange.answer(S3Error.of(status));
  }

  /** What the server says of it may be an exception's words. */
  @Override
  public void sendError(int status, String message) {
    sendError(status);
  }
}
