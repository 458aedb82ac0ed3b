package io.sallyport.audit;

import io.sallyport.policy.eval.Decision;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import jdk.jfr.AnnotationElement;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.EventFactory;
import jdk.jfr.EventType;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.ValueDescriptor;

/**
 * Commits an event of Java's flight recorder for each event: {@code io.sallyport.} and the name of
 * its record, with a field for each part; those of its actor begin with {@code actor}. What is
 * absent is null, and an event that no recording takes costs next to nothing. Thread-safe.
 */
final class FlightRecording implements AuditSink {
  private static final String PREFIX = "io.sallyport.";
  private static final String OF_ACTOR = "actor";

  /** The only one: the recorder belongs to the process. */
  static final FlightRecording INSTANCE = new FlightRecording();

  private final ConcurrentMap<Class<?>, Kind> kinds = new ConcurrentHashMap<>();

  /** Registers all kinds of events, so that a recording may ask for them before one happens. */
  private FlightRecording() {
    for (Class<?> kind : AuditEvent.class.getPermittedSubclasses()) {
      kinds.put(kind, Kind.of(kind));
    }
  }

  /**
   * What the recorder knows of a kind of events.
   *
   * @param fields their names, by their place
   */
  private record Kind(EventFactory factory, EventType type, List<String> fields) {

    static Kind of(Class<?> event) {
      List<ValueDescriptor> fields = new ArrayList<>();
      for (RecordComponent part : event.getRecordComponents()) {
        if (part.getType() == Actor.class) {
          for (RecordComponent ofActor : Actor.class.getRecordComponents()) {
            fields.add(new ValueDescriptor(String.class, ofActor(ofActor.getName())));
          }
        } else {
          if (part.getType() == Decision.class) {
            fields.add(new ValueDescriptor(boolean.class, "allowed"));
          }
          Class<?> type = part.getType() == long.class ? long.class : String.class;
          fields.add(new ValueDescriptor(type, part.getName()));
        }
      }
      EventFactory factory =
          EventFactory.create(
              List.of(
                  new AnnotationElement(Name.class, PREFIX + event.getSimpleName()),
                  new AnnotationElement(Label.class, event.getSimpleName()),
                  new AnnotationElement(Category.class, new String[] {"Sallyport"}),
                  new AnnotationElement(StackTrace.class, false)),
              fields);
      List<String> names = fields.stream().map(ValueDescriptor::getName).toList();
      return new Kind(factory, factory.getEventType(), names);
    }
  }

  /** While no recording takes decisions, none need be told. */
  @Override
  public boolean hearsAllowed() {
    Kind decisions = kinds.get(AuditEvent.Decided.class);
    return decisions != null && decisions.type().isEnabled();
  }

  @Override
  public void accept(AuditEvent event) {
    Kind kind = kinds.get(event.getClass());
    if (kind == null || !kind.type().isEnabled()) {
      return;
    }
    Event recorded = kind.factory().newEvent();
    set(EventFields.of((Record) event), "", kind, recorded);
    recorded.commit();
  }

  private static void set(Map<String, Object> fields, String prefix, Kind kind, Event recorded) {
    fields.forEach(
        (name, value) -> {
          if (value instanceof Actor actor) {
            set(EventFields.of(actor), OF_ACTOR, kind, recorded);
          } else {
            String field = prefix.isEmpty() ? name : ofActor(name);
            recorded.set(kind.fields().indexOf(field), value);
          }
        });
  }

  private static String ofActor(String name) {
    return OF_ACTOR + Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
