/** Roles, users, sessions, STS, signature verification and access decisions. */
module io.sallyport.core {
  requires static transitive org.jspecify;
  requires static jakarta.servlet;
  requires static jdk.jfr;
  requires transitive io.sallyport.policy;
  requires transitive io.sallyport.storage;
  requires com.fasterxml.jackson.databind;
  requires com.github.benmanes.caffeine;

  exports io.sallyport;
  exports io.sallyport.access;
  exports io.sallyport.account;
  exports io.sallyport.audit;
  exports io.sallyport.bucket;
  exports io.sallyport.credential;
  exports io.sallyport.error;
  exports io.sallyport.group;
  exports io.sallyport.http;
  exports io.sallyport.identity;
  exports io.sallyport.managed;
  exports io.sallyport.masterkey;
  exports io.sallyport.principal;
  exports io.sallyport.provider;
  exports io.sallyport.query;
  exports io.sallyport.role;
  exports io.sallyport.s3;
  exports io.sallyport.servlet;
  exports io.sallyport.sigv4;
  exports io.sallyport.simulation;
  exports io.sallyport.sts;
  exports io.sallyport.user;
}
