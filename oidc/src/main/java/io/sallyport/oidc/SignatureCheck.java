package io.sallyport.oidc;

/** One public key, made ready to verify by one algorithm. Thread-safe. */
@FunctionalInterface
interface SignatureCheck {
  /** Whether the signature over the content is that of the key; false for whatever is none. */
  boolean verifies(byte[] content, byte[] signature);
}
