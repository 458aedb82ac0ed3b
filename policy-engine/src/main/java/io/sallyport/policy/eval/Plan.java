package io.sallyport.policy.eval;

/** The lookups of a policy set: those of all denies, and of the grants of each layer. */
final class Plan {
  private final Lookup denies;
  private final Lookup identity;
  private final Lookup[] limits;
  private final Lookup resource;

  /**
   * Makes a plan.
   *
   * @param limits the boundary if there is one, then each layer of session policies
   */
  Plan(Lookup denies, Lookup identity, Lookup[] limits, Lookup resource) {
    this.denies = denies;
    this.identity = identity;
    this.limits = limits;
    this.resource = resource;
  }

  Lookup denies() {
    return denies;
  }

  Lookup identity() {
    return identity;
  }

  Lookup limit(int i) {
    return limits[i];
  }

  int limits() {
    return limits.length;
  }

  /** Of the resource policy or the trust policy, whichever there is. */
  Lookup resource() {
    return resource;
  }
}
