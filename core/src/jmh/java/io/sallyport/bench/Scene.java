package io.sallyport.bench;

import io.sallyport.Sallyport;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.principal.Principal;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.IamStore;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumedRole;
import io.sallyport.testing.Installation;
import java.time.Clock;

/** A user who may assume a role, which has the policy of workload W1. */
final class Scene {
  private static final UserName USER = new UserName("alice");

  private Scene() {}

  static Sallyport open(IamStore store, MasterKey key, Clock clock) {
    Sallyport sallyport = Sallyport.builder().store(store).masterKey(key).clock(clock).build();
    sallyport.users().create(USER);
    sallyport
        .roles()
        .create(CreateRoleRequest.of(Installation.ROLE.value(), Installation.trusting(USER)));
    sallyport.roles().putPolicy(Installation.ROLE, Installation.POLICY, Installation.ALL_OF_S3);
    return sallyport;
  }

  static Principal caller(Sallyport sallyport) {
    return sallyport.principal(USER);
  }

  static AssumedRole assumeRole(Sallyport sallyport) {
    return assumeRole(sallyport, caller(sallyport));
  }

  static AssumedRole assumeRole(Sallyport sallyport, Principal caller) {
    return sallyport
        .sts()
        .assumeRole(caller, AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob"));
  }

  static String target(int number) {
    return "/bucket-" + number % 7 + "/a/b/" + (8273 + number) + "/img-" + 31 * number + ".gz";
  }
}
