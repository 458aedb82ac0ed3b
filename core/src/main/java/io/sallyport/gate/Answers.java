package io.sallyport.gate;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.PermissionDecision;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.IamException;
import io.sallyport.policy.eval.Decision;
import io.sallyport.principal.Anonymous;
import io.sallyport.s3.Permission;
import io.sallyport.s3.S3Request;
import io.sallyport.wire.S3Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks for the permissions that one request needs, and keeps what was decided. Of one thread. */
final class Answers {
  private final Sender sender;
  private final Decisions asked;
  private final List<PermissionDecision> decisions = new ArrayList<>();
  private Optional<IamException> missing = Optional.empty();

  Answers(Sender sender) {
    this.sender = sender;
    this.asked = sender.decisions();
  }

  /** What was decided until now. */
  List<PermissionDecision> decisions() {
    return decisions;
  }

  /** The refusal of the request for what was found out. */
  AccessAnswer.Refused refused(IamException error, S3Request request) {
    return new AccessAnswer.Refused(error, decisions, Optional.of(sender), Optional.of(request));
  }

  /** That a bucket isn't there, if that may be told by what was asked until now. */
  Optional<IamException> missing() {
    return missing;
  }

  /**
   * Why a request must not be served. Nobody who didn't sign begins an upload in parts, whatever
   * the policies say.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html">Multipart
   *     upload and permissions</a>
   */
  Optional<IamException> denial(S3Request.Mapped request) {
    Optional<IamException> denial = denial(needed(request));
    return denial.isEmpty()
            && sender.caller() instanceof Anonymous
            && request.operation().equals("CreateMultipartUpload")
        ? Optional.of(
            new AccessDeniedException("an anonymous user can't begin an upload in parts: sign it"))
        : denial;
  }

  private static List<Permission> needed(S3Request.Mapped request) {
    if (request.ifSourceHasTags().isEmpty()) {
      return request.permissions();
    }
    return Stream.concat(request.permissions().stream(), request.ifSourceHasTags().stream())
        .toList();
  }

  /**
   * Why the request must not be served, if these permissions are what it needs. That a bucket isn't
   * there is told to whom all of them are allowed, as if it were the caller's.
   */
  Optional<IamException> denial(List<Permission> permissions) {
    Optional<IamException> lacking = Optional.empty();
    AskedBuckets buckets = sender.buckets();
    for (Permission each : permissions) {
      Optional<IamException> noBucket = buckets.missing(S3Arn.bucket(each.resource()));
      if (noBucket.isPresent() && buckets.tellsMissing()) {
        missing = noBucket;
        return noBucket;
      }
      Target target = buckets.target(each.action(), each.resource(), each.conditions());
      Decision decision = asked.decide(each.action(), each.resource(), target, each.conditions());
      decisions.add(new PermissionDecision(each.action(), each.resource(), decision));
      if (!decision.isAllowed()) {
        buckets.requireAnswers();
        return Optional.of(Denials.denied(sender.caller(), each.action(), each.resource()));
      }
      lacking = lacking.isPresent() ? lacking : noBucket;
    }
    missing = lacking.isPresent() ? lacking : missing;
    return lacking;
  }
}
