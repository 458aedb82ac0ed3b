package io.sallyport.operation;

import io.sallyport.audit.AuditEvent;
import io.sallyport.error.AwsService;
import io.sallyport.error.IamException;
import io.sallyport.gate.StsLimits;
import io.sallyport.journal.Actors;
import io.sallyport.journal.Journal;
import java.util.function.Supplier;

/** Counts the calls of STS, and notes what is refused to whom. Thread-safe. */
public record CallLog(StsLimits limits, Journal journal) {

  /** Does a call, if there is not one too many. */
  <T> T logged(Endpoint endpoint, Call call, Supplier<T> work) {
    try {
      if (endpoint.service() == AwsService.STS) {
        limits.count(call.caller(), call.facts());
      }
      return work.get();
    } catch (IamException e) {
      if (journal.isKept()) {
        note(endpoint, call, e);
      }
      throw e;
    }
  }

  /** An operation that isn't there is not named: who knows what was put in its place. */
  private void note(Endpoint endpoint, Call call, IamException refusal) {
    String asked = call.parameters().find("Action").orElse("");
    String operation = endpoint.operations().containsKey(asked) ? asked : "";
    journal.note(
        new AuditEvent.Refused(
            journal.now(),
            Actors.of(call.caller(), call.facts()),
            endpoint.name() + ":" + operation,
            refusal.wire(endpoint.service()).code(),
            refusal.getMessage()));
  }
}
