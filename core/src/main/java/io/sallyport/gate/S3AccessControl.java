package io.sallyport.gate;

import static java.util.Objects.requireNonNull;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.AccessControl;
import io.sallyport.access.Deletion;
import io.sallyport.error.IamException;
import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.post.PostForm;
import io.sallyport.principal.Principal;
import io.sallyport.s3.CrossOrigin;
import io.sallyport.s3.DeletedObject;
import io.sallyport.s3.ObjectBatch;
import io.sallyport.s3.S3Request;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.sigv4.BodyVerifier;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The path of one request: who signed it, what it asks for, whether each permission is allowed. */
public final class S3AccessControl implements AccessControl {
  private static final String SERVICE = "s3";

  private final Authenticator authenticator;
  private final Authorizer authorizer;
  private final S3RequestParser parser;
  private final Buckets buckets;
  private final Set<Leniency> leniencies;
  private final Clock clock;

  public S3AccessControl(
      Authenticator authenticator,
      Authorizer authorizer,
      S3RequestParser parser,
      Buckets buckets,
      Set<Leniency> leniencies,
      Clock clock) {
    this.authenticator = authenticator;
    this.authorizer = authorizer;
    this.parser = parser;
    this.buckets = buckets;
    this.leniencies = Set.copyOf(leniencies);
    this.clock = clock;
  }

  @Override
  public AccessAnswer check(RequestHead head) {
    return refusingFailures(
        head,
        () -> {
          if (isForm(head)) {
            PostForm.length(head);
            return new AccessAnswer.NeedsBeginning(PostForm.BEGINNING);
          }
          Authentication proof = authenticator.authenticate(head, SERVICE);
          S3Request request = read(proof, head);
          if (request instanceof S3Request.NeedsBody needsBody) {
            return needsBody(proof, head, needsBody);
          }
          return answer(proof, head, request);
        });
  }

  @Override
  public AccessAnswer check(RequestHead head, byte[] body) {
    requireNonNull(body, "body");
    return refusingFailures(
        head,
        () -> {
          if (isForm(head)) {
            return form(head, PostForm.read(head, body));
          }
          Authentication proof = authenticator.authenticate(head, SERVICE);
          S3Request request = read(proof, head);
          if (!(request instanceof S3Request.NeedsBody needsBody)) {
            return answer(proof, head, request);
          }
          return proof instanceof Authentication.Proven
              ? answer(proof, head, needsBody.withBody(SentBody.decoded(proof.body(), body)))
              : needsBody(proof, head, needsBody);
        });
  }

  private boolean isForm(RequestHead head) {
    return parser.isPost(head) && PostForm.isAnnounced(head);
  }

  /** A form is asked for as the request that it stands for, if its signer's policy lets it. */
  private AccessAnswer form(RequestHead head, PostForm form) {
    RequestHead put = parser.posted(head, form.fields(), form.length());
    S3Request request = parser.parse(put);
    Authentication proof = authenticator.authenticateForm(put, form.fields(), SERVICE);
    Glass.warn(proof, put, request.operation());
    if (request instanceof S3Request.Mapped asked) {
      FormGrant.requirePolicy(form, asked, sender(proof, put, asked));
    }
    AccessAnswer answer = answer(proof, put, request);
    return answer instanceof AccessAnswer.Granted granted
        ? FormGrant.of(granted, put, form, proof.body())
        : answer;
  }

  /**
   * The body of a caller who may do nothing of the kind, wherever, is not worth reading; nor is
   * that of somebody who didn't sign, of whom anybody may send as many.
   */
  private AccessAnswer needsBody(
      Authentication proof, RequestHead head, S3Request.NeedsBody request) {
    Sender sender = sender(proof, head, request);
    Answers answers = new Answers(sender);
    Optional<IamException> missing = sender.buckets().missing(request.bucket());
    if (missing.isPresent() && buckets.tellsMissing()) {
      return answers.refused(missing.get(), request);
    }
    if (proof instanceof Authentication.Proven
        && (authorizer.mayAllow(proof.caller(), request.actions())
            || sender.buckets().mayGrant(request.bucket()))) {
      return new AccessAnswer.NeedsBody(MAX_BODY);
    }
    IamException denial = Denials.denied(proof.caller(), request.operation(), "anything");
    return answers.refused(denial, request);
  }

