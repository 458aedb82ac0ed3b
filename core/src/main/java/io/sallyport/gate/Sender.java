package io.sallyport.gate;

import static java.util.Objects.requireNonNull;

import io.sallyport.access.Requester;
import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEvent;
import io.sallyport.error.AwsService;
import io.sallyport.error.IamException;
import io.sallyport.http.RequestHead;
import io.sallyport.journal.Actors;
import io.sallyport.journal.Journal;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.principal.Principal;
import io.sallyport.s3.S3RequestParser;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What a check proved of a request's caller, and the facts of the request.
 *
 * @param now when it was checked
 * @param actor the caller, as events name it
 * @param otherwise what is taken for a fact where the request doesn't say
 */
record Sender(
    Principal caller,
    Instant now,
    Supplier<Actor> actor,
    RequestContext facts,
    RequestContext otherwise,
    Authorizer authorizer,
    AskedBuckets buckets)
    implements Requester {

  static Sender of(
      Authentication proof,
      RequestHead head,
      Instant now,
      RequestContext otherwise,
      Authorizer authorizer,
      AskedBuckets buckets) {
    RequestContext facts = RequestFacts.of(head, proof);
    if (proof instanceof Authentication.Proven proven) {
      facts = facts.over(S3RequestParser.factsOf(proven.request().request(), now));
    }
    Principal caller = proof.caller();
    Supplier<Actor> actor = () -> Actors.sending(caller, proof.accessKeyId(), head);
    return new Sender(caller, now, actor, facts, otherwise, authorizer, buckets);
  }

  /** The decisions that the request needs, for the thread that checks it. */
  Decisions decisions() {
    return authorizer.decisions(caller, now, facts.over(otherwise), actor);
  }

  /** The facts of the request are the upper ones: nothing else that is asserted replaces them. */
  @Override
  public Decision decide(String action, String resource, RequestContext more) {
    requireNonNull(more, "more");
    PermissionName.require(action, resource);
    Target target = buckets.further(action, resource, more);
    return authorizer.decide(caller, action, resource, target, facts.over(more).over(otherwise));
  }

  @Override
  public Explanation explain(String action, String resource, RequestContext more) {
    requireNonNull(more, "more");
    PermissionName.require(action, resource);
    Target target = buckets.further(action, resource, more);
    return authorizer.explain(caller, action, resource, target, facts.over(more).over(otherwise));
  }

  /** Notes that a request was refused before anything of it was decided. */
  void noteRefusal(String operation, IamException error) {
    Journal journal = authorizer.journal();
    if (journal.isKept()) {
      String code = error.wire(AwsService.S3).code();
      journal.note(new AuditEvent.Refused(now, actor.get(), operation, code, error.getMessage()));
    }
  }

  @Override
  public String toString() {
    return caller.name();
  }
}
