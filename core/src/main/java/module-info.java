/** Roles, users, sessions, STS, signature verification and access decisions. */
module io.sallyport.core {
  requires static transitive org.jspecify;
  requires transitive io.sallyport.storage;
  requires com.fasterxml.jackson.databind;
  requires static transitive jakarta.servlet;

  exports io.sallyport.credential;
  exports io.sallyport.error;
  exports io.sallyport.servlet;
  exports io.sallyport.sigv4;
}
