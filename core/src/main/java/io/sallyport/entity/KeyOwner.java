package io.sallyport.entity;

import io.sallyport.identity.AccountId;
import io.sallyport.user.User;

/**
 * Whose an access key is: a user's, or an account's root user's.
 *
 * @param kind {@code user} or {@code root}
 * @param user the user's folded name; empty for a root user
 * @param id the user's id; empty for a root user
 */
record KeyOwner(AccountId account, String kind, String user, String id) {
  private static final String USER = "user";
  private static final String ROOT = "root";

  KeyOwner {
    if (!kind.equals(USER) && !kind.equals(ROOT)) {
      throw new IllegalArgumentException("nobody of the kind " + kind + " has access keys");
    }
  }

  static KeyOwner of(User user) {
    return new KeyOwner(user.account(), USER, user.name().folded(), user.id().value());
  }

  static KeyOwner rootOf(AccountId account) {
    return new KeyOwner(account, ROOT, "", "");
  }

  boolean isRoot() {
    return kind.equals(ROOT);
  }
}
