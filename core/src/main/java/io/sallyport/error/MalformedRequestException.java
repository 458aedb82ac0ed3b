package io.sallyport.error;

/**
 * A request is malformed, whoever sent it: the same request would be refused under any access key,
 * known or not. So its sender is told what is wrong; what was wrong with a <em>credential</em> is
 * an {@link InvalidCredentialsException}, which tells nothing. Code and status are S3's.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3's error
 *     responses</a>
 */
public final class MalformedRequestException extends IamException {
  private static final long serialVersionUID = 1L;

  /** Where a message says of what it is. */
  private static final String NAME = "%s";

  /** What is wrong with the request. */
  public enum Fault {
    /** Signature Version 2, Version 4A, or another algorithm. */
    SIGNATURE_VERSION(
        "InvalidRequest",
        400,
        "The authorization mechanism you have provided is not supported. Please use"
            + " AWS4-HMAC-SHA256."),
    /** The {@code Authorization} header is of no scheme of AWS's, such as a bearer token. */
    AUTHORIZATION_TYPE("InvalidArgument", 400, "Unsupported Authorization Type"),
    /** Signed in the header and in the query at once, or twice in one of them or in a form. */
    SIGNED_TWICE(
        "InvalidArgument",
        400,
        "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query"
            + " string parameter or the Authorization header should be specified"),
    /** The {@code Authorization} header lacks a part or has one that is not of its form. */
    AUTHORIZATION_HEADER(
        "AuthorizationHeaderMalformed",
        400,
        "The authorization header is malformed; it has a Credential"
            + " (KEY/YYYYMMDD/REGION/SERVICE/aws4_request, of the day of the request's date),"
            + " SignedHeaders and a Signature, each once"),
    /** The query lacks a parameter of the signature or has one that is not of its form. */
    AUTHORIZATION_QUERY(
        "AuthorizationQueryParametersError",
        400,
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential,"
            + " X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters,"
            + " each once, spelt so and of its form"),
    /** A form has a part of a signature but not all of it, or one that is not of its form. */
    AUTHORIZATION_FORM(
        "InvalidArgument",
        400,
        "A signed form has the fields policy, x-amz-algorithm, x-amz-credential, x-amz-date and"
            + " x-amz-signature, each of its form"),
    /** The same of a form that is signed by Version 2, under a leniency. */
    AUTHORIZATION_FORM_OF_VERSION_2(
        "InvalidArgument",
        400,
        "A form that is signed by Version 2 has the fields AWSAccessKeyId, policy and signature,"
            + " each of its form"),
    /** A form doesn't say how long it is. */
    FORM_LENGTH("MissingContentLength", 411, "You must provide the Content-Length HTTP header."),
    /** A presigned URL doesn't say how long it lives, or says too long. */
    EXPIRES(
        "AuthorizationQueryParametersError",
        400,
        "X-Amz-Expires must be a number of seconds from 0 to 604800"),
    /** The same in Ceph's words, under a leniency. */
    EXPIRES_IN_CEPH(
        "AccessDenied", 403, "X-Amz-Expires must be a number of seconds from 0 to 604800"),
    /** The signature's scope names another service than the one that was asked. */
    SERVICE(
        "AuthorizationHeaderMalformed",
        400,
        "The credential is scoped to another service than the one that was asked"),
    /** A session token came along, but no signature. */
    TOKEN_WITHOUT_SIGNATURE(
        "InvalidRequest", 400, "A session token was given, but the request is not signed"),
    /** The time that a request was signed at is missing or not of its form. */
    DATE("AccessDenied", 403, "AWS authentication requires a valid Date or x-amz-date header"),
    /** The headers are longer together than S3 takes them. */
    HEADERS_TOO_LONG(
        "RequestHeaderSectionTooLarge",
        400,
        "Your request header and query parameters used to make the request exceed the maximum"
            + " allowed size."),
    /** There is no {@code Host} header, or more than one. */
    HOST("InvalidRequest", 400, "The request must have one Host header"),
    /** A header that must be covered by the signature is not. */
    HEADERS_NOT_SIGNED(
        "AccessDenied", 403, "There were headers present in the request which were not signed"),
    /** A header was signed that did not come along. */
    SIGNED_HEADER_MISSING(
        "InvalidRequest", 400, "The signature covers a header that the request doesn't have"),
    /** A header came twice that may come once. */
    HEADER_REPEATED(
        "InvalidRequest", 400, "A header was given more than once that may be given once only"),
    /** S3 must be told how the body is bound to the signature. */
    CONTENT_SHA256_MISSING(
        "InvalidRequest", 400, "Missing required header for this request: x-amz-content-sha256"),
    /** What is said of the body's hash is none of the forms that the service takes here. */
    CONTENT_SHA256(
        "InvalidArgument",
        400,
        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER,"
            + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a"
            + " valid sha256 value, as the service and the signature allow"),
    /** What is said of the body's length could be read in more than one way, or in none. */
    CONTENT_LENGTH(
        "InvalidArgument", 400, "Content-Length must be a number of bytes without leading zeros"),
    /** A body in chunks doesn't say how long it is once decoded. */
    DECODED_LENGTH(
        "MissingContentLength",
        411,
        "A body in chunks must state its length in x-amz-decoded-content-length"),
    /** A trailer is announced that isn't known, or isn't where the body's form has one. */
    TRAILER(
        "InvalidRequest",
        400,
        "The value specified in the x-amz-trailer header is not supported for this form of body"),
    /** Two headers, or a header and the trailer, each state a checksum of the body. */
    CHECKSUMS(
        "InvalidRequest",
        400,
        "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."),
    /** A header states a checksum of a kind that isn't known. */
    CHECKSUM_UNKNOWN("InvalidRequest", 400, "This checksum is not supported"),
    /** A checksum is not of its form, or of another algorithm than was said. */
    CHECKSUM_VALUE("InvalidRequest", 400, "Value for %s header is invalid."),
    /** An algorithm is said of a checksum that isn't there. */
    CHECKSUM_MISSING(
        "InvalidRequest",
        400,
        "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or"
            + " x-amz-trailer headers were found."),
    /** {@code Content-MD5} is not 16 bytes in Base64. */
    MD5_VALUE("InvalidDigest", 400, "The Content-MD5 you specified was invalid."),
    /** The body has another MD5 than was stated. */
    BODY_MD5("BadDigest", 400, "The Content-MD5 you specified did not match what we received."),
    /** The body has another SHA-256 than was stated. */
    BODY_HASH(
        "XAmzContentSHA256Mismatch",
        400,
        "The provided 'x-amz-content-sha256' header does not match what was computed."),
    /** A chunk or the trailer has another signature. */
    BODY_SIGNATURE(
        "SignatureDoesNotMatch", 403, "The signature of a chunk or of the trailer does not match"),
    /** The body has another checksum than its head or its trailer says. */
    BODY_CHECKSUM("BadDigest", 400, "The %s you specified did not match the calculated checksum."),
    /** The chunks are not of their form, or longer than was said. */
    BODY_CHUNKS(
        "InvalidRequest",
        400,
        "The body's chunks are not well-formed, or are longer than was said"),
    /** The lines of the trailer are not of their form, or others than were announced. */
    BODY_TRAILER(
        "MalformedTrailerError",
        400,
        "The request contained trailing data that was not well-formed or did not conform to our"
            + " published schema."),
    /**
     * Of a form, something else comes behind its file than its end, or other fields than before.
     */
    FORM_FILE(
        "MalformedPOSTRequest",
        400,
        "The body of your POST request is not well-formed multipart/form-data: its file must be the"
            + " last field."),
    /** The body ends too early. */
    BODY_INCOMPLETE("IncompleteBody", 400, "The request body terminated unexpectedly"),
    /** The body is longer than one may be that is read whole. */
    BODY_TOO_LONG("MaxMessageLengthExceeded", 400, "Your request was too big.");

    private final String code;
    private final int httpStatus;
    private final String message;

    Fault(String code, int httpStatus, String message) {
      this.code = code;
      this.httpStatus = httpStatus;
      this.message = message;
    }
  }

  private final Fault fault;

  public MalformedRequestException(Fault fault) {
    super(fault.code, fault.httpStatus, fault.message.replace(NAME, "checksum"));
    this.fault = fault;
  }

  /**
   * Names the header that is at fault, or the algorithm.
   *
   * @param name the name of a header: a token of HTTP, so it can be repeated as it is
   */
  public MalformedRequestException(Fault fault, String name) {
    super(
        fault.code,
        fault.httpStatus,
        fault.message.contains(NAME)
            ? fault.message.replace(NAME, name)
            : fault.message + ": " + name);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }

  /** The name of the fault. */
  @Override
  public String why() {
    return fault.name();
  }
}
