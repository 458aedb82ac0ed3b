package io.sallyport.role;

import static java.util.Objects.requireNonNull;

import io.sallyport.identity.Description;
import io.sallyport.identity.RoleName;
import java.time.Duration;
import java.util.Optional;

/**
 * What to change of a role; what is not given stays as it is. Immutable: each method answers
 * another request.
 *
 * @param description 1,000 characters at most
 * @param maxSessionDuration from 1 to 12 hours
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html">UpdateRole</a>
 */
public record UpdateRoleRequest(
    RoleName name, Optional<String> description, Optional<Duration> maxSessionDuration) {

  public UpdateRoleRequest {
    requireNonNull(name, "name");
    requireNonNull(description, "description");
    requireNonNull(maxSessionDuration, "maxSessionDuration");
    description.ifPresent(Description::check);
    maxSessionDuration.ifPresent(RoleLimits::check);
  }

  /** Changes nothing yet. */
  public static UpdateRoleRequest of(RoleName name) {
    requireNonNull(name, "name");
    return new UpdateRoleRequest(name, Optional.empty(), Optional.empty());
  }

  /** As the other, of a name as text. */
  public static UpdateRoleRequest of(String name) {
    requireNonNull(name, "name");
    return of(new RoleName(name));
  }

  /** The role's name; what else is asked for may have lines. */
  @Override
  public String toString() {
    return "UpdateRoleRequest[" + name + "]";
  }

  public UpdateRoleRequest withDescription(String newDescription) {
    requireNonNull(newDescription, "newDescription");
    return new UpdateRoleRequest(name, Optional.of(newDescription), maxSessionDuration);
  }

  public UpdateRoleRequest withMaxSessionDuration(Duration duration) {
    requireNonNull(duration, "duration");
    return new UpdateRoleRequest(name, description, Optional.of(duration));
  }
}
