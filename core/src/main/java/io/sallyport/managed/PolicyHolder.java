package io.sallyport.managed;

import io.sallyport.arn.Arn;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.IamArn;

/**
 * What can have a managed policy.
 *
 * @param id unique and never given again
 */
public record PolicyHolder(Kind kind, String id, String name, EntityPath path) {

  /** The kinds there are. */
  public enum Kind {
    USER("User"),
    GROUP("Group"),
    ROLE("Role");

    private final String noun;

    Kind(String noun) {
      this.noun = noun;
    }

    /** As the names of IAM's actions have it. */
    public String noun() {
      return noun;
    }
  }

  /** Its ARN, in this account. */
  public Arn arn(AccountId account) {
    return switch (kind) {
      case USER -> IamArn.of(account, "user", path, name);
      case GROUP -> IamArn.of(account, "group", path, name);
      case ROLE -> IamArn.of(account, "role", path, name);
    };
  }
}
