package io.sallyport.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class PackedWriterTest {
  private static final int[] BYTES = {0, 1, 255};

  /** It is written as it is without a try: tokens are the same as if it had been tried. */
  @Test
  void whatHasFourBytesIsNoShorterDeflated() {
    for (int number = 0; number < 81; number++) {
      for (int length = 0; length <= 4; length++) {
        byte[] plain = new byte[length];
        int rest = number;
        for (int i = 0; i < length; i++) {
          plain[i] = (byte) BYTES[rest % 3];
          rest /= 3;
        }
        assertTrue(deflated(plain) >= length);
        PackedWriter part = new PackedWriter();
        for (byte each : plain) {
          part.octet(each);
        }
        byte[] expected = new byte[length + 1];
        expected[0] = (byte) (2 * length);
        System.arraycopy(plain, 0, expected, 1, length);
        assertArrayEquals(expected, new PackedWriter().part(part).bytes());
      }
    }
  }

  private static int deflated(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(plain);
      deflater.finish();
      return deflater.deflate(new byte[64]);
    } finally {
      deflater.end();
    }
  }
}
