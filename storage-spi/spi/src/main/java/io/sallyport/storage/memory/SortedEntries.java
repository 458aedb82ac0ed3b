package io.sallyport.storage.memory;

import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map of entries: a treap, whose changed copies share all but one path with it.
 * Priorities are random, so that no choice of keys makes the tree deep.
 */
final class SortedEntries {
  static final SortedEntries EMPTY = new SortedEntries(null);

  private final @Nullable Node root;

  private SortedEntries(@Nullable Node root) {
    this.root = root;
  }

  Optional<Entry> get(Key key) {
    Node node = root;
    while (node != null) {
      int order = key.compareTo(node.entry.key());
      if (order == 0) {
        return Optional.of(node.entry);
      }
      node = order < 0 ? node.left : node.right;
    }
    return Optional.empty();
  }

  /** The first entries of a range, in key order, at most this many. */
  List<Entry> range(KeyRange range, int limit) {
    List<Entry> found = new ArrayList<>();
    collect(root, range.from(), range.to(), limit, found);
    return found;
  }

  SortedEntries with(Entry entry) {
    return new SortedEntries(insert(root, entry, ThreadLocalRandom.current().nextInt()));
  }

  SortedEntries without(Key key) {
    return new SortedEntries(remove(root, key));
  }

  private static void collect(
      @Nullable Node node, byte[] from, byte[] to, int limit, List<Entry> found) {
    if (node == null || found.size() >= limit) {
      return;
    }
    byte[] key = node.entry.key().encoded();
    boolean notBefore = Arrays.compareUnsigned(key, from) >= 0;
    boolean notAfter = Arrays.compareUnsigned(key, to) < 0;
    if (notBefore) {
      collect(node.left, from, to, limit, found);
    }
    if (notBefore && notAfter && found.size() < limit) {
      found.add(node.entry);
    }
    if (notAfter) {
      collect(node.right, from, to, limit, found);
    }
  }

  private static Node insert(@Nullable Node node, Entry entry, int priority) {
    if (node == null) {
      return new Node(entry, priority, null, null);
    }
    int order = entry.key().compareTo(node.entry.key());
    if (order == 0) {
      return new Node(entry, node.priority, node.left, node.right);
    }
    if (order < 0) {
      Node left = insert(node.left, entry, priority);
      return left.priority > node.priority
          ? left.withRight(node.withLeft(left.right))
          : node.withLeft(left);
    }
    Node right = insert(node.right, entry, priority);
    return right.priority > node.priority
        ? right.withLeft(node.withRight(right.left))
        : node.withRight(right);
  }

  private static @Nullable Node remove(@Nullable Node node, Key key) {
    if (node == null) {
      return null;
    }
    int order = key.compareTo(node.entry.key());
    if (order == 0) {
      return join(node.left, node.right);
    }
    return order < 0
        ? node.withLeft(remove(node.left, key))
        : node.withRight(remove(node.right, key));
  }

  private static @Nullable Node join(@Nullable Node left, @Nullable Node right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    return left.priority > right.priority
        ? left.withRight(join(left.right, right))
        : right.withLeft(join(left, right.left));
  }

  private record Node(Entry entry, int priority, @Nullable Node left, @Nullable Node right) {
    Node withLeft(@Nullable Node newLeft) {
      return new Node(entry, priority, newLeft, right);
    }

    Node withRight(@Nullable Node newRight) {
      return new Node(entry, priority, left, newRight);
    }
  }
}
