package io.sallyport.policy.eval;

/** Finds, among the rules of one effect and layer, the one that counts for a request. */
interface Lookup {
  /** Has no rules. */
  Lookup EMPTY = (request, policies) -> Grant.NONE;

  /** Of the rules that apply, the earliest of those that name the caller most closely. */
  Grant best(AccessRequest request, PolicySet policies);
}
