package io.sallyport.account;

import io.sallyport.group.GroupManager;
import io.sallyport.managed.ManagedPolicyManager;
import io.sallyport.provider.ProviderManager;
import io.sallyport.role.RoleManager;
import io.sallyport.simulation.PolicySimulator;
import io.sallyport.user.UserManager;

/** One account's managers, as somebody may use them. Thread-safe. */
public interface View {
  /** The account's roles. */
  RoleManager roles();

  /** The account's users. */
  UserManager users();

  /** The account's OpenID Connect providers. */
  ProviderManager providers();

  /** What policies would decide, given ones and those of the account's users and roles. */
  PolicySimulator simulator();

  /** The account's groups of users. */
  GroupManager groups();

  /** The account's managed policies. */
  ManagedPolicyManager policies();

  /** What is the account's own. */
  AccountManager account();
}
