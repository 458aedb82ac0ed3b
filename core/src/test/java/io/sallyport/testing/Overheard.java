package io.sallyport.testing;

import io.sallyport.audit.AuditEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** All that somebody without a right to it may come to read: logs, events, texts of values. */
public final class Overheard implements AutoCloseable {
  private static final int DEEPEST = 6;

  private final List<String> texts = Collections.synchronizedList(new ArrayList<>());
  private final Logger logger = Logger.getLogger("io.sallyport");
  private final Level level = logger.getLevel();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          texts.add("log: " + record.getMessage());
          Optional.ofNullable(record.getThrown()).ifPresent(Overheard.this::add);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /** Hears what is logged from now on, at whatever level. */
  public Overheard() {
    handler.setLevel(Level.ALL);
    logger.setLevel(Level.ALL);
    logger.addHandler(handler);
  }

  /** Hears a value as text, and its parts if it is a record. */
  public void add(Object value) {
    add(value, 0);
  }

  private void add(Object value, int depth) {
    texts.add(value.getClass().getSimpleName() + ": " + value);
    if (value instanceof Throwable failure) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      texts.add(trace.toString());
    }
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(it -> add(it, depth));
    }
    if (value instanceof Iterable<?> several) {
      several.forEach(it -> add(it, depth + 1));
    }
    if (value instanceof Record && depth < DEEPEST) {
      parts(value).forEach(part -> add(part, depth + 1));
    }
  }

  private static List<Object> parts(Object record) {
    List<Object> parts = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        parts.add(component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return parts;
  }

  /** Hears an event, as text and part by part. */
  public void event(AuditEvent event) {
    add(event);
  }

  public List<String> texts() {
    return List.copyOf(texts);
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
    logger.setLevel(level);
  }
}
