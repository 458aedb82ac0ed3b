package io.sallyport.example.objectstore.served;

/** Why something is not done, in S3's words. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  Refusal(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static Refusal invalidArgument(String message) {
    return new Refusal(400, "InvalidArgument", message);
  }

  static Refusal invalidRequest(String message) {
    return new Refusal(400, "InvalidRequest", message);
  }

  static Refusal malformedXml(String message) {
    return new Refusal(400, "MalformedXML", message);
  }

  static Refusal notImplemented(String message) {
    return new Refusal(501, "NotImplemented", message);
  }

  static Refusal accessDenied(String message) {
    return new Refusal(403, "AccessDenied", message);
  }

  /**
   * What was decided on isn't any more.
   *
   * @param what happened
   */
  static Refusal meanwhile(String what) {
    return new Refusal(409, "OperationAborted", what + " while this was asked. Ask again.");
  }

  static Refusal noSuchBucket() {
    return new Refusal(404, "NoSuchBucket", "The specified bucket does not exist.");
  }

  static Refusal noSuchKey() {
    return new Refusal(404, "NoSuchKey", "The specified key does not exist.");
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
