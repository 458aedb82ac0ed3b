package io.sallyport.role;

import io.sallyport.arn.Arn;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.Pins;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import java.time.Duration;
import java.time.Instant;

/**
 * A role, as it was at one moment.
 *
 * @param createDate to the second
 * @param trustPolicy the document that says who may assume the role, as it was submitted
 * @param pins who the users and roles are that it names
 * @param description empty if none was given
 * @param maxSessionDuration the longest session that may be asked for
 * @param holdings the role's policies, boundary and tags
 */
public record Role(
    AccountId account,
    RoleId id,
    RoleName name,
    EntityPath path,
    Instant createDate,
    PolicyText trustPolicy,
    Pins pins,
    String description,
    Duration maxSessionDuration,
    Holdings holdings) {

  /** {@code arn:aws:iam::account:role/path/name}. */
  public Arn arn() {
    return IamArn.role(account, path, name);
  }

  /** The role's ARN and id; its description and policies may have lines. */
  @Override
  public String toString() {
    return arn() + " (" + id + ")";
  }

  /** This role under another trust policy, which names these. */
  public Role withTrustPolicy(PolicyText newTrustPolicy, Pins newPins) {
    return new Role(
        account,
        id,
        name,
        path,
        createDate,
        newTrustPolicy,
        newPins,
        description,
        maxSessionDuration,
        holdings);
  }

  /** This role described in another way, and with sessions of another length. */
  public Role with(String newDescription, Duration newMaxSessionDuration) {
    return new Role(
        account,
        id,
        name,
        path,
        createDate,
        trustPolicy,
        pins,
        newDescription,
        newMaxSessionDuration,
        holdings);
  }

  /** This role with other policies, another boundary or other tags. */
  public Role withHoldings(Holdings newHoldings) {
    return new Role(
        account,
        id,
        name,
        path,
        createDate,
        trustPolicy,
        pins,
        description,
        maxSessionDuration,
        newHoldings);
  }
}
