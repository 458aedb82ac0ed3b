package io.sallyport;

import io.sallyport.account.AccountManager;
import io.sallyport.account.View;
import io.sallyport.gate.Latch;
import io.sallyport.group.GroupManager;
import io.sallyport.managed.ManagedPolicyManager;
import io.sallyport.provider.ProviderManager;
import io.sallyport.role.RoleManager;
import io.sallyport.simulation.PolicySimulator;
import io.sallyport.user.UserManager;

/** One account's managers as an instance gives them out: of use as long as it is open. */
record GuardedView(View view, Latch latch) implements View {

  @Override
  public RoleManager roles() {
    return Guarded.of(RoleManager.class, view.roles(), latch);
  }

  @Override
  public UserManager users() {
    return Guarded.of(UserManager.class, view.users(), latch);
  }

  @Override
  public ProviderManager providers() {
    return Guarded.of(ProviderManager.class, view.providers(), latch);
  }

  @Override
  public PolicySimulator simulator() {
    return Guarded.of(PolicySimulator.class, view.simulator(), latch);
  }

  @Override
  public GroupManager groups() {
    return Guarded.of(GroupManager.class, view.groups(), latch);
  }

  @Override
  public ManagedPolicyManager policies() {
    return Guarded.of(ManagedPolicyManager.class, view.policies(), latch);
  }

  @Override
  public AccountManager account() {
    return Guarded.of(AccountManager.class, view.account(), latch);
  }
}
