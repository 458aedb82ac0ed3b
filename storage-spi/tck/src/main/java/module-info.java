/** The storage contract as JUnit 5 tests, for whoever writes a backend. */
module io.sallyport.storage.tck {
  requires transitive io.sallyport.storage;
  requires transitive org.junit.jupiter.api;
  requires static transitive org.jspecify;

  exports io.sallyport.storage.tck;

  opens io.sallyport.storage.tck;
}
