package io.sallyport.policy.eval;

import io.sallyport.policy.source.Printable;
import java.util.Locale;

/**
 * The statement that decided.
 *
 * @param policy the name that the policy was compiled under
 * @param index place in the document, from 0; -1 in {@link #ROOT_USER}
 * @param sid the statement's Sid, or the empty text
 */
public record StatementId(Layer layer, String policy, int index, String sid) {
  /** What allows an account's root user, of whom no policy need say anything. */
  public static final StatementId ROOT_USER = new StatementId(Layer.IDENTITY, "root user", -1, "");

  @Override
  public String toString() {
    if (equals(ROOT_USER)) {
      return "the root user's own right";
    }
    String name = sid.isEmpty() ? "" : " \"" + sid + "\"";
    return Printable.of(
        "statement "
            + index
            + name
            + " of "
            + layer.name().toLowerCase(Locale.ROOT)
            + " policy \""
            + policy
            + "\"");
  }
}
