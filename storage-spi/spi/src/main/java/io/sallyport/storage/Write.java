package io.sallyport.storage;

/** One change of a {@link Commit}, with what it expects of the key. */
public sealed interface Write {

  Key key();

  /** Writes a key that must be absent. */
  record Create(Key key, Bytes value) implements Write {}

  /** Writes a key that must be at this revision. */
  record Replace(Key key, Bytes value, Revision expected) implements Write {}

  /** Deletes a key that must be at this revision. */
  record Delete(Key key, Revision expected) implements Write {}
}
