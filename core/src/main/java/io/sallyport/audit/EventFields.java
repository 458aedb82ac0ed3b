package io.sallyport.audit;

import io.sallyport.policy.eval.Decision;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an event or its actor says, by the names of the record's parts: texts, numbers, truths, and
 * an actor as it is. What is absent is left out.
 */
final class EventFields {
  private EventFields() {}

  /** The fields of a record, in order. A decision is two: whether it allows, and why. */
  static Map<String, Object> of(Record told) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (RecordComponent part : told.getClass().getRecordComponents()) {
      Object value = value(told, part);
      Optional<?> known = value instanceof Optional<?> maybe ? maybe : Optional.of(value);
      known.ifPresent(it -> put(part.getName(), it, fields));
    }
    return fields;
  }

  private static void put(String name, Object value, Map<String, Object> fields) {
    if (value instanceof Decision decision) {
      fields.put("allowed", decision.isAllowed());
    }
    boolean isKept = value instanceof Actor || value instanceof Long;
    fields.put(name, isKept ? value : value.toString());
  }

  private static Object value(Record told, RecordComponent part) {
    try {
      return part.getAccessor().invoke(told);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record's own accessor failed", e);
    }
  }
}
