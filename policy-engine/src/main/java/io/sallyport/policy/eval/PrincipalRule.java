package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.Principals;
import io.sallyport.policy.eval.CallerNames.Kind;

/**
 * The Principal or NotPrincipal of a statement. What AWS leaves open denies:
 *
 * <ul>
 *   <li>NotPrincipal with Allow grants nothing.
 *   <li>NotPrincipal with Deny spares a caller only if the list has its whole chain (the session,
 *       its role and its account), and nobody who has a permissions boundary.
 *   <li>Who a canonical user is can't be told: a Deny that names one denies everyone.
 *   <li>A web or SAML identity is granted nothing by {@code *}.
 * </ul>
 */
final class PrincipalRule {
  private final Polarity polarity;
  private final Effect effect;
  private final PrincipalNames names;
  private final Strength everyone;
  private final int size;

  /**
   * Compiles a list.
   *
   * @param everyone how closely {@code *} names a caller: directly if a condition fixes {@code
   *     aws:PrincipalArn}
   */
  PrincipalRule(Principals source, Effect effect, Strength everyone) {
    this.polarity = source.polarity();
    this.effect = effect;
    this.names = new PrincipalNames(source.values());
    this.everyone = everyone;
    this.size = source.values().size();
  }

  /** How closely the statement names the caller. Identity policies need not name anybody. */
  Strength strength(CallerNames caller, boolean hasBoundary) {
    if (polarity == Polarity.ABSENT) {
      return Strength.DIRECT;
    }
    if (effect == Effect.DENY) {
      return isDenied(caller, hasBoundary) ? Strength.DIRECT : Strength.NONE;
    }
    if (polarity == Polarity.NOT_IN) {
      return Strength.NONE;
    }
    boolean byStar = names.hasEveryone() && caller.kind() != Kind.FEDERATED;
    return names.named(caller).orStronger(byStar ? everyone : Strength.NONE);
  }

  /** How many names the list has. */
  int size() {
    return size;
  }

  private boolean isDenied(CallerNames caller, boolean hasBoundary) {
    if (polarity == Polarity.NOT_IN) {
      return hasBoundary || !names.hasWholeChain(caller);
    }
    return names.hasEveryone() || names.hasUnknowable() || names.named(caller) != Strength.NONE;
  }
}
