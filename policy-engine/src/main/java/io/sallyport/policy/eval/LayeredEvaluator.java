package io.sallyport.policy.eval;

/** Combines the layers. */
final class LayeredEvaluator implements PolicyEvaluator {

  @Override
  public Decision decide(AccessRequest request, PolicySet policies) {
    return new Decision.ImplicitlyDenied(Layer.IDENTITY);
  }
}
