package io.sallyport.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.audit.AuditEvent.KeyChange;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.Layer;
import io.sallyport.principal.Lineage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A line of JSON is an event, and nothing but it, whatever callers chose for their part of it. */
class JsonLinesProperties {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  /** What would end a line, a text or an object, hide what follows, or be no character at all. */
  private static final String HOSTILE =
      "\"\\\n\r\t\b\f\0\u007f\u0085\u2028\u2029\u202e\ufeff{}[],:é\ud800\udc00";

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars(HOSTILE.toCharArray()).ofMaxLength(12),
        Arbitraries.strings().ofMaxLength(12),
        Arbitraries.of("\"},\"event\":\"Changed\"", "\n{\"event\":\"forged\"}"));
  }

  @Provide
  Arbitrary<Actor> actors() {
    Arbitrary<Optional<String>> maybe = texts().optional();
    return Combinators.combine(
            texts(), maybe, maybe, maybe, maybe, maybe, Arbitraries.of(true, false))
        .as(
            (principal, session, origin, request, address, agent, hasMore) ->
                new Actor(
                    principal,
                    Optional.of(new AccessKeyId("AKIA")).filter(key -> hasMore),
                    session,
                    origin,
                    Optional.of(new SourceIdentity("alice")).filter(who -> hasMore),
                    request,
                    address,
                    agent));
  }

  @Provide
  Arbitrary<AuditEvent> events() {
    Arbitrary<Actor> actor = actors();
    Arbitrary<String> text = texts();
    AccessKeyId key = new AccessKeyId("ASIA");
    return Arbitraries.oneOf(
        Combinators.combine(actor, text, text, text)
            .as(
                (who, a, b, c) ->
                    new AuditEvent.Decided(AT, who, a, b, new Decision.Unevaluable(c))),
        Combinators.combine(actor, text, text, text)
            .as((who, a, b, c) -> new AuditEvent.Issued(AT, who, a, b, key, c, AT)),
        Combinators.combine(actor, text, text)
            .as((who, a, b) -> new AuditEvent.IdentityRefused(AT, who, a, b)),
        Combinators.combine(actor, text, text, text)
            .as((who, a, b, c) -> new AuditEvent.Refused(AT, who, a, b, c)),
        Combinators.combine(actor, text, text)
            .as((who, a, b) -> new AuditEvent.NotAuthenticated(AT, who, a, b, Optional.of(key))),
        Combinators.combine(actor, text, text)
            .as((who, a, b) -> new AuditEvent.Changed(AT, who, a, b)),
        Combinators.combine(actor, text)
            .as((who, a) -> new AuditEvent.Revoked(AT, who, Lineage.Kind.ROLE, a, Optional.of(AT))),
        Combinators.combine(actor, text.optional())
            .as((who, a) -> new AuditEvent.KeysChanged(AT, who, KeyChange.ADDED, a)),
        text.map(a -> new AuditEvent.FreshnessLost(AT, a)),
        Arbitraries.just(new AuditEvent.FreshnessRestored(AT)),
        Combinators.combine(actor, Arbitraries.longs())
            .as((who, count) -> new AuditEvent.Withheld(AT, AT, who, count)),
        Arbitraries.longs().map(count -> new AuditEvent.Dropped(AT, count)));
  }

  @Property
  void aLineHoldsAnEventsFieldsAndNoOthers(@ForAll("events") AuditEvent event) throws IOException {
    String line = line(event);
    assertTrue(line.endsWith("}\n"), line);
    assertTrue(line.substring(0, line.length() - 1).chars().allMatch(c -> c >= ' ' && c < 0x7F));
    assertEquals(Plain.of(event), MAPPER.readTree(line));
  }

  @Example
  void itsFieldsAreNamedAsTheManualSays() {
    Actor actor =
        new Actor(
            "arn:aws:sts:::assumed-role/R/S",
            Optional.of(new AccessKeyId("ASIA")),
            Optional.of("SESSION"),
            Optional.of("USER AIDA"),
            Optional.of(new SourceIdentity("alice")),
            Optional.of("r-1"),
            Optional.of("192.0.2.7"),
            Optional.of("rclone\n"));
    assertEquals(
        "{\"event\":\"Decided\",\"at\":\"2026-01-02T03:04:05Z\",\"actor\":{"
            + "\"principal\":\"arn:aws:sts:::assumed-role/R/S\",\"accessKeyId\":\"ASIA\","
            + "\"sessionId\":\"SESSION\",\"origin\":\"USER AIDA\",\"sourceIdentity\":\"alice\","
            + "\"requestId\":\"r-1\",\"address\":\"192.0.2.7\",\"userAgent\":\"rclone\\\\u000a\"},"
            + "\"action\":\"s3:GetObject\",\"resource\":\"arn:aws:s3:::b/\\u00e9\","
            + "\"allowed\":false,"
            + "\"decision\":\"denied, because no identity policy allows it\"}\n",
        line(
            new AuditEvent.Decided(
                AT,
                actor,
                "s3:GetObject",
                "arn:aws:s3:::b/é",
                new Decision.ImplicitlyDenied(Layer.IDENTITY))));
    assertEquals(
        "{\"event\":\"Dropped\",\"at\":\"2026-01-02T03:04:05Z\",\"count\":7}\n",
        line(new AuditEvent.Dropped(AT, 7)));
  }

  @Example
  void aStreamHasEachLineWhenItIsTold() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AuditSink sink = AuditSink.jsonLines(out);
    sink.accept(new AuditEvent.FreshnessRestored(AT));
    assertEquals(line(new AuditEvent.FreshnessRestored(AT)), out.toString(UTF_8));
  }

  @Example
  void whatAStreamThrowsIsThrown() {
    AuditSink sink =
        AuditSink.jsonLines(
            new OutputStream() {
              @Override
              public void write(int one) throws IOException {
                throw new IOException("the disk is full");
              }
            });
    assertThrows(
        UncheckedIOException.class, () -> sink.accept(new AuditEvent.FreshnessRestored(AT)));
  }

  @Example
  void theNextSinkIsToldWhateverTheFirstThrows() {
    List<AuditEvent> told = new ArrayList<>();
    AuditSink failing =
        event -> {
          throw new IllegalStateException("no room");
        };
    AuditEvent event = new AuditEvent.FreshnessRestored(AT);
    assertThrows(IllegalStateException.class, () -> failing.andThen(told::add).accept(event));
    assertEquals(List.of(event), told);
  }

  private static String line(AuditEvent event) {
    StringBuilder out = new StringBuilder();
    AuditSink.jsonLines(out).accept(event);
    return out.toString();
  }

  /** The same by Jackson's own tree, kind by kind. */
  private static final class Plain {
    private Plain() {}

    static JsonNode of(AuditEvent event) throws IOException {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.put("event", event.getClass().getSimpleName());
      line.put("at", event.at().toString());
      if (event instanceof AuditEvent.Decided it) {
        line.set("actor", of(it.actor()));
        line.put("action", it.action()).put("resource", it.resource());
        line.put("allowed", it.decision().isAllowed()).put("decision", it.decision().toString());
      } else if (event instanceof AuditEvent.Issued it) {
        line.set("actor", of(it.actor()));
        line.put("operation", it.operation()).put("session", it.session());
        line.put("accessKeyId", it.accessKeyId().value()).put("sessionId", it.sessionId());
        line.put("expiry", it.expiry().toString());
      } else if (event instanceof AuditEvent.IdentityRefused it) {
        line.set("actor", of(it.actor()));
        line.put("issuer", it.issuer()).put("reason", it.reason());
      } else if (event instanceof AuditEvent.Refused it) {
        line.set("actor", of(it.actor()));
        line.put("operation", it.operation()).put("code", it.code()).put("reason", it.reason());
      } else if (event instanceof AuditEvent.NotAuthenticated it) {
        line.set("actor", of(it.actor()));
        line.put("service", it.service()).put("reason", it.reason());
        it.accessKeyId().ifPresent(id -> line.put("accessKeyId", id.value()));
      } else if (event instanceof AuditEvent.Changed it) {
        line.set("actor", of(it.actor()));
        line.put("action", it.action()).put("resource", it.resource());
      } else if (event instanceof AuditEvent.Revoked it) {
        line.set("actor", of(it.actor()));
        line.put("kind", it.kind().name()).put("name", it.name());
        it.issuedBefore().ifPresent(time -> line.put("issuedBefore", time.toString()));
      } else if (event instanceof AuditEvent.KeysChanged it) {
        line.set("actor", of(it.actor()));
        line.put("change", it.change().name());
        it.keyId().ifPresent(id -> line.put("keyId", id));
      } else if (event instanceof AuditEvent.FreshnessLost it) {
        line.put("reason", it.reason());
      } else if (event instanceof AuditEvent.Withheld it) {
        line.put("since", it.since().toString());
        line.set("actor", of(it.actor()));
        line.put("count", it.count());
      } else if (event instanceof AuditEvent.Dropped it) {
        line.put("count", it.count());
      }
      return MAPPER.readTree(line.toString());
    }

    private static ObjectNode of(Actor actor) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("principal", actor.principal());
      actor.accessKeyId().ifPresent(id -> node.put("accessKeyId", id.value()));
      actor.sessionId().ifPresent(id -> node.put("sessionId", id));
      actor.origin().ifPresent(who -> node.put("origin", who));
      actor.sourceIdentity().ifPresent(who -> node.put("sourceIdentity", who.value()));
      actor.requestId().ifPresent(id -> node.put("requestId", id));
      actor.address().ifPresent(from -> node.put("address", from));
      actor.userAgent().ifPresent(agent -> node.put("userAgent", agent));
      return node;
    }
  }
}
