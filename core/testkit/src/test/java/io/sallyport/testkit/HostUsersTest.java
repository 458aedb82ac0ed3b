package io.sallyport.testkit;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import io.sallyport.principal.PrincipalDirectory;
import java.util.Optional;

/** The contract of a host's directory, over users in a map: the plainest there is. */
class HostUsersTest extends RemotePrincipalDirectoryContract {
  private final HostUsers users = made();

  HostUsers made() {
    return new HostUsers();
  }

  @Override
  protected PrincipalDirectory directory() {
    return users;
  }

  @Override
  protected AccessKey createUser(AccountId account, UserName name) {
    return users.create(account, name);
  }

  @Override
  protected void deleteUser(AccountId account, UserName name) {
    users.delete(account, name);
  }

  @Override
  protected void deleteAccessKey(AccessKeyId id) {
    users.delete(id);
  }

  @Override
  protected void allowMore(AccountId account, UserName name) {
    users.allow(account, name, "{}");
  }

  @Override
  protected Optional<AccessKey> createRootKey(AccountId account) {
    return Optional.of(users.createRoot(account));
  }

  @Override
  protected void breakDown() {
    users.breakDown();
  }
}
