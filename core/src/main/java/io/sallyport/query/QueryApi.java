package io.sallyport.query;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.AwsService;
import io.sallyport.http.RequestHead;
import io.sallyport.principal.Principal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The IAM and STS endpoints, as AWS's service models describe them. Thread-safe. The page on
 * compatibility has the table of the actions that are here; a host may add its own ({@link
 * HostAction}); any other is refused, as is a parameter that an action doesn't know. An error is an
 * answer too; but once the instance is closed, every call throws {@link
 * io.sallyport.error.ClosedException}.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/programming.html">The Query
 *     API</a>
 */
public interface QueryApi {
  /** The most bytes of a body that a host need read. */
  int MAX_BODY = 1024 * 1024;

  /**
   * Whether a request is meant for IAM or STS: its signature's scope says so, or it isn't signed
   * and is a form, or has {@code Action} and {@code Version} in its query, which S3 doesn't have.
   */
  boolean accepts(RequestHead head);

  /**
   * What a host asks before it reads a body: the refusal of a request that is malformed, not of
   * now, or of a key or session that isn't known here. Of one that passes, the body is yet to prove
   * who sent it: read it within bounds, and {@link #handle} both.
   */
  Optional<QueryResponse> refusal(RequestHead head);

  /**
   * Answers a request.
   *
   * @param body the whole body; parameters may be in it or in the query
   */
  QueryResponse handle(RequestHead head, byte[] body);

  /**
   * Answers a request, and reads its body within bounds if that is worth it: for hosts that block.
   *
   * @param body is not closed, and of a request that is refused not read to its end
   * @throws IOException if the body can't be read: nothing was done
   */
  default QueryResponse handle(RequestHead head, InputStream body) throws IOException {
    requireNonNull(body, "body");
    Optional<QueryResponse> refusal = refusal(head);
    return refusal.isPresent() ? refusal.get() : handle(head, body.readNBytes(MAX_BODY + 1));
  }

  /**
   * Answers a call of somebody whom the host itself knows: nothing is signed, and the caller may do
   * what it may in any call. An error is an answer too.
   *
   * @param caller such as an account's root user, whose place a host's own tools may take
   * @param service which endpoint is asked
   * @param form the parameters, as a body has them
   * @throws IllegalArgumentException if the service is S3, which has no such calls
   */
  QueryResponse handle(Principal caller, AwsService service, String form);
}
