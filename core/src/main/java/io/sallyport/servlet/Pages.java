package io.sallyport.servlet;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.IamException;
import io.sallyport.http.RequestHead;
import io.sallyport.s3.CrossOrigin;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What browsers are told that ask for pages of other origins.
 *
 * @param rules empty if the host has none
 */
record Pages(Optional<CrossOrigin> rules) {
  private static final String OF_ORIGIN = "access-control-";

  static final Pages NONE = new Pages(Optional.empty());

  static Pages of(CrossOrigin rules) {
    return new Pages(Optional.of(requireNonNull(rules, "rules")));
  }

  /** Answers a question of a browser's; of other requests it says who may read the answer. */
  boolean answered(RequestHead head, Exchange exchange) {
    if (rules.isEmpty()) {
      return false;
    }
    if (!CrossOrigin.isPreflight(head)) {
      rules.get().headers(head).forEach(exchange.response()::setHeader);
      return false;
    }
    try {
      exchange.answer(rules.get().preflight(head));
    } catch (IamException e) {
      exchange.answer(S3Error.of(e));
    }
    return true;
  }

  /** Takes back what was to be answered, but who may read whatever is answered instead. */
  static void reset(HttpServletResponse response) {
    Map<String, String> ofOrigin = new LinkedHashMap<>();
    for (String name : response.getHeaderNames()) {
      String folded = name.toLowerCase(Locale.ROOT);
      if (folded.startsWith(OF_ORIGIN) || folded.equals("vary")) {
        ofOrigin.put(name, String.join(", ", response.getHeaders(name)));
      }
    }
    response.reset();
    ofOrigin.forEach(response::setHeader);
  }
}
