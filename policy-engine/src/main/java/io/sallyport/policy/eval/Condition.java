package io.sallyport.policy.eval;

import java.util.List;

/** One operator and key of a statement. All of a statement's conditions must hold. */
interface Condition {

  /** Whether it holds for a request. */
  boolean holds(RequestContext context);

  /** The operator as written. */
  String operator();

  /** The key as written. */
  String key();

  /** The values as written. */
  List<String> policyValues();
}
