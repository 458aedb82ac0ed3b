package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;

/** The rules of one policy in one layer, in the order of the document. */
final class Rules {
  private final Rule[] all;
  private final Rule[] denies;
  private final Rule[] allows;

  private Rules(Rule[] all, Rule[] denies, Rule[] allows) {
    this.all = all;
    this.denies = denies;
    this.allows = allows;
  }

  static Rules of(CompiledStatement[] statements, Layer layer, String policy) {
    Rule[] all = new Rule[statements.length];
    int denials = 0;
    for (int i = 0; i < all.length; i++) {
      all[i] = new Rule(statements[i], layer, policy);
      denials += statements[i].effect() == Effect.DENY ? 1 : 0;
    }
    Rule[] denies = new Rule[denials];
    Rule[] allows = new Rule[all.length - denials];
    int deny = 0;
    int allow = 0;
    for (Rule rule : all) {
      if (rule.statement().effect() == Effect.DENY) {
        denies[deny++] = rule;
      } else {
        allows[allow++] = rule;
      }
    }
    return new Rules(all, denies, allows);
  }

  Rule[] all() {
    return all;
  }

  Rule[] denies() {
    return denies;
  }

  Rule[] allows() {
    return allows;
  }
}
