package io.sallyport.policy;

import java.util.List;

/** One operator of a condition, such as {@code ForAnyValue:StringLike}, and its keys. */
public record ConditionBlock(String operator, List<ConditionKey> keys) {

  /** Copies the keys. */
  public ConditionBlock {
    keys = List.copyOf(keys);
  }
}
