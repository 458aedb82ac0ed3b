package io.sallyport.managed;

import static java.util.Objects.requireNonNull;

import io.sallyport.identity.Description;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.Tags;

/**
 * What to create a managed policy from. Immutable: each method answers another request.
 *
 * @param document of its first version
 * @param description 1,000 characters at most; nothing can change it later
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html">CreatePolicy</a>
 */
public record CreatePolicyRequest(
    PolicyName name, EntityPath path, String document, String description, Tags tags) {

  public CreatePolicyRequest {
    requireNonNull(name, "name");
    requireNonNull(path, "path");
    requireNonNull(document, "document");
    requireNonNull(description, "description");
    requireNonNull(tags, "tags");
    Description.check(description);
  }

  /** A policy with the default path, no description and no tags. */
  public static CreatePolicyRequest of(PolicyName name, String document) {
    requireNonNull(name, "name");
    requireNonNull(document, "document");
    return new CreatePolicyRequest(name, EntityPath.ROOT, document, "", Tags.NONE);
  }

  /** As the other, of a name as text. */
  public static CreatePolicyRequest of(String name, String document) {
    requireNonNull(name, "name");
    requireNonNull(document, "document");
    return of(new PolicyName(name), document);
  }

  /** The policy's path and name; what else is asked for may have lines. */
  @Override
  public String toString() {
    return "CreatePolicyRequest[" + path + name + "]";
  }

  public CreatePolicyRequest withPath(EntityPath newPath) {
    requireNonNull(newPath, "newPath");
    return new CreatePolicyRequest(name, newPath, document, description, tags);
  }

  public CreatePolicyRequest withPath(String newPath) {
    requireNonNull(newPath, "newPath");
    return withPath(new EntityPath(newPath));
  }

  public CreatePolicyRequest withDescription(String newDescription) {
    requireNonNull(newDescription, "newDescription");
    return new CreatePolicyRequest(name, path, document, newDescription, tags);
  }

  public CreatePolicyRequest withTags(Tags newTags) {
    requireNonNull(newTags, "newTags");
    return new CreatePolicyRequest(name, path, document, description, newTags);
  }
}
