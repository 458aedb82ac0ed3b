package io.sallyport.storage;

/** A place in a store's history, from which to watch. Only the store that made it can read it. */
public record Cursor(String value) {}
