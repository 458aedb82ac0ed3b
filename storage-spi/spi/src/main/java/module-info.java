/** The contract that a storage backend keeps, and a store in memory. */
module io.sallyport.storage {
  requires static transitive org.jspecify;

  exports io.sallyport.storage;
  exports io.sallyport.storage.memory;
}
