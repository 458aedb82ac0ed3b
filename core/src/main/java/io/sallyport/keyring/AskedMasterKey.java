package io.sallyport.keyring;

import io.sallyport.masterkey.MasterKey;
import io.sallyport.masterkey.MasterKeyException;
import io.sallyport.masterkey.MasterKeyUnavailableException;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A master key that may be anybody's code: whatever it throws that says nothing of the key, it
 * couldn't be asked. Thread-safe.
 */
record AskedMasterKey(MasterKey host) implements MasterKey {

  static MasterKey of(MasterKey key) {
    return key instanceof AskedMasterKey ? key : new AskedMasterKey(key);
  }

  @Override
  public byte[] wrap(byte[] key, byte[] context) {
    byte[] wrapped = asked(() -> host.wrap(key, context));
    boolean isWrapped =
        unwrap(wrapped, context).filter(plain -> MessageDigest.isEqual(plain, key)).isPresent();
    if (!isWrapped) { // Nothing is kept that can't be had again.
      throw new MasterKeyException("the master key doesn't unwrap what it wrapped itself");
    }
    return wrapped;
  }

  @Override
  public Optional<byte[]> unwrap(byte[] wrapped, byte[] context) {
    Optional<byte[]> plain = asked(() -> host.unwrap(wrapped, context));
    if (plain.filter(key -> key.length != LENGTH).isPresent()) {
      throw new MasterKeyUnavailableException("the master key answered with what is no key");
    }
    return plain;
  }

  private static <T> T asked(Supplier<T> call) {
    try {
      return Objects.requireNonNull(call.get(), "the master key answered null");
    } catch (MasterKeyException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new MasterKeyUnavailableException("the master key can't be asked", e);
    }
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
