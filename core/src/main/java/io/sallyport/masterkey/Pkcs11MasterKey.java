package io.sallyport.masterkey;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.security.auth.login.FailedLoginException;

/**
 * An AES key in a PKCS#11 token, which computes with it: AES-GCM with nonces of 12 random bytes, of
 * which a key may have four thousand million; here it takes some each month. Logs in again when the
 * token was taken out and put back, or somebody else logged out; but never with a PIN that was
 * refused, since tokens lock themselves after a few of these.
 *
 * @see <a href="https://doi.org/10.6028/NIST.SP.800-38D">NIST SP 800-38D, section 8.3</a>
 */
final class Pkcs11MasterKey implements MasterKey {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int SHORTEST = NONCE + TAG_BITS / 8;

  private final Provider provider;
  private final String alias;
  private final char[] pin;
  private final SecureRandom random;
  private boolean isPinRefused; // Guarded by this.
  private SecretKey key; // Guarded by this.

  /** Logs in, and finds the key. */
  Pkcs11MasterKey(Provider provider, String alias, char[] pin, SecureRandom random) {
    this.provider = provider;
    this.alias = alias;
    this.pin = pin.clone();
    this.random = random;
    this.key = find();
  }

  @Override
  public byte[] wrap(byte[] text, byte[] context) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed = compute(Cipher.ENCRYPT_MODE, nonce, context, text);
      byte[] wrapped = Arrays.copyOf(nonce, NONCE + sealed.length);
      System.arraycopy(sealed, 0, wrapped, NONCE, sealed.length);
      return wrapped;
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed(e);
    }
  }

  @Override
  public Optional<byte[]> unwrap(byte[] wrapped, byte[] context) {
    if (wrapped.length < SHORTEST) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOf(wrapped, NONCE);
    byte[] sealed = Arrays.copyOfRange(wrapped, NONCE, wrapped.length);
    try {
      return Optional.of(compute(Cipher.DECRYPT_MODE, nonce, context, sealed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed(e);
    }
  }

  /** Tries once more with a key that was found anew: handles of keys end with their login. */
  private byte[] compute(int mode, byte[] nonce, byte[] context, byte[] input)
      throws GeneralSecurityException {
    SecretKey known = key();
    try {
      return compute(known, mode, nonce, context, input);
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException | ProviderException e) {
      return compute(keyAfter(known), mode, nonce, context, input);
    }
  }

  private byte[] compute(SecretKey with, int mode, byte[] nonce, byte[] context, byte[] input)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    cipher.init(mode, with, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context);
    return cipher.doFinal(input);
  }

  private synchronized SecretKey key() {
    return key;
  }

  private synchronized SecretKey keyAfter(SecretKey failed) {
    if (key == failed) {
      key = find();
    }
    return key;
  }

  /** Called with the lock held, or before anybody else has this. */
  private SecretKey find() {
    if (isPinRefused) {
      throw new MasterKeyException(what() + " refused the PIN, which is not tried again");
    }
    try {
      KeyStore token = KeyStore.getInstance("PKCS11", provider);
      token.load(null, pin);
      return Pkcs12File.aes(token.getKey(alias, null), what(), alias);
    } catch (IOException | GeneralSecurityException | ProviderException e) {
      isPinRefused = isRefusal(e);
      throw isPinRefused ? new MasterKeyException(what() + " refused the PIN", e) : failed(e);
    }
  }

  private static boolean isRefusal(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof FailedLoginException) {
        return true;
      }
    }
    return false;
  }

  private MasterKeyException failed(Exception cause) {
    return new MasterKeyUnavailableException(
        "the key \"%s\" in %s can't be used".formatted(alias, what()), cause);
  }

  private String what() {
    return "the PKCS#11 token of " + provider.getName();
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
