package io.sallyport.durable;

import io.sallyport.Sallyport;
import io.sallyport.access.AccessAnswer;
import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.AuditSink;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.Credentials;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.IamStore;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One of several instances over one database; all have the same master key. */
final class Instance implements AutoCloseable {
  final Sallyport sallyport;
  final CountingStore store;
  final List<AuditEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final Clock clock;

  Instance(IamStore opened, Duration maxStaleness) {
    this(opened, maxStaleness, Clock.systemUTC());
  }

  Instance(IamStore opened, Duration maxStaleness, Clock clock) {
    this.clock = clock;
    store = new CountingStore(opened);
    sallyport =
        Sallyport.builder()
            .store(store)
            .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
            .maxStaleness(maxStaleness)
            .clock(clock)
            .auditSink(AuditSink.flightRecorder().andThen(this::record))
            .build();
  }

  /** TESTER2, and the role S3Access, which TESTER2 may assume and which may do all of S3. */
  void createRole() {
    if (sallyport.users().find(Installation.TESTER2).isEmpty()) {
      sallyport.users().create(Installation.TESTER2);
    }
    String name = Installation.ROLE.value();
    String trust = Installation.trusting(Installation.TESTER2);
    sallyport.roles().create(CreateRoleRequest.of(name, trust));
    sallyport.roles().putPolicy(Installation.ROLE, Installation.POLICY, Installation.ALL_OF_S3);
  }

  /** A session of S3Access. */
  ClientSigner assumeRole() {
    Credentials credentials =
        sallyport
            .sts()
            .assumeRole(
                sallyport.principal(Installation.TESTER2),
                AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob"))
            .credentials();
    return ClientSigner.of(credentials, clock);
  }

  ClientSigner signer(AccessKey key) {
    return ClientSigner.of(key, clock);
  }

  /** The answer to a GET of an object. */
  AccessAnswer get(ClientSigner signer) {
    return sallyport.access().check(signer.s3("GET", "/my-bucket/a/b"));
  }

  boolean grants(ClientSigner signer) {
    return get(signer) instanceof AccessAnswer.Granted;
  }

  /** Whether it grants without asking the store. */
  boolean grantsByItself(ClientSigner signer) {
    store.forget();
    return grants(signer) && store.calls().stream().noneMatch(call -> call.startsWith("get"));
  }

  /** The code and status of a refusal; empty if the request was granted. */
  String refusal(ClientSigner signer) {
    return get(signer) instanceof AccessAnswer.Refused refused
        ? refused.code() + " " + refused.error().httpStatus()
        : "";
  }

  @Override
  public void close() {
    sallyport.close();
  }

  private void record(AuditEvent event) {
    if (event instanceof AuditEvent.FreshnessLost
        || event instanceof AuditEvent.FreshnessRestored) {
      events.add(event);
    }
  }
}
