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

  /**
   * The account's users.
   *
   * @throws io.sallyport.error.UnsupportedActionException if all users are the host's own
   */
  UserManager users();

  /** The account's OpenID Connect providers. */
  ProviderManager providers();

  /** What policies would decide, given ones and those of the account's users and roles. */
  PolicySimulator simulator();

  /**
   * The account's groups of users.
   *
   * @throws io.sallyport.error.UnsupportedActionException if all users are the host's own
   */
  GroupManager groups();

  /** The account's managed policies. */
  ManagedPolicyManager policies();

  /**
   * What is the account's own. Where all users are the host's, the root user's keys are, too: calls
   * about them are refused as those about users.
   */
  AccountManager account();
}
