package io.sallyport.servlet;

import io.sallyport.access.AccessAnswer;
import io.sallyport.error.AwsService;
import io.sallyport.error.ClosedException;
import io.sallyport.error.IamException;
import io.sallyport.error.WireCode;
import io.sallyport.sigv4.BodyRejectedException;
import io.sallyport.wire.S3Xml;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * An error in the XML of S3.
 *
 * @param details what it tells besides: names of elements and their texts
 */
record S3Error(int status, String code, String message, Map<String, String> details) {
  static final S3Error DENIED = new S3Error(403, "AccessDenied", "Access denied");
  static final S3Error INVALID_URI =
      new S3Error(400, "InvalidURI", "The request's target or a header can't be read.");
  static final S3Error NOT_IMPLEMENTED =
      new S3Error(501, "NotImplemented", "This server can't do what is asked.");
  static final S3Error MISPLACED =
      new S3Error(500, "InternalError", "The server is not set up to serve this.");
  private static final S3Error INTERNAL =
      new S3Error(500, "InternalError", "The server failed, and can't say more.");
  private static final S3Error EXHAUSTED =
      new S3Error(503, "ServiceUnavailable", "The server can't do this now: try again.");

  S3Error(int status, String code, String message) {
    this(status, code, message, Map.of());
  }

  static S3Error of(AccessAnswer answer) {
    return answer instanceof AccessAnswer.Refused refused ? of(refused.error()) : DENIED;
  }

  static S3Error of(IamException error) {
    WireCode wire = error.wire(AwsService.S3);
    return new S3Error(
        wire.httpStatus(), wire.code(), error.message(AwsService.S3), error.details());
  }

  static S3Error of(BodyRejectedException error) {
    return of(error.refusal());
  }

  /** Of an answer that a server gives no code of S3. */
  static S3Error of(int status) {
    return switch (status) {
      case HttpServletResponse.SC_FORBIDDEN -> DENIED;
      case HttpServletResponse.SC_NOT_FOUND ->
          new S3Error(status, "NoSuchKey", "The specified key does not exist.");
      case HttpServletResponse.SC_METHOD_NOT_ALLOWED ->
          new S3Error(status, "MethodNotAllowed", "The method is not allowed here.");
      case HttpServletResponse.SC_NOT_IMPLEMENTED -> NOT_IMPLEMENTED;
      case HttpServletResponse.SC_SERVICE_UNAVAILABLE -> EXHAUSTED;
      default ->
          status >= HttpServletResponse.SC_BAD_REQUEST
                  && status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR
              ? new S3Error(status, "InvalidRequest", "The request can't be served.")
              : new S3Error(status, INTERNAL.code(), INTERNAL.message());
    };
  }

  /** Of a failure whose own words are not for the client. */
  static S3Error of(Throwable failure) {
    boolean isForNow = failure instanceof VirtualMachineError || failure instanceof ClosedException;
    return isForNow ? EXHAUSTED : INTERNAL;
  }

  void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String requestId = UUID.randomUUID().toString();
    byte[] body =
        S3Xml.error(code, message, details, request.getRequestURI(), requestId)
            .getBytes(StandardCharsets.UTF_8);
    Pages.reset(response); // Pages may read a refusal, too.
    response.setStatus(status);
    response.setHeader("x-amz-request-id", requestId);
    response.setContentType("application/xml");
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
    response.flushBuffer();
  }
}
