package io.sallyport.user;

import io.sallyport.identity.EntityPath;
import io.sallyport.identity.UserName;

/** A user to create. */
public record CreateUserRequest(UserName name, EntityPath path) {

  /** A user of this name at the path {@code /}. */
  public static CreateUserRequest of(UserName name) {
    return new CreateUserRequest(name, EntityPath.ROOT);
  }

  /** The same at another path. */
  public CreateUserRequest withPath(EntityPath newPath) {
    return new CreateUserRequest(name, newPath);
  }
}
