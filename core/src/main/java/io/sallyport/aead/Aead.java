package io.sallyport.aead;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * XAES-256-GCM: AES-256-GCM with a nonce of 24 random bytes, which never need be counted. A key for
 * AES-GCM is derived from the key and the nonce's first half by two AES blocks. Thread-safe.
 *
 * @see <a href="https://c2sp.org/XAES-256-GCM">C2SP XAES-256-GCM</a>
 */
public final class Aead {
  static final int KEY_LENGTH = 32;
  static final int OVERHEAD = 24 + 16;

  private static final int NONCE = 24;
  private static final int HALF = 12;
  private static final int BLOCK = 16;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final byte[] subkey;

  /** Ciphers that nobody uses now: to look for a provider takes longer than to use one. */
  private final AtomicReference<@Nullable Cipher> deriving = new AtomicReference<>();

  private final AtomicReference<@Nullable Cipher> sealing = new AtomicReference<>();

  public Aead(byte[] key) {
    if (key.length != KEY_LENGTH) {
      throw new IllegalArgumentException("a key has 32 bytes, not " + key.length);
    }
    this.key = new SecretKeySpec(key, "AES");
    this.subkey = doubled(blocks(new byte[BLOCK]));
  }

  /** The nonce, then the text sealed together with {@code associated}, which stays outside. */
  public byte[] seal(byte[] text, byte[] associated, SecureRandom random) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    return seal(text, associated, nonce);
  }

  byte[] seal(byte[] text, byte[] associated, byte[] nonce) {
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce);
      cipher.updateAAD(associated);
      byte[] out = Arrays.copyOf(nonce, NONCE + cipher.getOutputSize(text.length));
      cipher.doFinal(text, 0, text.length, out, NONCE);
      sealing.set(cipher);
      return out;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
  }

  /** What was sealed with this key and {@code associated}; empty if it was not, or was changed. */
  public Optional<byte[]> open(byte[] sealed, byte[] associated) {
    if (sealed.length < OVERHEAD) {
      return Optional.empty();
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE));
      cipher.updateAAD(associated);
      byte[] text = cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
      sealing.set(cipher);
      return Optional.of(text);
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher unused = sealing.getAndSet(null);
    Cipher cipher = unused == null ? Cipher.getInstance("AES/GCM/NoPadding") : unused;
    cipher.init(
        mode,
        new SecretKeySpec(derived(nonce), "AES"),
        new GCMParameterSpec(TAG_BITS, nonce, HALF, HALF));
    return cipher;
  }

  private byte[] derived(byte[] nonce) {
    byte[] message = new byte[KEY_LENGTH];
    for (int half = 0; half < 2; half++) {
      int start = half * BLOCK;
      message[start + 1] = (byte) (half + 1);
      message[start + 2] = 'X';
      System.arraycopy(nonce, 0, message, start + 4, HALF);
      for (int i = 0; i < BLOCK; i++) {
        message[start + i] ^= subkey[i];
      }
    }
    return blocks(message);
  }

  /** AES of each block: the pseudo-random function that the derivation is made of. */
  @SuppressWarnings("InsecureCryptoUsage") // Single blocks of AES are what CMAC is made of.
  private byte[] blocks(byte[] message) {
    try {
      Cipher unused = deriving.getAndSet(null);
      Cipher cipher = unused == null ? Cipher.getInstance("AES/ECB/NoPadding") : unused;
      if (unused == null) {
        cipher.init(Cipher.ENCRYPT_MODE, key);
      }
      byte[] out = cipher.doFinal(message);
      deriving.set(cipher);
      return out;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES is not available", e);
    }
  }

  /** Doubling in GF(2^128), as CMAC derives its subkeys (RFC 4493, section 2.3). */
  private static byte[] doubled(byte[] block) {
    byte[] out = new byte[block.length];
    int carry = 0;
    for (int i = block.length - 1; i >= 0; i--) {
      out[i] = (byte) (block[i] << 1 | carry);
      carry = (block[i] & 0xFF) >>> 7;
    }
    out[block.length - 1] ^= (byte) (carry * 0x87);
    return out;
  }
}
