package io.sallyport.user;

import static io.sallyport.testing.Installation.ROLE;
import static io.sallyport.testing.Installation.TESTER1;
import static io.sallyport.testing.Installation.TESTER2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.account.View;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.identity.PolicyArn;
import io.sallyport.testing.Installation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminCapsTest {
  private static final PolicyArn READ_S3 = PolicyArn.builtIn("AmazonS3ReadOnlyAccess");

  private final Installation installation = new Installation();
  private final UserManager users = installation.sallyport.users();

  @BeforeEach
  void createRole() {
    installation.createRole();
    users.addCaps(TESTER2, AdminCaps.parse("roles=*"));
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void capsAllowWhileTheyAreThere() {
    assertEquals(ROLE, tester2().roles().get(ROLE).name());
    users.removeCaps(TESTER2, AdminCaps.parse("roles=read"));
    assertThrows(AccessDeniedException.class, () -> tester2().roles().get(ROLE));
    tester2().roles().updateDescription(ROLE, "still writable");
  }

  @Test
  void aBoundaryBindsCaps() {
    users.putPermissionsBoundary(TESTER2, READ_S3);
    assertThrows(AccessDeniedException.class, () -> tester2().roles().get(ROLE));
    users.deletePermissionsBoundary(TESTER2);
    assertEquals(ROLE, tester2().roles().get(ROLE).name());
  }

  @Test
  void nobodyGivesItselfCaps() {
    AdminCaps all = AdminCaps.parse("users=*;user-policy=*");
    assertThrows(AccessDeniedException.class, () -> tester2().users().addCaps(TESTER2, all));
    assertThrows(AccessDeniedException.class, () -> tester2().users().removeCaps(TESTER1, all));
    assertThrows(AccessDeniedException.class, () -> tester2().users().caps(TESTER1));
    assertEquals("roles=*", users.caps(TESTER2).toString());
  }

  @Test
  void anAttachedPolicyIsAUsersWithinItsBoundary() {
    assertFalse(installation.mayRead(TESTER2));
    users.attachPolicy(TESTER2, READ_S3);
    assertTrue(installation.mayRead(TESTER2));
    users.putPermissionsBoundary(TESTER2, PolicyArn.builtIn("IAMFullAccess"));
    assertFalse(installation.mayRead(TESTER2));
    users.putPermissionsBoundary(TESTER2, READ_S3);
    assertTrue(installation.mayRead(TESTER2));
    users.detachPolicy(TESTER2, READ_S3);
    assertFalse(installation.mayRead(TESTER2));
  }

  private View tester2() {
    return installation.sallyport.as(installation.sallyport.principal(TESTER2));
  }
}
