package io.sallyport.aead;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AeadTest {
  private static final byte[] NONCE = "ABCDEFGHIJKLMNOPQRSTUVWX".getBytes(UTF_8);
  private static final byte[] TEXT = "XAES-256-GCM".getBytes(UTF_8);

  @Test
  void sealsAsTheSpecificationsFirstVectorDoes() {
    assertEquals(
        "ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271", sealed(filled(1), new byte[0]));
  }

  @Test
  void sealsAsTheSpecificationsSecondVectorDoes() {
    assertEquals(
        "986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d",
        sealed(filled(3), "c2sp.org/XAES-256-GCM".getBytes(UTF_8)));
  }

  @Test
  void opensWhatItSealedAndNothingUnderOtherAssociatedDataOrAnotherKey() {
    Aead aead = new Aead(filled(7));
    byte[] sealed = aead.seal(TEXT, NONCE, new SecureRandom());
    assertArrayEquals(TEXT, aead.open(sealed, NONCE).orElseThrow());
    assertEquals(Optional.empty(), aead.open(sealed, TEXT));
    assertEquals(Optional.empty(), new Aead(filled(8)).open(sealed, NONCE));
  }

  @Test
  void opensNothingThatIsTooShort() {
    Aead aead = new Aead(filled(7));
    for (int length = 0; length < Aead.OVERHEAD; length++) {
      assertTrue(aead.open(new byte[length], NONCE).isEmpty());
    }
  }

  @Test
  void refusesAKeyThatIsNot32BytesLong() {
    assertThrows(IllegalArgumentException.class, () -> new Aead(new byte[16]));
  }

  private static String sealed(byte[] key, byte[] associated) {
    byte[] sealed = new Aead(key).seal(TEXT, associated, NONCE);
    return HexFormat.of().formatHex(sealed, NONCE.length, sealed.length);
  }

  private static byte[] filled(int with) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) with);
    return key;
  }

  @Test
  void manyThreadsSealAndOpenAtOnceWhatIsTheirs() {
    Aead aead = new Aead(filled(7));
    SecureRandom random = new SecureRandom();
    long right =
        IntStream.range(0, 4_000)
            .parallel()
            .mapToObj(i -> Integer.toString(i).repeat(1 + i % 50).getBytes(UTF_8))
            .filter(
                text -> {
                  byte[] sealed = aead.seal(text, NONCE, random);
                  byte[] changed = sealed.clone();
                  changed[changed.length - 1] ^= 1;
                  return aead.open(changed, NONCE).isEmpty()
                      && Arrays.equals(text, aead.open(sealed, NONCE).orElseThrow());
                })
            .count();
    assertEquals(4_000, right);
  }
}
