package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import io.sallyport.principal.PrincipalDirectory;
import org.junit.jupiter.api.Test;

/**
 * The rules of a {@link PrincipalDirectory} that asks somebody outside of its process, a database
 * say, who may not be there to ask.
 */
public abstract class RemotePrincipalDirectoryContract extends PrincipalDirectoryContract {
  private static final UserName CAROL = new UserName("carol");

  /** For the test class of a directory. */
  protected RemotePrincipalDirectoryContract() {}

  /** Has whom it asks be gone until the test ends. */
  protected abstract void breakDown();

  @Test
  void rule8_whatCantBeToldIsThrown() {
    AccountId account = accounts().get(0);
    AccessKey key = createUser(account, CAROL);
    breakDown();
    PrincipalDirectory directory = directory();
    assertThrows(
        RuntimeException.class,
        () -> directory.find(key.id()),
        "rule 8: a key of which nothing can be told");
    assertThrows(
        RuntimeException.class,
        () -> directory.find(new AccessKeyId("NEVERMADE00000000000")),
        "rule 8: nor can it be told that there is no such key");
    if (tellsNames()) {
      assertThrows(
          RuntimeException.class,
          () -> directory.find(account, CAROL),
          "rule 8: a name of which nothing can be told");
      Arn arn = Arn.parse("arn:aws:iam::" + account + ":user/carol");
      assertThrows(
          RuntimeException.class,
          () -> directory.user(account, arn),
          "rule 8: an ARN of which nothing can be told");
    }
  }
}
