package io.sallyport.bucket;

import static java.util.Objects.requireNonNull;

import io.sallyport.arn.Arn;
import io.sallyport.identity.AccountId;

/** To whom an access control list grants something. */
public sealed interface Grantee {

  /** All of an account, as far as its own policies let them. */
  record Account(AccountId id) implements Grantee {
    public Account {
      requireNonNull(id, "id");
    }
  }

  /**
   * One user, as Ceph has it; in AWS only accounts are granted anything. Whoever has the name is
   * meant: a host that keeps such a grant keeps the user's id with it, and leaves it out once the
   * name is another's.
   *
   * @param arn the user's
   */
  record User(Arn arn) implements Grantee {
    public User {
      requireNonNull(arn, "arn");
    }
  }

  /** Everybody who signs, of whatever account. */
  record Authenticated() implements Grantee {}

  /** Everybody, unsigned too. */
  record Everyone() implements Grantee {}
}
