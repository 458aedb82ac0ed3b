package io.sallyport.testkit;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.UserName;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.user.UserManager;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The contract of a directory, over the users that Sallyport itself keeps. */
class StoredUsersTest extends PrincipalDirectoryContract {
  private static final PolicyName MORE = new PolicyName("More");

  private @Nullable PrincipalDirectory stored;

  private final TestSallyport test =
      TestSallyport.inMemory(builder -> builder.principalDirectoryOver(this::keep));

  private PrincipalDirectory keep(PrincipalDirectory directory) {
    stored = directory;
    return directory;
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Override
  protected PrincipalDirectory directory() {
    return Objects.requireNonNull(stored);
  }

  private UserManager users(AccountId account) {
    return test.sallyport().in(account).users();
  }

  @Override
  protected AccessKey createUser(AccountId account, UserName name) {
    users(account).create(name);
    return users(account).createAccessKey(name);
  }

  @Override
  protected void deleteUser(AccountId account, UserName name) {
    users(account)
        .listAccessKeys(name)
        .forEach(key -> users(account).deleteAccessKey(name, key.id()));
    users(account).delete(name);
  }

  @Override
  protected void deleteAccessKey(AccessKeyId id) {
    Principal.User user = (Principal.User) directory().find(id).orElseThrow().holder();
    users(user.account()).deleteAccessKey(user.userName(), id);
  }

  @Override
  protected void allowMore(AccountId account, UserName name) {
    users(account)
        .putPolicy(
            name,
            MORE,
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}\
            """);
  }

  @Override
  protected Optional<AccessKey> createRootKey(AccountId account) {
    return Optional.of(test.sallyport().in(account).account().createAccessKey());
  }
}
