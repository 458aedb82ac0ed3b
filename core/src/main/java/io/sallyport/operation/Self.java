package io.sallyport.operation;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.UserName;
import io.sallyport.principal.Anonymous;
import io.sallyport.principal.Principal;
import io.sallyport.principal.UserSession;
import java.util.Optional;

/**
 * Whom a call is about that names a user or nobody: then who sends it.
 *
 * @param user empty if it is an account's root user
 */
record Self(Optional<UserName> user) {

  /** The user that a call names; without a name, who sends it, if that has keys of its own. */
  static Self of(Call call, Optional<UserName> named) {
    Principal caller =
        call.caller() instanceof UserSession session ? session.owner() : call.caller();
    if (named.isPresent()) {
      return new Self(named);
    }
    if (caller instanceof Principal.User user) {
      return new Self(Optional.of(user.userName()));
    }
    if (caller instanceof Principal.Root) {
      return new Self(Optional.empty());
    }
    if (caller instanceof Anonymous) {
      throw new AccessDeniedException("the request is not signed");
    }
    throw InvalidInputException.missing("UserName");
  }

  /** The name of the user that a request may give. */
  static Optional<UserName> named(Parameters parameters) {
    return parameters.find("UserName").map(UserName::new);
  }

  /** As results call it. */
  String name() {
    return user.map(UserName::value).orElse("root");
  }
}
