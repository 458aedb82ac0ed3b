package io.sallyport.policy.eval;

import io.sallyport.policy.match.Facts;
import java.util.List;

/** One operator and key of a statement. All of a statement's conditions must hold. */
interface Condition {

  /** Whether it holds for a request. */
  boolean holds(Facts facts);

  /** The keys, in lower case, that it asks for: its own, and its variables'. Not to be changed. */
  String[] keys();

  /** The operator as written. */
  String operator();

  /** The key as written. */
  String key();

  /** The values as written. */
  List<String> policyValues();
}
