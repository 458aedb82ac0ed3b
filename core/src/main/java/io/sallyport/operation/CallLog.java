package io.sallyport.operation;

import io.sallyport.audit.AuditEvent;
import io.sallyport.error.AwsService;
import io.sallyport.error.IamException;
import io.sallyport.error.UnavailableException;
import io.sallyport.gate.Glass;
import io.sallyport.gate.StsLimits;
import io.sallyport.journal.Actors;
import io.sallyport.journal.Journal;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts the calls of STS, says who broke the glass, and notes what is refused to whom.
 * Thread-safe.
 */
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
      Call call;
      try {
        if (endpoint.service() == AwsService.STS) {
          limits.count(caller, facts);
        }
        call = new Call(caller, form.get(), facts);
        operation = named(endpoint, call);
      } finally {
        Glass.warn(caller, facts, endpoint.name() + ":" + shown(operation));
      }
      return work.apply(call);
    } catch (IamException e) {
      note(endpoint, operation, caller, facts, e);
      throw e;
    } catch (RuntimeException | Error e) { // Of a host's action, say: its caller is told no more.
      note(endpoint, operation, caller, facts, new UnavailableException(e));
      throw e;
    }
  }

  /** An operation that isn't there is not named: who knows what was put in its place. */
  private static String named(Endpoint endpoint, Call call) {
    return call.parameters().find("Action").filter(endpoint.operations()::containsKey).orElse("");
  }

  private static String shown(String operation) {
    return operation.isEmpty() ? Glass.UNKNOWN : operation;
  }

  private void note(
      Endpoint endpoint,
      String operation,
      Principal caller,
      RequestContext facts,
      IamException refusal) {
    if (!journal.isKept()) {
      return;
    }
    journal.note(
        new AuditEvent.Refused(
            journal.now(),
            Actors.of(caller, facts),
            endpoint.name() + ":" + operation,
            refusal.wire(endpoint.service()).code(),
            refusal.getMessage()));
  }
}
