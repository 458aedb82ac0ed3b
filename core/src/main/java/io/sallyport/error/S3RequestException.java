package io.sallyport.error;

import io.sallyport.policy.source.Printable;

/**
 * A request that S3 would not take, whoever sent it: it names no bucket that could be, contradicts
 * itself, or asks what isn't done here. Code and status are S3's own; what the caller chose is
 * quoted so that it stays in its line.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error
 *     responses of Amazon S3</a>
 */
public final class S3RequestException extends IamException {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 128;

  private S3RequestException(String code, int httpStatus, String message) {
    super(code, httpStatus, message);
  }

  /**
   * Says what a parameter or header should have been.
   *
   * @param input its name, as S3 spells it
   * @param value what was given; no more than its beginning is repeated
   */
  public static S3RequestException invalidArgument(String input, String value, String rule) {
    return new S3RequestException(
        "InvalidArgument", 400, input + " " + quoted(value) + " is not " + rule);
  }

  /** A name that no bucket can have. */
  public static S3RequestException invalidBucketName(String name) {
    return new S3RequestException(
        "InvalidBucketName", 400, "the bucket's name " + quoted(name) + " is none that S3 takes");
  }

  /** A bucket that isn't there. */
  public static S3RequestException noSuchBucket(String name) {
    return new S3RequestException(
        "NoSuchBucket", 404, "the bucket " + quoted(name) + " does not exist");
  }

  /** An object that isn't there: for hosts, to those who may know. */
  public static S3RequestException noSuchKey() {
    return new S3RequestException("NoSuchKey", 404, "the specified key does not exist");
  }

  /** A request target that can't be read, or could be read in two ways. */
  public static S3RequestException invalidUri(String target, String rule) {
    return new S3RequestException(
        "InvalidURI", 400, "the request's target " + quoted(target) + " is not " + rule);
  }

  /** A key of more bytes than a key has. */
  public static S3RequestException keyTooLong(int longest) {
    return new S3RequestException(
        "KeyTooLongError", 400, "the key is longer than " + longest + " bytes");
  }

  /** A body that is not the XML which the operation takes. */
  public static S3RequestException malformedXml(String rule) {
    return new S3RequestException("MalformedXML", 400, "the body is not " + rule);
  }

  /** A body that is longer than what the operation takes. */
  public static S3RequestException bodyTooLong(int longest) {
    return new S3RequestException(
        "MaxMessageLengthExceeded", 400, "the body is longer than " + longest + " bytes");
  }

  /** A body that didn't come in time. */
  public static S3RequestException requestTimeout() {
    return new S3RequestException("RequestTimeout", 408, "the body did not come in time");
  }

  /** Too much is being read at once: the request may be made again. */
  public static S3RequestException slowDown() {
    return new S3RequestException("SlowDown", 503, "too much is being read: try again");
  }

  /** A body that is no form of a browser that posts an object. */
  public static S3RequestException malformedForm(String rule) {
    return new S3RequestException(
        "MalformedPOSTRequest", 400, "the body is not multipart/form-data as a browser's: " + rule);
  }

  /** A form whose fields before its file are longer than S3 takes them. */
  public static S3RequestException formTooLong(int longest) {
    return new S3RequestException(
        "MaxPostPreDataLengthExceededError",
        400,
        "the form's fields before its file are longer than " + longest + " bytes");
  }

  /** A form that doesn't say under which key to store its file. */
  public static S3RequestException keyMissing() {
    return new S3RequestException(
        "UserKeyMustBeSpecified", 400, "the form has no field \"key\", or an empty one");
  }

  /** A form's policy that is none. */
  public static S3RequestException invalidPostPolicy(String rule) {
    return new S3RequestException(
        "InvalidPolicyDocument", 400, "Invalid Policy: the form's policy is not " + rule);
  }

  /** A file that is shorter than the form's policy has it. */
  public static S3RequestException entityTooSmall(long least) {
    return new S3RequestException(
        "EntityTooSmall", 400, "the file is shorter than the least allowed, " + least + " bytes");
  }

  /** A file that is longer than the form's policy has it. */
  public static S3RequestException entityTooLarge(long most) {
    return new S3RequestException(
        "EntityTooLarge", 400, "the file is longer than the most allowed, " + most + " bytes");
  }

  /** A method that S3 doesn't have, or not for what is asked. */
  public static S3RequestException methodNotAllowed(String method) {
    return new S3RequestException(
        "MethodNotAllowed", 405, "the method " + quoted(method) + " is not allowed here");
  }

  /** A browser's question about another origin, for a bucket that has no rules for these. */
  public static S3RequestException crossOriginOff() {
    return new S3RequestException(
        "AccessForbidden", 403, "CORSResponse: CORS is not enabled for this bucket.");
  }

  /** A browser's question about another origin that no rule of the bucket allows. */
  public static S3RequestException crossOriginNotAllowed() {
    return new S3RequestException(
        "AccessForbidden",
        403,
        "CORSResponse: This CORS request is not allowed. This is usually because the evalution of"
            + " Origin, request method / Access-Control-Request-Method or"
            + " Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.");
  }

  /** A browser's question that doesn't name the origin. */
  public static S3RequestException noOrigin() {
    return new S3RequestException(
        "BadRequest", 400, "Insufficient information. Origin request header needed.");
  }

  /** A browser's question that doesn't name a method which S3 has. */
  public static S3RequestException noRequestMethod() {
    return new S3RequestException(
        "BadRequest", 400, "Invalid Access-Control-Request-Method: none that S3 has is given");
  }

  /**
   * What S3 does and this server doesn't.
   *
   * @param what for the client; no more than its beginning is told
   */
  public static S3RequestException notImplemented(String what) {
    return new S3RequestException(
        "NotImplemented", 501, "this server doesn't do what is asked: " + shown(what));
  }

  private static String quoted(String value) {
    return '"' + shown(value) + '"';
  }

  private static String shown(String value) {
    return Printable.of(value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…");
  }
}
