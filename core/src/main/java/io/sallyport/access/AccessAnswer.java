package io.sallyport.access;

import io.sallyport.error.AwsService;
import io.sallyport.error.IamException;
import io.sallyport.principal.Principal;
import io.sallyport.s3.S3Request;
import io.sallyport.sigv4.BodyVerifier;
import java.util.List;

/** The answer to an S3 request. */
public sealed interface AccessAnswer {

  /**
   * The request may be served.
   *
   * @param request what to do: the host acts on this bucket and key, and parses nothing again
   * @param decisions why, a decision for each permission that the request needs
   * @param body through what to read the body
   */
  record Granted(
      Principal caller,
      S3Request.Mapped request,
      List<PermissionDecision> decisions,
      BodyVerifier body)
      implements AccessAnswer {

    public Granted {
      decisions = List.copyOf(decisions);
    }
  }

  /**
   * The request must not be served.
   *
   * @param error what the caller is told
   * @param decisions what was decided until then; the last one is the denial, if it was one
   */
  record Refused(IamException error, List<PermissionDecision> decisions) implements AccessAnswer {

    public Refused {
      decisions = List.copyOf(decisions);
    }

    /** The error's code as S3 calls it. */
    public String code() {
      return error.wire(AwsService.S3).code();
    }
  }

  /** What is asked for stands in the body: read it, at most this much, and check again with it. */
  record NeedsBody(int maxLength) implements AccessAnswer {}
}
