package io.sallyport.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one instance changes acts on the other. */
abstract class TwoInstancesContract {
  private static final Duration MAX_STALENESS = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String NARROW =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",\
      "Resource":"arn:aws:s3:::my-bucket/other/*"}}\
      """;

  private final Instance one;
  private final Instance two;

  TwoInstancesContract(Database database) {
    one = new Instance(database.open(), MAX_STALENESS);
    two = new Instance(database.open(), MAX_STALENESS);
  }

  @BeforeEach
  void createRole() {
    one.createRole();
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @Test
  void aSessionAssumedOnOneIsAcceptedOnTheOther() {
    assertEquals("", two.refusal(one.assumeRole()));
    assertEquals("", one.refusal(two.assumeRole()));
  }

  @Test
  void aPolicyNarrowedOnOneDeniesOnTheOther() {
    ClientSigner bob = one.assumeRole();
    for (int i = 0; i < 5; i++) {
      one.sallyport
          .roles()
          .putPolicy(Installation.ROLE, Installation.POLICY, Installation.ALL_OF_S3);
      eventually(() -> two.grants(bob));
      one.sallyport.roles().putPolicy(Installation.ROLE, Installation.POLICY, NARROW);
      assertEquals("AccessDenied 403", one.refusal(bob));
      eventually(() -> !two.grants(bob));
      assertEquals("AccessDenied 403", two.refusal(bob));
    }
    two.close(); // So that all has been told.
    assertEquals(List.of(), two.events);
  }

  @Test
  void aKeyMadeOnOneWorksOnTheOtherThatKnewItAsUnknown() {
    AccessKey key = new AccessKey(new AccessKeyId("AKIAFROMELSEWHERE"), SecretKey.of("secret"));
    ClientSigner signer = two.signer(key);
    assertEquals("InvalidAccessKeyId 403", two.refusal(signer));
    one.sallyport.users().importAccessKey(Installation.TESTER2, key);
    // Known now, though the user itself may do nothing.
    eventually(() -> two.refusal(signer).equals("AccessDenied 403"));
    one.sallyport.users().deleteAccessKey(Installation.TESTER2, key.id());
    eventually(() -> two.refusal(signer).equals("InvalidAccessKeyId 403"));
  }

  @Test
  void aRoleDeletedOnOneIsRefusedOnTheOtherAndStaysSoWhenItIsMadeAnew() {
    ClientSigner bob = one.assumeRole();
    assertTrue(two.grants(bob));
    one.sallyport.roles().deletePolicy(Installation.ROLE, Installation.POLICY);
    one.sallyport.roles().delete(Installation.ROLE);
    eventually(() -> two.refusal(bob).equals("InvalidToken 400"));
    one.createRole();
    eventually(() -> two.grants(one.assumeRole()));
    assertEquals("InvalidToken 400", two.refusal(bob));
    assertEquals("InvalidToken 400", one.refusal(bob));
  }

  private static void eventually(BooleanSupplier holds) {
    assertTimeoutPreemptively(
        SOON,
        () -> {
          while (!holds.getAsBoolean()) {
            Thread.onSpinWait();
          }
        });
  }
}
