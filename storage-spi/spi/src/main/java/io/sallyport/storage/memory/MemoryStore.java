package io.sallyport.storage.memory;

/** Placeholder until its contract test exists. */
final class MemoryStore {
  private MemoryStore() {}
}
