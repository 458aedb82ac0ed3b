package io.sallyport.policy.eval;

/** How the statements of the resource's policy are found. */
final class ResourceLookups {
  private final Layer layer;
  private final Lookup denies;
  private final Lookup grants;

  ResourceLookups(Layer layer, ActionLookups found) {
    this.layer = layer;
    this.denies = found.denies();
    this.grants = found.grants().isEmpty() ? Lookup.EMPTY : found.grants().get(0);
  }

  /** RESOURCE or TRUST. */
  Layer layer() {
    return layer;
  }

  Lookup denies() {
    return denies;
  }

  Lookup grants() {
    return grants;
  }
}
