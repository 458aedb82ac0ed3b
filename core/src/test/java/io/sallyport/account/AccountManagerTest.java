package io.sallyport.account;

import static io.sallyport.testing.Installation.ROLE;
import static io.sallyport.testing.Installation.TESTER1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyStatus;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.ConflictException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.UserName;
import io.sallyport.principal.Principal;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.testing.Installation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountManagerTest {
  private static final AccountId OF_AWS = new AccountId("123456789012");
  private static final AccountId OF_CEPH = new AccountId("RGW12345678901234567");
  private static final UserName ALICE = new UserName("alice");

  private final Installation installation = new Installation();
  private final Sallyport sallyport = installation.sallyport;

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void anAccountIsOfAwsOfCephOrEmpty() {
    assertEquals(
        "arn:aws:iam::RGW12345678901234567:user/alice",
        sallyport.in(OF_CEPH).users().create(ALICE).arn().toString());
    for (String wrong : List.of("1", "RGW1", "rgw12345678901234567", "1234567890123", "a:b")) {
      assertThrows(InvalidInputException.class, () -> new AccountId(wrong), wrong);
    }
  }

  @Test
  void aNameIsTakenInItsOwnAccountOnlyWhateverItsCase() {
    sallyport.in(OF_AWS).users().create(ALICE);
    sallyport.in(OF_CEPH).users().create(ALICE);
    UserName other = new UserName("ALICE");
    assertThrows(ConflictException.class, () -> sallyport.in(OF_AWS).users().create(other));
  }

  @Test
  void aRootUserMayDoInItsAccountWhateverNothingDenies() {
    View root = sallyport.as(new Principal.Root(OF_AWS));
    root.users().create(ALICE);
    assertEquals("arn:aws:iam::123456789012:user/alice", root.users().get(ALICE).arn().toString());
    assertTrue(root.users().find(TESTER1).isEmpty());
    AccessKey key = root.account().createAccessKey();
    assertEquals(key.id(), root.account().listAccessKeys().get(0).id());
    root.account().updateAccessKey(key.id(), AccessKeyStatus.INACTIVE);
    root.account().createAccessKey();
    assertThrows(LimitExceededException.class, () -> root.account().createAccessKey());
    root.account().deleteAccessKey(key.id());
    assertEquals(1, root.account().listAccessKeys().size());
  }

  @Test
  void nobodyButTheRootUserHasToDoWithItsKeys() {
    sallyport.in(OF_AWS).users().create(ALICE);
    sallyport
        .in(OF_AWS)
        .users()
        .putPolicy(
            ALICE,
            new PolicyName("All"),
            Installation.ALL_OF_S3.replace("s3:*", "*").replace("arn:aws:s3:::*", "*"));
    View alice = sallyport.as(sallyport.principal(OF_AWS, ALICE));
    alice.account().createAlias(new AccountAlias("acme"));
    assertThrows(AccessDeniedException.class, () -> alice.account().createAccessKey());
    assertThrows(AccessDeniedException.class, () -> alice.account().listAccessKeys());
    assertThrows(AccessDeniedException.class, () -> alice.account().requireRoot("iam:GetUser"));
  }

  @Test
  void aRootUserAssumesNoRole() {
    String trust =
        Installation.trusting(TESTER1).replace("arn:aws:iam:::user/TESTER1", "arn:aws:iam:::root");
    sallyport.roles().create(CreateRoleRequest.of(ROLE.value(), trust));
    AssumeRoleRequest request = AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob");
    sallyport
        .users()
        .putPolicy(
            TESTER1,
            new PolicyName("Assume"),
            Installation.ALL_OF_S3.replace("s3:*", "sts:*").replace("arn:aws:s3:::*", "*"));
    Principal root = new Principal.Root(AccountId.EMPTY);
    assertThrows(AccessDeniedException.class, () -> sallyport.sts().assumeRole(root, request));
    assertFalse(
        sallyport
            .sts()
            .assumeRole(sallyport.principal(TESTER1), request)
            .arn()
            .toString()
            .isEmpty());
  }

  @Test
  void theRootOfTheEmptyAccountNamesNobodyOfAnother() {
    String trust =
        Installation.trusting(TESTER1).replace("arn:aws:iam:::user/TESTER1", "arn:aws:iam:::root");
    sallyport.roles().create(CreateRoleRequest.of(ROLE.value(), trust));
    sallyport.in(OF_AWS).users().create(ALICE);
    AssumeRoleRequest request = AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob");
    sallyport
        .in(OF_AWS)
        .users()
        .putPolicy(
            ALICE,
            new PolicyName("Assume"),
            Installation.ALL_OF_S3.replace("s3:*", "sts:*").replace("arn:aws:s3:::*", "*"));
    Principal alice = sallyport.principal(OF_AWS, ALICE);
    assertThrows(AccessDeniedException.class, () -> sallyport.sts().assumeRole(alice, request));
  }

  @Test
  void anAliasIsOneAccounts() {
    AccountAlias acme = new AccountAlias("acme");
    AccountManager account = sallyport.in(OF_AWS).account();
    account.createAlias(acme);
    assertEquals(Optional.of(acme), account.alias());
    AccountManager other = sallyport.in(OF_CEPH).account();
    assertThrows(ConflictException.class, () -> other.createAlias(acme));
    assertThrows(NoSuchEntityException.class, () -> other.deleteAlias(acme));
    account.createAlias(new AccountAlias("acme-2"));
    other.createAlias(acme);
    account.deleteAlias(new AccountAlias("acme-2"));
    assertEquals(Optional.empty(), account.alias());
    for (String wrong : List.of("ab", "-ab", "ab-", "a--b", "A-b", "a".repeat(64))) {
      assertThrows(InvalidInputException.class, () -> new AccountAlias(wrong), wrong);
    }
    assertEquals(63, new AccountAlias("a".repeat(63)).value().length());
  }

  @Test
  void theSummaryCountsWhatThereIs() {
    installation.createRole();
    assertEquals(2, sallyport.account().summary().get("Users"));
    assertEquals(1, sallyport.account().summary().get("Roles"));
    assertEquals(Integer.MAX_VALUE, sallyport.account().summary().get("UsersQuota"));
    assertEquals(0, sallyport.in(OF_AWS).account().summary().get("Users"));
  }
}
