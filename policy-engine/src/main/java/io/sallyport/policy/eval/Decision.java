package io.sallyport.policy.eval;

/** The answer to a request, with its reason. Only {@link Allowed} lets anything through. */
public sealed interface Decision {

  /** Whether the request may go ahead. */
  default boolean isAllowed() {
    return this instanceof Allowed;
  }

  /** A statement grants the request, and nothing stands in its way. */
  record Allowed(StatementId by) implements Decision {}

  /** A statement denies the request; whatever grants it doesn't matter. */
  record ExplicitlyDenied(StatementId by) implements Decision {}

  /** Nothing denies the request, but a layer that had to grant it doesn't. */
  record ImplicitlyDenied(Layer firstWithoutAllow) implements Decision {}

  /**
   * Something could not be evaluated: a stored policy that can't be read, an operator that isn't
   * known, a value that could not be had. Never a grant.
   *
   * @param reason one sentence, for the log and not for the caller
   */
  record Unevaluable(String reason) implements Decision {}
}
