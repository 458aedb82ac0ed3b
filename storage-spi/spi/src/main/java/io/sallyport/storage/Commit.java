package io.sallyport.storage;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes to make together or not at all: from 1 to {@value #MAX_WRITES}, each of another key, and
 * no more than 1 MiB of keys and values. What is only expected counts too; a commit that changes
 * nothing is refused, since it would have no revision.
 */
public record Commit(List<Write> writes) {
  public static final int MAX_WRITES = 64;

  /** The most bytes that a commit's encoded keys and values may have together. */
  public static final int MAX_LENGTH = 1024 * 1024;

  public Commit {
    writes = List.copyOf(writes);
    if (writes.isEmpty() || writes.size() > MAX_WRITES) {
      throw new IllegalArgumentException(
          "a commit has from 1 to " + MAX_WRITES + " writes, not " + writes.size());
    }
    Set<Key> keys = new HashSet<>();
    int length = 0;
    for (Write write : writes) {
      if (!keys.add(write.key())) {
        throw new IllegalArgumentException("a commit has " + write.key() + " twice");
      }
      length += write.key().encoded().length + valueLength(write);
    }
    if (writes.stream().noneMatch(Write::isChange)) {
      throw new IllegalArgumentException("a commit changes at least one key");
    }
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a commit has at most " + MAX_LENGTH + " bytes, not " + length);
    }
  }

  public static Commit of(Write... writes) {
    return new Commit(List.of(writes));
  }

  /** The writes that change their keys: all but those that only expect. */
  public List<Write> changes() {
    return writes.stream().filter(Write::isChange).toList();
  }

  private static int valueLength(Write write) {
    if (write instanceof Write.Create create) {
      return create.value().length();
    }
    return write instanceof Write.Replace replace ? replace.value().length() : 0;
  }
}
