/** Roles, users, sessions, STS, signature verification and access decisions. */
module io.sallyport.core {
  requires static transitive org.jspecify;
  requires transitive io.sallyport.storage;
  requires com.fasterxml.jackson.databind;
  requires java.xml;

  exports io.sallyport.credential;
  exports io.sallyport.error;
  exports io.sallyport.s3;
  exports io.sallyport.sigv4;
}
