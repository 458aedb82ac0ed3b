package io.sallyport.gate;

import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;

/** One request's decisions, all within one bound of work. Of one thread. */
interface Decisions {

  /**
   * Decides by the principal's own policies and by what the target says.
   *
   * @param own the condition keys of this decision alone: what is known of the request and of the
   *     target they can't change
   */
  Decision decide(String action, String resource, Target target, RequestContext own);
}
