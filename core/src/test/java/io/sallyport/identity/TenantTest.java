package io.sallyport.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.access.AccessAnswer;
import io.sallyport.arn.Arn;
import io.sallyport.bucket.Bucket;
import io.sallyport.credential.AccessKey;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.Principal;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumedRole;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts that a host has names for are accounts as all others, and pose as nothing else. */
class TenantTest {
  private static final AccountId A = AccountId.tenant("tenant-a");
  private static final AccountId B = AccountId.tenant("tenant-b");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "A",
        "Tenant",
        "-a",
        "a-",
        "1a",
        "111122223333",
        "RGW12345678901234567",
        "aws",
        "aws-cn",
        "aws-us-gov",
        "cloudfront",
        "a:b",
        "a/b",
        "a*",
        "a?",
        "a b",
        "a.b",
        "a_b",
        "a$b",
        "${aws:username}",
        "ä",
        "a\nb",
        "*",
        "?",
        "root:x",
        "ab\0",
        "anonymous",
        "root",
        "host",
        "break-glass"
      })
  void aNameThatCouldBeAnythingElseIsNone(String name) {
    assertThrows(InvalidInputException.class, () -> AccountId.tenant(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "tenant-a", "t1", "awesome", "a--b"})
  void aTenantIsNoAccountUnlessItIsCalledOne(String name) {
    assertThrows(InvalidInputException.class, () -> new AccountId(name));
    assertEquals(name, AccountId.tenant(name).value());
    assertEquals(AccountId.tenant(name), AccountId.named(name));
  }

  @Test
  void namesHaveALength() {
    assertEquals(63, AccountId.tenant("a".repeat(63)).value().length());
    assertThrows(InvalidInputException.class, () -> AccountId.tenant("a".repeat(64)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "111122223333", "RGW12345678901234567"})
  void otherAccountsStayWhatTheyAre(String id) {
    assertEquals(new AccountId(id), AccountId.named(id));
    assertThrows(InvalidInputException.class, () -> AccountId.tenant(id));
  }

  @Property
  void anArnHasTheTenantWhereItsAccountIsAndNowhereElse(
      @ForAll @CharRange(from = ' ', to = '~') @StringLength(min = 1, max = 8) String name) {
    try {
      AccountId tenant = AccountId.tenant(name);
      Arn arn = Arn.parse(IamArn.user(tenant, EntityPath.ROOT, new UserName("u")).toString());
      assertEquals(name, arn.account());
      assertEquals("user/u", arn.resource());
      assertNotEquals(AccountId.EMPTY, tenant);
    } catch (InvalidInputException e) {
      assertTrue(
          !name.matches("[a-z][a-z0-9-]*[a-z0-9]")
              || name.startsWith("aws")
              || List.of("anonymous", "root", "host").contains(name),
          name);
    }
  }

  private static String policy(String action, String resource) {
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"%s","Resource":"%s"}}\
    """
        .formatted(action, resource);
  }

  @Test
  void tenantsHaveUsersRolesPoliciesAndBucketsOfTheirOwn() {
    SettableClock clock = new SettableClock();
    Map<String, Bucket> buckets =
        Map.of(
            "of-a", Bucket.ownedBy(A),
            "of-b",
                Bucket.ownedBy(B)
                    .withPolicy(
                        PolicyText.kept(
                            """
                            {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                             "Principal":{"AWS":"arn:aws:iam::tenant-a:root"},
                             "Action":"s3:GetObject","Resource":"arn:aws:s3:::of-b/open/*"}}\
                            """,
                            PolicyType.RESOURCE)));
    try (Sallyport sallyport =
        Sallyport.builder()
            .store(new MemoryStore())
            .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
            .clock(clock)
            .defaultAccount(A)
            .bucketDirectory(name -> Optional.ofNullable(buckets.get(name)))
            .build()) {
      UserName alice = new UserName("alice");
      sallyport.users().create(alice);
      sallyport.in(B).users().create(alice);
      PolicyArn all =
          sallyport.policies().create(CreatePolicyRequest.of("All", Installation.ALL_OF_S3)).arn();
      assertEquals("arn:aws:iam::tenant-a:policy/All", all.value());
      sallyport.users().attachPolicy(alice, all);
      AccessKey key = sallyport.users().createAccessKey(alice);
      ClientSigner signer = ClientSigner.of(key, clock);
      assertEquals("granted", get(sallyport, signer, "/of-a/k"));
      assertEquals("AccessDenied", get(sallyport, signer, "/of-b/k"));
      assertEquals("granted", get(sallyport, signer, "/of-b/open/k"));

      String trust =
          """
          {"Version":"2012-10-17","Statement":{"Effect":"Allow",
           "Principal":{"AWS":"arn:aws:iam::tenant-a:user/alice"},"Action":"sts:AssumeRole"}}\
          """;
      sallyport.in(B).roles().create(CreateRoleRequest.of("R", trust));
      sallyport
          .in(B)
          .roles()
          .putPolicy(new RoleName("R"), new PolicyName("P"), policy("s3:*", "*"));
      Principal caller = sallyport.principal(alice);
      AssumeRoleRequest request = AssumeRoleRequest.of("arn:aws:iam::tenant-b:role/R", "xy");
      assertThrows(AccessDeniedException.class, () -> sallyport.sts().assumeRole(caller, request));
      sallyport
          .users()
          .putPolicy(
              alice,
              new PolicyName("Sts"),
              policy("sts:AssumeRole", "arn:aws:iam::tenant-b:role/R"));
      AssumedRole session = sallyport.sts().assumeRole(sallyport.principal(alice), request);
      assertEquals("arn:aws:sts::tenant-b:assumed-role/R/xy", session.principal().name());
      ClientSigner ofSession = ClientSigner.of(session.credentials(), clock);
      assertEquals("granted", get(sallyport, ofSession, "/of-b/k"));
      assertEquals("AccessDenied", get(sallyport, ofSession, "/of-a/k"));
      assertThrows(
          AccessDeniedException.class,
          () ->
              sallyport
                  .sts()
                  .assumeRole(
                      sallyport.principal(alice),
                      AssumeRoleRequest.of("arn:aws:iam::tenant-c:role/R", "xy")));
      assertInstanceOf(
          Principal.User.class, sallyport.principal(B, alice), "another user of the same name");
    }
  }

  private static String get(Sallyport sallyport, ClientSigner signer, String target) {
    return sallyport
        .access()
        .check(signer.s3("GET", target))
        .fold(granted -> "granted", AccessAnswer.Refused::code);
  }

  /** What a policy knows those by who didn't sign is nobody's id. */
  @ParameterizedTest
  @ValueSource(strings = {"anonymous", "Anonymous", "ANONYMOUS"})
  void noUserHasTheIdOfNobody(String id) {
    assertThrows(InvalidInputException.class, () -> new UserId(id));
  }
}
