package io.sallyport.servlet;

import io.sallyport.access.AccessAnswer;
import io.sallyport.error.IamException;
import io.sallyport.sigv4.BodyRejectedException;
import io.sallyport.wire.XmlWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** An error in the XML of S3. */
record S3Error(int status, String code, String message) {
  static final S3Error DENIED = new S3Error(403, "AccessDenied", "Access denied");
  static final S3Error INVALID_URI =
      new S3Error(400, "InvalidURI", "The request's target or a header can't be read.");
  static final S3Error NOT_IMPLEMENTED =
      new S3Error(501, "NotImplemented", "This server can't do what is asked.");
  static final S3Error TOO_LARGE =
      new S3Error(413, "EntityTooLarge", "The body is longer than such a request may have.");

  static S3Error of(AccessAnswer.Refused refused) {
    IamException error = refused.error();
    return new S3Error(error.httpStatus(), refused.code(), error.getMessage());
  }

  static S3Error of(IamException error) {
    return new S3Error(error.httpStatus(), error.code(), error.getMessage());
  }

  static S3Error of(BodyRejectedException error) {
    return of(error.refusal());
  }

  void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String requestId = UUID.randomUUID().toString();
    byte[] body = xml(request.getRequestURI(), requestId).getBytes(StandardCharsets.UTF_8);
    response.reset();
    response.setStatus(status);
    response.setHeader("x-amz-request-id", requestId);
    response.setContentType("application/xml");
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
    response.flushBuffer();
  }

  private String xml(String resource, String requestId) {
    return new XmlWriter()
        .declaration()
        .open("Error")
        .element("Code", code)
        .element("Message", message)
        .element("Resource", resource)
        .element("RequestId", requestId)
        .close("Error")
        .toString();
  }
}
