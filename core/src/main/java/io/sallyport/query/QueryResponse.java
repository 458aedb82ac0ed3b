package io.sallyport.query;

/**
 * The answer to an IAM or STS request.
 *
 * @param status the HTTP status
 * @param requestId for the header {@code x-amzn-RequestId}
 * @param body XML, to be sent in UTF-8 as {@code text/xml}
 */
public record QueryResponse(int status, String requestId, String body) {}
