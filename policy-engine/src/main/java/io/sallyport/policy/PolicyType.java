package io.sallyport.policy;

/** Where a document is to be used, which decides the elements it may and must have. */
public enum PolicyType {
  /** Inline policy of a user, group or role: has no Principal. */
  IDENTITY,
  /** Managed policy: like {@link #IDENTITY}, and its Version must be 2012-10-17. */
  MANAGED,
  /** Permissions boundary: like {@link #IDENTITY}. */
  BOUNDARY,
  /** Session policy, passed when a role is assumed: like {@link #IDENTITY}. */
  SESSION,
  /** Policy of a bucket or another resource: has both Principal and Resource. */
  RESOURCE,
  /** Policy that says who may assume a role: has a Principal and no Resource. */
  TRUST;

  /** Whether statements of this type name who they are about. */
  public boolean hasPrincipal() {
    return this == RESOURCE || this == TRUST;
  }

  /** Whether statements of this type name what they are about. */
  public boolean hasResource() {
    return this != TRUST;
  }
}
