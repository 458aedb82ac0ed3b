package io.sallyport.gate;

import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import java.util.function.Function;

/** What a decision is about, besides its name: whose it is, and what it says of who may use it. */
interface Target {

  /** The account that owns it, as the evaluator has it. */
  String account();

  /** The condition keys that tell of it. */
  RequestContext keys();

  /**
   * Decides by what it says of who may use it.
   *
   * @param deciding decides by one policy of it; of several times that it is asked, the last counts
   */
  Decision decide(Function<ResourcePolicy, Decision> deciding);
}
