package io.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.AuditSink;
import io.sallyport.identity.AccountId;
import io.sallyport.journal.Journal;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.Layer;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.eval.StatementId;
import io.sallyport.principal.Anonymous;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Who asks is found out once, and only if somebody hears of it. */
class NotedDecisionsTest {
  private static final Actor ALICE = Actor.named("arn:aws:iam:::user/alice");

  private final List<AuditEvent> told = new CopyOnWriteArrayList<>();
  private final List<Actor> named = new ArrayList<>();

  private void decide(AuditSink sink, Decision... decisions) {
    List<Decision> made = new ArrayList<>(List.of(decisions));
    try (Journal journal = Journal.of(Optional.of(sink), Optional.empty(), Clock.systemUTC())) {
      Decisions noted =
          new NotedDecisions(
              (action, resource, target, own) -> made.remove(0),
              journal,
              Instant.EPOCH,
              new Anonymous(),
              () -> {
                named.add(ALICE);
                return ALICE;
              });
      Target target = new Owned(AccountId.EMPTY, ResourcePolicy.none());
      for (Decision each : decisions) {
        assertEquals(each, noted.decide("s3:DeleteObject", "*", target, RequestContext.empty()));
      }
    }
  }

  @Test
  void ofABatchWhoAsksIsFoundOutOnce() {
    Decision allowed = new Decision.Allowed(StatementId.ROOT_USER);
    Decision denied = new Decision.ImplicitlyDenied(Layer.IDENTITY);
    AuditSink sink = told::add;
    decide(sink, allowed, denied, allowed);
    assertEquals(3, told.size());
    assertEquals(List.of(ALICE), named);
    decide(sink.exceptAllowed(), allowed, allowed);
    assertEquals(List.of(ALICE), named);
    decide(sink.exceptAllowed(), allowed, denied, denied);
    assertEquals(List.of(ALICE, ALICE), named);
    assertEquals(5, told.size());
  }
}
