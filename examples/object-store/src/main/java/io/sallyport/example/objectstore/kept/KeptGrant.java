package io.sallyport.example.objectstore.kept;

import io.sallyport.arn.Arn;
import io.sallyport.bucket.Grant;
import io.sallyport.bucket.Grantee;
import io.sallyport.identity.AccountId;

/**
 * A grant of an access control list.
 *
 * @param kind what {@code grantee} is
 * @param grantee an account's id, or a user's ARN; empty of a group
 * @param userId of a user, what stays its own whatever it is called; else empty
 */
public record KeptGrant(Kind kind, String grantee, String userId, Grant.Right right) {
  /** Whom something can be granted to. */
  public enum Kind {
    ACCOUNT,
    USER,
    EVERYONE,
    AUTHENTICATED
  }

  /** To an account. */
  public static KeptGrant account(AccountId account, Grant.Right right) {
    return new KeptGrant(Kind.ACCOUNT, account.value(), "", right);
  }

  /** What the library's own canned lists have, in which there are no users. */
  public static KeptGrant of(Grant grant) {
    if (grant.grantee() instanceof Grantee.Account account) {
      return account(account.id(), grant.right());
    }
    Kind kind = grant.grantee() instanceof Grantee.Everyone ? Kind.EVERYONE : Kind.AUTHENTICATED;
    return new KeptGrant(kind, "", "", grant.right());
  }

  /** Whether it is to all the world. */
  public boolean isPublic() {
    return kind == Kind.EVERYONE || kind == Kind.AUTHENTICATED;
  }

  /** As the access decision takes it. */
  public Grant toGrant() {
    return new Grant(
        switch (kind) {
          case ACCOUNT -> new Grantee.Account(new AccountId(grantee));
          case USER -> new Grantee.User(Arn.parse(grantee));
          case EVERYONE -> new Grantee.Everyone();
          case AUTHENTICATED -> new Grantee.Authenticated();
        },
        right);
  }
}
