package io.sallyport.policy.eval;

import io.sallyport.policy.source.Printable;
import java.util.Locale;

/** The answer to a request, with its reason. Only {@link Allowed} lets anything through. */
public sealed interface Decision {

  /** Whether the request may go ahead. */
  default boolean isAllowed() {
    return this instanceof Allowed;
  }

  /** A statement grants the request, and nothing stands in its way. */
  record Allowed(StatementId by) implements Decision {
    @Override
    public String toString() {
      return "allowed by " + by;
    }
  }

  /** A statement denies the request; whatever grants it doesn't matter. */
  record ExplicitlyDenied(StatementId by) implements Decision {
    @Override
    public String toString() {
      return "denied by " + by;
    }
  }

  /** Nothing denies the request, but a layer that had to grant it doesn't. */
  record ImplicitlyDenied(Layer firstWithoutAllow) implements Decision {
    @Override
    public String toString() {
      return "denied, because no "
          + firstWithoutAllow.name().toLowerCase(Locale.ROOT)
          + " policy allows it";
    }
  }

  /**
   * Something could not be evaluated: a stored policy that can't be read, an operator that isn't
   * known, a value that could not be had. Never a grant.
   *
   * @param reason one sentence, for the log and not for the caller
   */
  record Unevaluable(String reason) implements Decision {
    @Override
    public String toString() {
      return "denied, because it could not be decided: " + Printable.of(reason);
    }
  }
}
