package io.sallyport.storage;

import java.util.Optional;

/** What a {@link Commit} does with one key, and what it expects of it. */
public sealed interface Write {

  Key key();

  /** The revision at which the key must be for the commit to be made; none if it must be absent. */
  Optional<Revision> expectation();

  /** Whether the key is written or deleted; if not, it is only expected (rule 14). */
  default boolean isChange() {
    return !(this instanceof Expect || this instanceof ExpectAbsent);
  }

  /** Writes a key that must be absent. */
  record Create(Key key, Bytes value) implements Write {
    @Override
    public Optional<Revision> expectation() {
      return Optional.empty();
    }
  }

  /** Writes a key that must be at this revision. */
  record Replace(Key key, Bytes value, Revision expected) implements Write {
    @Override
    public Optional<Revision> expectation() {
      return Optional.of(expected);
    }
  }

  /** Deletes a key that must be at this revision. */
  record Delete(Key key, Revision expected) implements Write {
    @Override
    public Optional<Revision> expectation() {
      return Optional.of(expected);
    }
  }

  /** Leaves a key as it is, which must be at this revision. */
  record Expect(Key key, Revision expected) implements Write {
    @Override
    public Optional<Revision> expectation() {
      return Optional.of(expected);
    }
  }

  /** Leaves a key as it is, which must be absent. */
  record ExpectAbsent(Key key) implements Write {
    @Override
    public Optional<Revision> expectation() {
      return Optional.empty();
    }
  }
}
