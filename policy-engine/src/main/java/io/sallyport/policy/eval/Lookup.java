package io.sallyport.policy.eval;

/** Finds, among the statements of one effect and layer, the one that counts for a request. */
interface Lookup {
  /** Has no statements. */
  Lookup EMPTY = (request, caller) -> Ruling.NONE;

  /** Of the statements that apply, the earliest of those that name the caller most closely. */
  Ruling best(AccessRequest request, CallerLookups caller);
}
