package io.sallyport.user;

import io.sallyport.arn.Arn;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import java.time.Instant;

/**
 * A user, as it is kept.
 *
 * @param id stays the same whatever it is called
 * @param holdings its own policies, boundary and tags
 */
public record User(
    AccountId account,
    UserId id,
    UserName name,
    EntityPath path,
    Instant createDate,
    Holdings holdings) {

  public Arn arn() {
    return IamArn.user(account, path, name);
  }

  /** The same user under another name, or at another path. */
  public User with(UserName newName, EntityPath newPath) {
    return new User(account, id, newName, newPath, createDate, holdings);
  }

  /** The same user with other policies, another boundary or other tags. */
  public User with(Holdings newHoldings) {
    return new User(account, id, name, path, createDate, newHoldings);
  }
}
