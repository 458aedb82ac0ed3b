package io.sallyport.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.access.AccessAnswer;
import io.sallyport.audit.AuditEvent;
import io.sallyport.error.UnavailableException;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance that is cut off from its database: it grants nothing for long, and recovers. */
abstract class PartitionContract {

  /** The longest that one answer may take. */
  private static final Duration PROMPT = Duration.ofSeconds(10);

  private static final Class<?> FRESH = AuditEvent.FreshnessRestored.class;
  private static final Duration RECOVERY = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final Database database;
  private final Duration maxStaleness;
  private final Proxy proxy;
  private final Instance instance;
  private static final String LOST = "io.sallyport.FreshnessLost";
  private static final String RESTORED = "io.sallyport.FreshnessRestored";

  private final Recording recording = new Recording();

  /**
   * @param maxStaleness more than the store's watch takes to prove that it is current
   */
  PartitionContract(Database database, Duration maxStaleness) throws IOException {
    this.database = database;
    this.maxStaleness = maxStaleness;
    proxy = new Proxy(database.ports());
    instance = new Instance(database.open(proxy.ports()), maxStaleness);
  }

  @BeforeEach
  void begin() {
    recording.enable(LOST);
    recording.enable(RESTORED);
    recording.start();
    instance.createRole();
  }

  @AfterEach
  void close() {
    recording.close();
    instance.close();
    proxy.close();
  }

  @Test
  void aDatabaseThatRefusesConnectionsGrantsNothingUntilItIsBack() throws IOException {
    cutOffAndRecover(Proxy.Mode.REFUSE);
  }

  @Test
  void aNetworkThatSwallowsEverythingGrantsNothingUntilItIsBack() throws IOException {
    cutOffAndRecover(Proxy.Mode.SWALLOW);
  }

  private void cutOffAndRecover(Proxy.Mode mode) throws IOException {
    ClientSigner bob = instance.assumeRole();
    until(() -> instance.grantsByItself(bob));
    proxy.become(mode);
    assertEquals(503, firstRefusal(bob).error().httpStatus());
    narrowElsewhere();
    for (int i = 0; i < 3; i++) {
      assertTimeoutPreemptively(PROMPT, () -> assertEquals(503, refused(bob).error().httpStatus()));
    }
    until(() -> isLast(AuditEvent.FreshnessLost.class));
    proxy.become(Proxy.Mode.PASS);
    // Never again what was kept before: the policy changed meanwhile.
    until(() -> refused(bob).error().httpStatus() == 403);
    until(() -> isLast(AuditEvent.FreshnessRestored.class));
    until(this::allowAgain);
    until(() -> instance.grants(bob));
    List<Boolean> told = instance.events.stream().map(FRESH::isInstance).toList();
    assertTrue(told.size() >= 2, told::toString);
    assertEquals(told, recorded().subList(0, told.size()));
  }

  /** The connections that died while they lay idle may still cost a call. */
  private boolean allowAgain() {
    try {
      instance
          .sallyport
          .roles()
          .putPolicy(Installation.ROLE, Installation.POLICY, Installation.ALL_OF_S3);
      return true;
    } catch (UnavailableException e) {
      return false;
    }
  }

  /** What the caches hold grants until it is too old; then comes a refusal, and soon. */
  private AccessAnswer.Refused firstRefusal(ClientSigner signer) {
    return assertTimeoutPreemptively(
        maxStaleness.plus(PROMPT),
        () -> {
          AccessAnswer answer = instance.get(signer);
          while (answer instanceof AccessAnswer.Granted) {
            answer = instance.get(signer);
          }
          return assertInstanceOf(AccessAnswer.Refused.class, answer);
        });
  }

  private AccessAnswer.Refused refused(ClientSigner signer) {
    return assertInstanceOf(AccessAnswer.Refused.class, instance.get(signer));
  }

  /** Another instance, on the database's side of the cut, takes all permissions away. */
  private void narrowElsewhere() {
    try (Instance other = new Instance(database.open(), maxStaleness)) {
      other.sallyport.roles().deletePolicy(Installation.ROLE, Installation.POLICY);
    }
  }

  /** Whether the last event is of this kind: events are told by a thread of their own. */
  private boolean isLast(Class<? extends AuditEvent> kind) {
    return !instance.events.isEmpty()
        && kind.isInstance(instance.events.get(instance.events.size() - 1));
  }

  /** What the flight recorder was told: whether decisions were fresh from then on. */
  private List<Boolean> recorded() throws IOException {
    Path file = folder.resolve("freshness.jfr");
    recording.dump(file);
    List<Boolean> fresh = new ArrayList<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      String name = event.getEventType().getName();
      if (name.equals(LOST) || name.equals(RESTORED)) {
        fresh.add(name.equals(RESTORED));
      }
    }
    return fresh;
  }

  private static void until(BooleanSupplier holds) {
    assertTimeoutPreemptively(
        RECOVERY,
        () -> {
          while (!holds.getAsBoolean()) {
            Thread.onSpinWait();
          }
        });
  }
}
