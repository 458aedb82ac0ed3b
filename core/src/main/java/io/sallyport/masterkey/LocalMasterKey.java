package io.sallyport.masterkey;

import io.sallyport.aead.Aead;
import java.security.SecureRandom;
import java.util.Optional;

/** A master key that is in memory. */
final class LocalMasterKey implements MasterKey {
  private final Aead aead;
  private final SecureRandom random;

  LocalMasterKey(byte[] key, SecureRandom random) {
    this.aead = new Aead(key);
    this.random = random;
  }

  @Override
  public byte[] wrap(byte[] key, byte[] context) {
    return aead.seal(key, context, random);
  }

  @Override
  public Optional<byte[]> unwrap(byte[] wrapped, byte[] context) {
    return aead.open(wrapped, context);
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
