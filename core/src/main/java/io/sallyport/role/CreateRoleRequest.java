package io.sallyport.role;

import static java.util.Objects.requireNonNull;

import io.sallyport.identity.Description;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.Tags;
import java.time.Duration;
import java.util.Optional;

/**
 * What to create a role from. Immutable: each method answers another request.
 *
 * @param trustPolicy a policy document that says who may assume the role
 * @param description 1,000 characters at most
 * @param maxSessionDuration from 1 to 12 hours
 * @param permissionsBoundary a managed policy that says what the role may do at most
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html">CreateRole</a>
 */
public record CreateRoleRequest(
    RoleName name,
    EntityPath path,
    String trustPolicy,
    String description,
    Duration maxSessionDuration,
    Tags tags,
    Optional<PolicyArn> permissionsBoundary) {

  public CreateRoleRequest {
    requireNonNull(name, "name");
    requireNonNull(path, "path");
    requireNonNull(trustPolicy, "trustPolicy");
    requireNonNull(description, "description");
    requireNonNull(maxSessionDuration, "maxSessionDuration");
    requireNonNull(tags, "tags");
    requireNonNull(permissionsBoundary, "permissionsBoundary");
    Description.check(description);
    RoleLimits.check(maxSessionDuration);
  }

  /** A role with the default path, no description, and sessions of up to one hour. */
  public static CreateRoleRequest of(RoleName name, String trustPolicy) {
    requireNonNull(name, "name");
    requireNonNull(trustPolicy, "trustPolicy");
    return new CreateRoleRequest(
        name, EntityPath.ROOT, trustPolicy, "", Duration.ofHours(1), Tags.NONE, Optional.empty());
  }

  /** As the other, of a name as text. */
  public static CreateRoleRequest of(String name, String trustPolicy) {
    requireNonNull(name, "name");
    requireNonNull(trustPolicy, "trustPolicy");
    return of(new RoleName(name), trustPolicy);
  }

  /** The role's path and name; what else is asked for may have lines. */
  @Override
  public String toString() {
    return "CreateRoleRequest[" + path + name + "]";
  }

  public CreateRoleRequest withPath(EntityPath newPath) {
    requireNonNull(newPath, "newPath");
    return new CreateRoleRequest(
        name, newPath, trustPolicy, description, maxSessionDuration, tags, permissionsBoundary);
  }

  public CreateRoleRequest withPath(String newPath) {
    requireNonNull(newPath, "newPath");
    return withPath(new EntityPath(newPath));
  }

  public CreateRoleRequest withDescription(String newDescription) {
    requireNonNull(newDescription, "newDescription");
    return new CreateRoleRequest(
        name, path, trustPolicy, newDescription, maxSessionDuration, tags, permissionsBoundary);
  }

  public CreateRoleRequest withMaxSessionDuration(Duration duration) {
    requireNonNull(duration, "duration");
    return new CreateRoleRequest(
        name, path, trustPolicy, description, duration, tags, permissionsBoundary);
  }

  public CreateRoleRequest withTags(Tags newTags) {
    requireNonNull(newTags, "newTags");
    return new CreateRoleRequest(
        name, path, trustPolicy, description, maxSessionDuration, newTags, permissionsBoundary);
  }

  /** With a managed policy that says what the role may do at most. */
  public CreateRoleRequest withPermissionsBoundary(PolicyArn policy) {
    requireNonNull(policy, "policy");
    return new CreateRoleRequest(
        name, path, trustPolicy, description, maxSessionDuration, tags, Optional.of(policy));
  }
}
