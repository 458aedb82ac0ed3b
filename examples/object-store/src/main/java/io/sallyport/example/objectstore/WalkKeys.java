package io.sallyport.example.objectstore;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.UserName;
import io.sallyport.user.UserManager;
import java.security.SecureRandom;
import java.util.Base64;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * An access key of a user for the length of a walk: those that the user has were shown once, and
 * are not known any more. Its id is always the same, so that one whose walk was broken off is
 * replaced by the next.
 */
final class WalkKeys implements AutoCloseable {
  private static final int SECRET_BYTES = 30;

  private final UserManager users;
  private final UserName user;
  private final AccessKey key;

  WalkKeys(UserManager users, UserName user, SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    this.users = users;
    this.user = user;
    this.key =
        new AccessKey(
            new AccessKeyId("WALKKEYOF" + user),
            SecretKey.of(Base64.getEncoder().encodeToString(secret)));
    close();
    users.importAccessKey(user, key);
  }

  AwsCredentials credentials() {
    return AwsBasicCredentials.create(key.id().value(), key.secret().reveal());
  }

  @Override
  public void close() {
    try {
      users.deleteAccessKey(user, key.id());
    } catch (NoSuchEntityException e) {
      // There is none to delete: it is gone, as it should be.
      return;
    }
  }
}
