package io.sallyport.user;

import io.sallyport.arn.Arn;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import java.time.Instant;

/**
 * A user, as it is kept.
 *
 * @param id stays the same whatever it is called
 */
public record User(
    AccountId account, UserId id, UserName name, EntityPath path, Instant createDate) {

  public Arn arn() {
    return IamArn.user(account, path, name);
  }

  /** The same user under another name, or at another path. */
  public User with(UserName newName, EntityPath newPath) {
    return new User(account, id, newName, newPath, createDate);
  }
}
