package io.sallyport.keyring;

import io.sallyport.masterkey.MasterKey;
import io.sallyport.masterkey.MasterKeyException;
import io.sallyport.masterkey.MasterKeyUnavailableException;
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
    return asked(() -> host.wrap(key, context));
  }

  @Override
  public Optional<byte[]> unwrap(byte[] wrapped, byte[] context) {
    return asked(() -> host.unwrap(wrapped, context));
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
