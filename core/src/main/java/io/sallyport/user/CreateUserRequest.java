package io.sallyport.user;

import static java.util.Objects.requireNonNull;

import io.sallyport.identity.EntityPath;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.Tags;
import io.sallyport.identity.UserName;
import java.util.Optional;

/**
 * What to create a user from. Immutable: each method answers another request.
 *
 * @param permissionsBoundary a managed policy that says what the user may do at most
 */
public record CreateUserRequest(
    UserName name, EntityPath path, Tags tags, Optional<PolicyArn> permissionsBoundary) {

  public CreateUserRequest {
    requireNonNull(name, "name");
    requireNonNull(path, "path");
    requireNonNull(tags, "tags");
    requireNonNull(permissionsBoundary, "permissionsBoundary");
  }

  /** A user of this name at the path {@code /}, without tags or boundary. */
  public static CreateUserRequest of(UserName name) {
    requireNonNull(name, "name");
    return new CreateUserRequest(name, EntityPath.ROOT, Tags.NONE, Optional.empty());
  }

  /** As the other, of a name as text. */
  public static CreateUserRequest of(String name) {
    requireNonNull(name, "name");
    return of(new UserName(name));
  }

  /** The same at another path. */
  public CreateUserRequest withPath(EntityPath newPath) {
    requireNonNull(newPath, "newPath");
    return new CreateUserRequest(name, newPath, tags, permissionsBoundary);
  }

  /** As the other, of a path as text. */
  public CreateUserRequest withPath(String newPath) {
    requireNonNull(newPath, "newPath");
    return withPath(new EntityPath(newPath));
  }

  /** The same with these tags. */
  public CreateUserRequest withTags(Tags newTags) {
    requireNonNull(newTags, "newTags");
    return new CreateUserRequest(name, path, newTags, permissionsBoundary);
  }

  /** The same with this boundary. */
  public CreateUserRequest withPermissionsBoundary(PolicyArn policy) {
    requireNonNull(policy, "policy");
    return new CreateUserRequest(name, path, tags, Optional.of(policy));
  }
}
