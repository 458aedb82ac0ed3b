package io.sallyport.access;

import static io.sallyport.testing.Installation.ALL_OF_S3;
import static io.sallyport.testing.Installation.POLICY;

import io.sallyport.Sallyport;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyStatus;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.GroupName;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.UserName;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.testing.ClientSigner;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/**
 * What is changed between two requests by an access key is seen by the second: it is answered as by
 * one who was never asked before.
 */
class UsedKeyProperties {
  private static final UserName CAROL = new UserName("carol");
  private static final GroupName READERS = new GroupName("readers");
  private static final PolicyArn SHARED = new PolicyArn("arn:aws:iam:::policy/Shared");
  private static final String DENY = ALL_OF_S3.replace("Allow", "Deny");

  enum Step {
    ALLOW,
    DENY,
    NO_POLICY,
    JOIN,
    LEAVE,
    GROUP_ALLOWS,
    GROUP_DENIES,
    BOUND,
    UNBIND,
    SWITCH_OFF,
    SWITCH_ON,
    DELETE_KEY,
    BRING_KEY_BACK,
    MAKE_USER_ANEW
  }

  @Property(tries = 60)
  void itIsAnsweredAsIfItHadNeverBeenUsed(@ForAll @Size(max = 40) List<Step> steps) {
    try (Followed followed = new Followed(builder -> builder)) {
      Sallyport sallyport = followed.sallyport();
      sallyport.groups().create(READERS);
      sallyport
          .policies()
          .create(
              CreatePolicyRequest.of("Shared", ALL_OF_S3.replace("s3:::*", "s3:::bucket/other")));
      sallyport.users().create(CAROL);
      AccessKey key = sallyport.users().createAccessKey(CAROL);
      sallyport.users().putPolicy(CAROL, POLICY, ALL_OF_S3);
      RequestHead request =
          ClientSigner.of(key, followed.installation.clock).s3("GET", "/bucket/key");
      for (Step step : steps) {
        take(step, key, sallyport);
        followed.assertAnsweredAsByAStranger(List.of(request));
      }
    }
  }

  private static void take(Step step, AccessKey key, Sallyport sallyport) {
    switch (step) {
      case ALLOW -> sallyport.users().putPolicy(CAROL, POLICY, ALL_OF_S3);
      case DENY -> sallyport.users().putPolicy(CAROL, POLICY, DENY);
      case NO_POLICY -> deletePolicy(sallyport);
      case JOIN -> sallyport.groups().addUser(READERS, CAROL);
      case LEAVE -> leave(sallyport);
      case GROUP_ALLOWS -> sallyport.groups().putPolicy(READERS, POLICY, ALL_OF_S3);
      case GROUP_DENIES -> sallyport.groups().putPolicy(READERS, POLICY, DENY);
      case BOUND -> sallyport.users().putPermissionsBoundary(CAROL, SHARED);
      case UNBIND -> {
        sallyport.users().putPermissionsBoundary(CAROL, SHARED); // So that there is one.
        sallyport.users().deletePermissionsBoundary(CAROL);
      }
      case SWITCH_OFF -> switchTo(AccessKeyStatus.INACTIVE, key, sallyport);
      case SWITCH_ON -> switchTo(AccessKeyStatus.ACTIVE, key, sallyport);
      case DELETE_KEY -> deleteKey(key, sallyport);
      case BRING_KEY_BACK -> {
        deleteKey(key, sallyport);
        sallyport.users().importAccessKey(CAROL, key);
      }
      case MAKE_USER_ANEW -> {
        deleteKey(key, sallyport);
        deletePolicy(sallyport);
        leave(sallyport);
        sallyport.users().delete(CAROL);
        sallyport.users().create(CAROL);
        sallyport.users().importAccessKey(CAROL, key);
      }
    }
  }

  private static void leave(Sallyport sallyport) {
    sallyport.groups().addUser(READERS, CAROL); // So that she is in it.
    sallyport.groups().removeUser(READERS, CAROL);
  }

  private static boolean hasKey(Sallyport sallyport) {
    return !sallyport.users().listAccessKeys(CAROL).isEmpty();
  }

  private static void switchTo(AccessKeyStatus status, AccessKey key, Sallyport sallyport) {
    if (hasKey(sallyport)) {
      sallyport.users().updateAccessKey(CAROL, key.id(), status);
    }
  }

  private static void deleteKey(AccessKey key, Sallyport sallyport) {
    if (hasKey(sallyport)) {
      sallyport.users().deleteAccessKey(CAROL, key.id());
    }
  }

  private static void deletePolicy(Sallyport sallyport) {
    sallyport.users().putPolicy(CAROL, POLICY, ALL_OF_S3); // So that there is one.
    sallyport.users().deletePolicy(CAROL, POLICY);
  }
}
