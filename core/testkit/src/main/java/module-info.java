/** For the tests of whoever embeds Sallyport. */
module io.sallyport.testkit {
  requires transitive io.sallyport.core;
  requires transitive org.junit.jupiter.api;
  requires static transitive org.jspecify;

  exports io.sallyport.testkit;

  opens io.sallyport.testkit;
}
