package io.sallyport.testkit;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import io.sallyport.principal.PrincipalDirectory;

/** The contract of a directory that finds users by their keys, and tells nothing else. */
class SilentUsersTest extends PrincipalDirectoryContract {
  private final HostUsers users = new HostUsers();
  private final PrincipalDirectory directory = id -> users.find(id);

  @Override
  protected PrincipalDirectory directory() {
    return directory;
  }

  @Override
  protected boolean tellsNames() {
    return false;
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
}
