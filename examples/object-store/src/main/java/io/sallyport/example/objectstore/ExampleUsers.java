package io.sallyport.example.objectstore;

import io.sallyport.credential.AccessKey;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.UserName;
import io.sallyport.user.UserManager;
import java.io.IOException;
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
      {"Effect":"Allow","Action":"iam:*","Resource":"*"}}\
      """;

  private ExampleUsers() {}

  /**
   * At the first start over a folder: makes them, with random keys, and shows the keys this once. A
   * start that ended before that was done is made up for by the next one, with other keys. Whoever
   * deleted them, or took their rights away, did so on purpose: they are not made again.
   *
   * @throws IOException if the folder can't be told that they were made
   */
  static void makeAtFirst(DataFolder folder, UserManager users, PrintStream out)
      throws IOException {
    if (!folder.isExampleDue()) {
      out.println(
          "The users TESTER1 and TESTER2 were made at the first start, and their keys shown then, "
              + "unless it had --users: for new ones with new keys, start with another --data.");
      return;
    }
    out.println(
        "The users TESTER1, who may do all of IAM, and TESTER2, who may do nothing, are new.");
    out.println("Their keys are random, and shown only now:");
    show(TESTER1, newKey(users, TESTER1), out);
    show(TESTER2, newKey(users, TESTER2), out);
    users.putPolicy(TESTER1, new PolicyName("AllOfIam"), ALL_OF_IAM);
    folder.noteExample();
  }

  /** Whether both are there. */
  static boolean areThere(UserManager users) {
    return users.find(TESTER1).isPresent() && users.find(TESTER2).isPresent();
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
