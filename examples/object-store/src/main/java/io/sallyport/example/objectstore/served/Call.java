package io.sallyport.example.objectstore.served;

import io.sallyport.access.AccessAnswer;
import io.sallyport.identity.AccountId;
import io.sallyport.policy.eval.Caller;
import io.sallyport.principal.Principal;
import io.sallyport.s3.ObjectVersion;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request that was granted, and how it is answered.
 *
 * @param request as it was allowed
 * @param granted who asks, and what is asked
 * @param rest what answers it if nothing here does
 */
record Call(
    HttpServletRequest request,
    HttpServletResponse response,
    AccessAnswer.Granted granted,
    FilterChain rest) {
  private static final int LONGEST_BODY = 2 << 20;

  /** Answers calls. */
  @FunctionalInterface
  interface Handler {
    void answer(Call call) throws IOException, ServletException;
  }

  String operation() {
    return granted.request().operation();
  }

  String bucket() {
    return granted.request().bucket().orElseThrow();
  }

  /** The buckets that it is about, that of a copy's source too. */
  List<String> buckets() {
    return Stream.concat(
            granted.request().bucket().stream(),
            granted.request().source().map(ObjectVersion::bucket).stream())
        .toList();
  }

  String key() {
    return granted.request().key().orElseThrow();
  }

  /** The caller's account; empty for who is in none. */
  Optional<AccountId> account() {
    Principal caller = granted.caller();
    boolean isInNone =
        caller.caller() instanceof Caller.Anonymous || caller.caller() instanceof Caller.Federated;
    return isInNone ? Optional.empty() : Optional.of(caller.account());
  }

  boolean isRoot() {
    return granted.caller() instanceof Principal.Root;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(request.getParameter(name));
  }

  /** The whole body. */
  byte[] body() throws IOException {
    byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
    if (body.length > LONGEST_BODY) {
      throw Refusal.malformedXml("The body is longer than " + LONGEST_BODY + " bytes.");
    }
    return body;
  }

  /** Has what comes behind answer a request with other headers. */
  void pass(ChangedHeaders changed) throws IOException, ServletException {
    pass(changed, response);
  }

  /** The same, and has the answer held. */
  void pass(ChangedHeaders changed, HttpServletResponse held) throws IOException, ServletException {
    rest.doFilter(changed, held);
  }

  /** Answers with a status and no body. */
  void done(int status) {
    response.setStatus(status);
    response.setContentLength(0);
  }

  void xml(XmlText text) throws IOException {
    send("application/xml", text.whole());
  }

  void json(String text) throws IOException {
    send("application/json", text);
  }

  private void send(String type, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    response.setStatus(200);
    response.setContentType(type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
