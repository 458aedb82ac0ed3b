package io.sallyport.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecordingTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path folder;

  @Test
  void whatHappensIsRecordedWithAllItsParts() throws IOException {
    AuditSink sink = AuditSink.flightRecorder();
    Actor actor = Actor.named("arn:aws:iam:::user/a").from("192.0.2.7");
    Path file = folder.resolve("audit.jfr");
    try (Recording recording = new Recording()) {
      recording.disable("io.sallyport.Changed");
      recording.start();
      sink.accept(
          new AuditEvent.Decided(
              AT, actor, "s3:GetObject", "*", new Decision.ImplicitlyDenied(Layer.IDENTITY)));
      sink.accept(
          new AuditEvent.Issued(
              AT, actor, "sts:AssumeRole", "arn", new AccessKeyId("ASIA"), "S", AT));
      sink.accept(new AuditEvent.Changed(AT, actor, "iam:CreateRole", "nobody wants it"));
      sink.accept(new AuditEvent.Dropped(AT, 7));
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> recorded =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().startsWith("io.sallyport."))
            .toList();
    assertEquals(
        List.of("io.sallyport.Decided", "io.sallyport.Issued", "io.sallyport.Dropped"),
        recorded.stream().map(event -> event.getEventType().getName()).toList());
    RecordedEvent decided = recorded.get(0);
    assertEquals("2026-01-02T03:04:05Z", decided.getString("at"));
    assertEquals("arn:aws:iam:::user/a", decided.getString("actorPrincipal"));
    assertEquals("192.0.2.7", decided.getString("actorAddress"));
    assertNull(decided.getString("actorSessionId"));
    assertEquals("s3:GetObject", decided.getString("action"));
    assertEquals(false, decided.getBoolean("allowed"));
    assertTrue(decided.getString("decision").startsWith("denied"));
    assertNull(recorded.get(1).getString("actorAccessKeyId"));
    assertEquals("ASIA", recorded.get(1).getString("accessKeyId"));
    assertEquals(7, recorded.get(2).getLong("count"));
  }

  /** No other test records meanwhile. */
  @Test
  void whatIsAllowedIsHeardOfWhileARecordingTakesIt() {
    AuditSink sink = AuditSink.flightRecorder();
    assertFalse(sink.hearsAllowed());
    try (Recording recording = new Recording()) {
      recording.start();
      assertTrue(sink.hearsAllowed());
      recording.disable("io.sallyport.Decided");
      assertFalse(sink.hearsAllowed());
    }
    assertFalse(sink.hearsAllowed());
  }

  @Test
  void everyKindOfEventIsKnownBeforeItHappens() {
    assertSame(AuditSink.flightRecorder(), AuditSink.flightRecorder());
    assertEquals(
        Stream.of(AuditEvent.class.getPermittedSubclasses())
            .map(kind -> "io.sallyport." + kind.getSimpleName())
            .collect(Collectors.toSet()),
        names());
  }

  private static Set<String> names() {
    return FlightRecorder.getFlightRecorder().getEventTypes().stream()
        .map(EventType::getName)
        .filter(name -> name.startsWith("io.sallyport."))
        .collect(Collectors.toSet());
  }
}
