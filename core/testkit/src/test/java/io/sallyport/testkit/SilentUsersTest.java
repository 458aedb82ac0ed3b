package io.sallyport.testkit;

import io.sallyport.credential.AccessKey;
import io.sallyport.identity.AccountId;
import io.sallyport.principal.PrincipalDirectory;
import java.util.Optional;

/** The contract of a directory that finds users by their keys, and tells nothing else. */
class SilentUsersTest extends HostUsersTest {

  @Override
  protected PrincipalDirectory directory() {
    PrincipalDirectory whole = super.directory();
    return id -> whole.find(id);
  }

  @Override
  protected boolean tellsNames() {
    return false;
  }

  @Override
  protected Optional<AccessKey> createRootKey(AccountId account) {
    return Optional.empty();
  }
}
