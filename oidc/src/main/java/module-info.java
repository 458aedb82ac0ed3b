/** Verifies web identity tokens of OpenID Connect providers. */
module io.sallyport.oidc {
  requires static transitive org.jspecify;
  requires transitive io.sallyport.core;
  requires com.fasterxml.jackson.databind;
  requires com.github.benmanes.caffeine;
  requires com.nimbusds.jose.jwt;
  requires org.apache.httpcomponents.client5.httpclient5;
  requires org.apache.httpcomponents.core5.httpcore5;
  requires org.bouncycastle.provider;

  exports io.sallyport.oidc;
}
