package io.sallyport.storage;

/** A key's value, and the revision of the commit that wrote it. */
public record Entry(Key key, Bytes value, Revision revision) {}
