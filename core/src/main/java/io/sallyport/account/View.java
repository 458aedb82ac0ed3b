package io.sallyport.account;

import io.sallyport.group.GroupManager;
import io.sallyport.managed.ManagedPolicyManager;
import io.sallyport.role.RoleManager;
import io.sallyport.user.UserManager;

/** One account's managers, as somebody may use them. Thread-safe. */
public interface View {
  /** The account's roles. */
  RoleManager roles();

  /** The account's users. */
  UserManager users();

  /** The account's groups of users. */
  GroupManager groups();

  /** The account's managed policies. */
  ManagedPolicyManager policies();

  /** What is the account's own. */
  AccountManager account();
}
