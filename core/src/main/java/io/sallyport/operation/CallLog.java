package io.sallyport.operation;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEvent;
import io.sallyport.error.AwsService;
import io.sallyport.error.IamException;
import io.sallyport.gate.StsLimits;
import io.sallyport.journal.Actors;
import io.sallyport.journal.Journal;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import java.util.function.Function;
import java.util.function.Supplier;

/** Counts the calls of STS, and notes what is refused to whom. Thread-safe. */
public record CallLog(StsLimits limits, Journal journal) {

  /**
   * Does a call, if there is not one too many.
   *
   * @param form reads its parameters, once it was counted
   */
  <T> T logged(
      Endpoint endpoint,
      Principal caller,
      RequestContext facts,
      Supplier<Parameters> form,
      Function<Call, T> work) {
    String operation = "";
    try {
      if (endpoint.service() == AwsService.STS) {
        limits.count(caller, facts);
      }
      Call call = new Call(caller, form.get(), facts);
      operation = call.parameters().find("Action").orElse("");
      return work.apply(call);
    } catch (IamException e) {
      if (journal.isKept()) {
        note(endpoint, operation, Actors.of(caller, facts), e);
      }
      throw e;
    }
  }

  /** An operation that isn't there is not named: who knows what was put in its place. */
  private void note(Endpoint endpoint, String asked, Actor actor, IamException refusal) {
    String operation = endpoint.operations().containsKey(asked) ? asked : "";
    journal.note(
        new AuditEvent.Refused(
            journal.now(),
            actor,
            endpoint.name() + ":" + operation,
            refusal.wire(endpoint.service()).code(),
            refusal.getMessage()));
  }
}
