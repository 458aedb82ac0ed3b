package io.sallyport.role;

import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.RoleName;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What to create a role from. Immutable: each method answers another request.
 *
 * @param trustPolicy a policy document that says who may assume the role
 * @param description 1,000 characters at most
 * @param maxSessionDuration from 1 to 12 hours
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html">CreateRole</a>
 */
public record CreateRoleRequest(
    RoleName name,
    EntityPath path,
    String trustPolicy,
    String description,
    Duration maxSessionDuration) {
  private static final Pattern DESCRIPTION =
      Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]{0,1000}");
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofHours(12);

  public CreateRoleRequest {
    if (!DESCRIPTION.matcher(description).matches()) {
      throw new InvalidInputException(
          "Description", description, "up to 1000 printable Latin-1 characters");
    }
    if (maxSessionDuration.compareTo(SHORTEST) < 0 || maxSessionDuration.compareTo(LONGEST) > 0) {
      throw new InvalidInputException(
          "MaxSessionDuration",
          Long.toString(maxSessionDuration.toSeconds()),
          "from 3600 to 43200 seconds");
    }
  }

  /** A role with the default path, no description, and sessions of up to one hour. */
  public static CreateRoleRequest of(String name, String trustPolicy) {
    return new CreateRoleRequest(
        new RoleName(name), EntityPath.ROOT, trustPolicy, "", Duration.ofHours(1));
  }

  /** The role's path and name; what else is asked for may have lines. */
  @Override
  public String toString() {
    return "CreateRoleRequest[" + path + name + "]";
  }

  public CreateRoleRequest withPath(String newPath) {
    return new CreateRoleRequest(
        name, new EntityPath(newPath), trustPolicy, description, maxSessionDuration);
  }

  public CreateRoleRequest withDescription(String newDescription) {
    return new CreateRoleRequest(name, path, trustPolicy, newDescription, maxSessionDuration);
  }

  public CreateRoleRequest withMaxSessionDuration(Duration duration) {
    return new CreateRoleRequest(name, path, trustPolicy, description, duration);
  }
}
