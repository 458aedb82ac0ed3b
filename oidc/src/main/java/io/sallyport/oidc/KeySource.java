package io.sallyport.oidc;

import io.sallyport.identity.Thumbprint;
import io.sallyport.sts.WebIdentityProvider;
import java.util.Set;

/**
 * Where keys come from, and by what they are trusted. Keys that were trusted by other thumbprints
 * are of another source.
 */
record KeySource(String issuer, Set<Thumbprint> thumbprints) {
  static KeySource of(WebIdentityProvider provider) {
    return new KeySource(provider.issuer(), provider.thumbprints());
  }
}
