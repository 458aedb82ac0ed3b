package io.sallyport.gate;

import io.sallyport.audit.Actor;
import io.sallyport.credential.SecretKey;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.http.RequestHead;
import io.sallyport.journal.Actors;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.BreakGlass;
import io.sallyport.principal.Principal;
import io.sallyport.s3.S3Request;
import io.sallyport.sigv4.SignedRequest;
import java.util.Optional;
import java.util.function.Supplier;

/** Who may do everything when nothing else helps, and by which secret. */
public record Glass(BreakGlass holder, SecretKey secret) {
  private static final System.Logger LOG = System.getLogger(Glass.class.getName());

  /** What stands for an action that can't be told. */
  public static final String UNKNOWN = "?";

  /** Says in the log that a call was one of these, before anything else is done of it. */
  public static void warn(Principal caller, RequestContext facts, String action) {
    if (caller instanceof BreakGlass) {
      warn(Actors.of(caller, facts), action);
    }
  }

  /** As the other, of a request to S3, whose target tells what it is about. */
  static void warn(Authentication proof, RequestHead head, String operation) {
    if (proof.caller() instanceof BreakGlass glass) {
      Actor actor = Actors.sending(glass, proof.accessKeyId(), head);
      warn(actor, "s3:" + operation + " by " + head);
    }
  }

  /** Reads what a request asks of S3, and says in the log that it was one of these. */
  static S3Request warning(Authentication proof, RequestHead head, Supplier<S3Request> reading) {
    String operation = UNKNOWN;
    try {
      S3Request request = reading.get();
      operation = request.operation();
      return request;
    } finally {
      warn(proof, head, operation);
    }
  }

  /**
   * Who proved to hold the secret; nobody by a form of Version 2, which is good for years, and
   * which no policy could end.
   */
  Principal proven(SignedRequest signed) {
    if (signed.signedAt().isEmpty()) {
      Actor actor = Actors.sending(holder, Optional.of(signed.accessKeyId()), signed.head());
      warn(actor, "s3:" + UNKNOWN + " by " + signed.head());
      throw new InvalidCredentialsException(Reason.SIGNATURE_MISMATCH);
    }
    return holder;
  }

  private static void warn(Actor actor, String asked) {
    LOG.log(System.Logger.Level.WARNING, "The glass was broken: {0} asked for {1}.", actor, asked);
  }
}
