package io.sallyport.example.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.access.AccessAnswer;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.example.quickstart.HostUsers.Mine;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.testkit.PrincipalDirectoryContract;
import io.sallyport.testkit.TestSallyport;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** A host's own users keep the contract, and sign. */
class HostUsersTest extends PrincipalDirectoryContract {
  private static final String READ =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",
       "Resource":"arn:aws:s3:::${aws:PrincipalTag/team}/*"}}
      """;

  private final Map<String, Mine> users = new ConcurrentHashMap<>();
  private final PrincipalDirectory directory = HostUsers.directory(users);
  private int made;

  @Override
  protected PrincipalDirectory directory() {
    return directory;
  }

  @Override
  protected AccessKey createUser(AccountId account, UserName name) {
    made++;
    AccessKey key =
        new AccessKey(new AccessKeyId("key" + made), SecretKey.of("a-secret-with-number-" + made));
    String id = "id" + made;
    users.put(
        key.id().value(),
        new Mine(account.value(), name.value(), id, key.secret().reveal(), "red", Map.of()));
    return key;
  }

  @Override
  protected void deleteUser(AccountId account, UserName name) {
    users
        .values()
        .removeIf(mine -> mine.user().arn().toString().endsWith(account + ":user/" + name));
  }

  @Override
  protected void deleteAccessKey(AccessKeyId id) {
    users.remove(id.value());
  }

  @Override
  protected void allowMore(AccountId account, UserName name) {
    users.replaceAll((key, mine) -> mine.name().equals(name.value()) ? reading(mine) : mine);
  }

  private static Mine reading(Mine mine) {
    Map<String, String> policies = new HashMap<>(mine.policies());
    policies.put("Read", READ);
    return new Mine(mine.account(), mine.name(), mine.id(), mine.secret(), mine.team(), policies);
  }

  @Test
  void aHostsUserReadsWhatItsTeamMay() {
    AccountId account = accounts().get(0);
    AccessKey key = createUser(account, new UserName("dora"));
    allowMore(account, new UserName("dora"));
    try (TestSallyport test =
        TestSallyport.inMemory(
            builder -> builder.defaultAccount(account).principalDirectory(directory))) {
      assertEquals("granted", answer(test, key, "/red/1.jpg"));
      assertEquals("AccessDenied", answer(test, key, "/blue/1.jpg"));
    }
  }

  private static String answer(TestSallyport test, AccessKey key, String target) {
    return test.sallyport()
        .access()
        .check(test.signer(key).sign("GET", target))
        .fold(granted -> "granted", AccessAnswer.Refused::code);
  }
}
