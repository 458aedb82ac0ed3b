package io.sallyport.group;

import io.sallyport.arn.Arn;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.GroupId;
import io.sallyport.identity.GroupName;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.IamArn;
import java.time.Instant;

/**
 * A group, as it is kept.
 *
 * @param id stays the same whatever it is called
 * @param holdings its policies; a group has neither boundary nor tags
 */
public record Group(
    AccountId account,
    GroupId id,
    GroupName name,
    EntityPath path,
    Instant createDate,
    Holdings holdings) {

  public Arn arn() {
    return IamArn.group(account, path, name);
  }

  /** The same group under another name, or at another path. */
  public Group with(GroupName newName, EntityPath newPath) {
    return new Group(account, id, newName, newPath, createDate, holdings);
  }

  /** The same group with other policies. */
  public Group with(Holdings newHoldings) {
    return new Group(account, id, name, path, createDate, newHoldings);
  }
}
