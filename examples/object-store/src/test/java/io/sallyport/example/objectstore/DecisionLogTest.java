package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEvent;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.Layer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DecisionLogTest {
  @Test
  void nobodyWritesALineOfTheLog() {
    AuditEvent.Decided forged =
        decided("s3:GetObject", "arn:aws:s3:::b/a\n   s3:PutObject on all: allowed\r\u2028x");
    DecisionLog log = new DecisionLog();
    log.accept(forged);
    assertEquals(1, log.tell(() -> log.accept(decided(DecisionLog.MARK, "*"))).lines().count());
    assertEquals(1, forged.toString().lines().count());
    assertTrue(forged.toString().contains("\\u000a"), forged.toString());
  }

  private static AuditEvent.Decided decided(String action, String resource) {
    return new AuditEvent.Decided(
        Instant.EPOCH, Actor.HOST, action, resource, new Decision.ImplicitlyDenied(Layer.IDENTITY));
  }
}