  private S3Request read(Authentication proof, RequestHead head) {
    return Glass.warning(proof, head, () -> proof.read(head, parser));
  }

  @Override
  public Decision decide(Principal caller, String action, String resource, RequestContext facts) {
    authorizer.latch().requireOpen();
    requireNonNull(caller, "caller");
    requireNonNull(facts, "facts");
    PermissionName.require(action, resource);
    Target target = buckets.asked(caller, Made.NOTHING).further(action, resource, facts);
    return authorizer.decide(caller, action, resource, target, facts.over(otherwise(caller)));
  }

  private RequestContext otherwise(Principal caller) {
    return SessionTagKeys.of(caller, leniencies);
  }

  private AccessAnswer answer(Authentication proof, RequestHead head, S3Request request) {
    Sender sender = sender(proof, head, request);
    if (request instanceof S3Request.NotServed asked) {
      return notServed(sender, asked);
    }
    if (!(request instanceof S3Request.Mapped mapped)) {
      throw new IllegalStateException("a body was not read");
    }
    if (mapped.batch().isPresent()) {
      return batch(sender, mapped, mapped.batch().get());
    }
    Answers answers = new Answers(sender);
    Optional<IamException> denial =
        answers.denial(mapped).or(() -> ExpectedOwner.denial(mapped, sender.buckets()));
    return denial.isPresent()
        ? answers.refused(denial.get(), mapped)
        : new AccessAnswer.Granted(
            sender,
            mapped,
            answers.decisions(),
            body(proof, mapped),
            Optional.empty(),
            Optional.empty());
  }

  private Sender sender(Authentication proof, RequestHead head, S3Request request) {
    Principal caller = proof.caller();
    AskedBuckets asked = buckets.asked(caller, Made.by(request, leniencies));
    return Sender.of(proof, head, clock.instant(), otherwise(caller), authorizer, asked);
  }

  private static AccessAnswer notServed(Sender sender, S3Request.NotServed asked) {
    Answers answers = new Answers(sender);
    IamException error =
        answers
            .denial(asked.permissions())
            .orElseGet(() -> S3RequestException.notImplemented(asked.operation()));
    return answers.refused(error, asked);
  }

  /** Each object by itself: what may not be deleted is left out of what is granted. */
  private static AccessAnswer batch(Sender sender, S3Request.Mapped mapped, ObjectBatch batch) {
    Answers answers = new Answers(sender);
    List<DeletedObject> allowed = new ArrayList<>();
    List<Deletion.RefusedObject> refused = new ArrayList<>();
    for (DeletedObject each : batch.objects()) {
      Optional<IamException> error =
          answers
              .denial(each.permissions())
              .or(() -> each.unserved().map(S3RequestException::notImplemented));
      if (error.isPresent()) {
        refused.add(new Deletion.RefusedObject(each.object(), error.get()));
      } else {
        allowed.add(each);
      }
    }
    Optional<IamException> whole =
        answers.missing().or(() -> ExpectedOwner.denial(mapped, sender.buckets()));
    if (whole.isPresent()) {
      return answers.refused(whole.get(), mapped);
    }
    S3Request.Mapped granted = mapped.onlyFor(allowed);
    return new AccessAnswer.Granted(
        sender,
        granted,
        answers.decisions(),
        new WrittenBody(granted.batch().orElseThrow().body()),
        Optional.of(new Deletion(refused, !allowed.isEmpty())),
        Optional.empty());
  }

  /** What says what to do is checked before a host reads of it; only objects are too long. */
  private static SentBody body(Authentication proof, S3Request.Mapped request) {
    BodyVerifier body = proof.body();
    return new SentBody(request.hasObject() ? body : body.wholeFirst(MAX_BODY));
  }

  private AccessAnswer refusingFailures(RequestHead head, Supplier<AccessAnswer> check) {
    requireNonNull(head, "head");
    authorizer.latch().requireOpen();
    if (CrossOrigin.isPreflight(head)) {
      return AccessAnswer.Refused.of(CrossOrigin.refusal(head));
    }
    return Refusals.refusing(
        "an S3 request could not be checked",
        check,
        error -> AccessAnswer.Refused.of(CephsCodes.of(error, leniencies)));
  }
}
