/** Verifies web identity tokens of OpenID Connect providers. */
module io.sallyport.oidc {
  requires static transitive org.jspecify;
  requires transitive io.sallyport.core;
  requires com.fasterxml.jackson.databind;
  requires com.nimbusds.jose.jwt;

  exports io.sallyport.oidc;
}
