package io.sallyport.example.objectstore;

import io.sallyport.credential.AccessKey;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.UserName;
import io.sallyport.user.UserManager;
import java.io.PrintStream;

/**
 * The two users of Ceph's example: TESTER1, who may do all of IAM, and TESTER2, who may do nothing.
 */
final class ExampleUsers {
  static final UserName TESTER1 = new UserName("TESTER1");
  static final UserName TESTER2 = new UserName("TESTER2");

  private static final String ALL_OF_IAM =
      """
      {"Version":"2012-10-17","Statement":\
      {"Effect":"Allow","Action":"iam:*","Resource":"*"}}""";

  private ExampleUsers() {}

  /**
   * At the first start: makes them, with random keys, and shows the keys this once. The policy
   * comes last: a start that ended before it is made up for by the next one, with other keys.
   */
  static void makeIfAbsent(UserManager users, PrintStream out) {
    if (users.find(TESTER1).isPresent()
        && !users.listPolicies(TESTER1, PageRequest.FIRST).items().isEmpty()) {
      out.println(
          "The users TESTER1 and TESTER2 exist, and their keys were shown when they were made: "
              + "for new users with new keys, start with another --data.");
      return;
    }
    out.println(
        "The users TESTER1, who may do all of IAM, and TESTER2, who may do nothing, are new.");
    out.println("Their keys are random, and shown only now:");
    show(TESTER1, newKey(users, TESTER1), out);
    show(TESTER2, newKey(users, TESTER2), out);
    users.putPolicy(TESTER1, new PolicyName("AllOfIam"), ALL_OF_IAM);
  }

  private static AccessKey newKey(UserManager users, UserName user) {
    if (users.find(user).isEmpty()) {
      users.create(user);
    }
    users.listAccessKeys(user).forEach(key -> users.deleteAccessKey(user, key.id()));
    return users.createAccessKey(user);
  }

  private static void show(UserName user, AccessKey key, PrintStream out) {
    out.println("  export ACCESS_KEY_OF_" + user + "=" + key.id().value());
    out.println("  export SECRET_KEY_OF_" + user + "=" + key.secret().reveal());
  }
}
