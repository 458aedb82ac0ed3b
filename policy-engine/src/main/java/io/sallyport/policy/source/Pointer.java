package io.sallyport.policy.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The way to a part of a document, written as a JSON pointer (RFC 6901) only when asked for, since
 * that takes the length of all its names. Immutable.
 */
public final class Pointer {
  /** The whole document. */
  public static final Pointer ROOT = new Pointer(Optional.empty(), "");

  /** Of a longer name the pointer has the beginning, and three dots. */
  private static final int MAX_NAME = 200;

  private final Optional<Pointer> parent;
  private final String step;

  private Pointer(Optional<Pointer> parent, String step) {
    this.parent = parent;
    this.step = step;
  }

  /** The way to a member of an object. */
  public Pointer to(String name) {
    return new Pointer(Optional.of(this), name);
  }

  /** The way to an item of a list; to what is no list, but its only item, the same way. */
  public Pointer to(Node list, int index) {
    return list.is(Node.Kind.ARRAY) ? to(Integer.toString(index)) : this;
  }

  /** The pointer's text, which is empty for the whole document. */
  @Override
  public String toString() {
    Deque<String> steps = new ArrayDeque<>();
    Pointer at = this;
    while (at.parent.isPresent()) {
      steps.push(at.step);
      at = at.parent.get();
    }
    StringBuilder text = new StringBuilder();
    for (String each : steps) {
      text.append('/').append(bounded(each).replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }

  private static String bounded(String name) {
    return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "..." : name;
  }
}
