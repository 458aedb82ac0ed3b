package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.Statement;
import io.sallyport.policy.match.Facts;
import io.sallyport.policy.match.UnevaluableException;
import java.util.Arrays;

/** A statement made ready for decisions. */
final class CompiledStatement {
  private static final String PRINCIPAL_ARN = "aws:principalarn";
  private static final int NAMES_PER_STEP = 8;

  private final int index;
  private final Statement source;
  private final String[] variables;
  private final PrincipalRule principals;
  private final Actions actions;
  private final Resources resources;
  private final Condition[] conditions;

  /**
   * Compiles.
   *
   * @throws UnevaluableException if the statement can't be understood
   */
  CompiledStatement(int index, Statement source, PolicyVersion version, PolicyType type) {
    check(source, type);
    this.index = index;
    this.source = source;
    this.variables = ReferencedKeys.variables(source, version);
    Effect effect = source.effect();
    this.conditions = Conditions.compile(source.conditions(), version, effect);
    boolean pinned =
        Arrays.stream(conditions)
            .anyMatch(each -> each instanceof ValueCondition it && it.pins(PRINCIPAL_ARN));
    Strength everyone = pinned ? Strength.DIRECT : Strength.EVERYONE;
    this.principals = new PrincipalRule(source.principals(), effect, everyone);
    this.actions = new Actions(source.actions());
    this.resources = new Resources(source.resources(), version, effect);
  }

  private static void check(Statement source, PolicyType type) {
    boolean principal = source.principals().polarity() != Polarity.ABSENT;
    boolean resource = source.resources().polarity() != Polarity.ABSENT;
    boolean action = source.actions().polarity() != Polarity.ABSENT;
    if (principal != type.hasPrincipal() || resource != type.hasResource() || !action) {
      throw new UnevaluableException("a statement lacks an element, or has one too many");
    }
  }

  int index() {
    return index;
  }

  Statement source() {
    return source;
  }

  Effect effect() {
    return source.effect();
  }

  /** The keys, in lower case, that variables of the statement name. Not to be changed. */
  String[] variables() {
    return variables;
  }

  Actions actions() {
    return actions;
  }

  Resources resources() {
    return resources;
  }

  Condition[] conditions() {
    return conditions;
  }

  boolean matchesAction(String actionKey, Facts facts) {
    return actions.matches(actionKey, facts);
  }

  /** How closely the statement, of which action and resource match, applies to a request. */
  Strength strength(AccessRequest request, CallerLookups caller) {
    Strength strength = strengthOfNames(request, caller);
    if (strength == Strength.NONE) {
      return strength;
    }
    for (Condition condition : conditions) {
      if (!request.facts().holds(condition)) {
        return Strength.NONE;
      }
    }
    return strength;
  }

  /** How closely the statement names the caller, whatever else it says. */
  Strength strengthOfNames(AccessRequest request, CallerLookups caller) {
    request.facts().spend(1 + principals.size() / NAMES_PER_STEP);
    return principals.strength(request.callerNames(), caller.hasBoundary());
  }
}
