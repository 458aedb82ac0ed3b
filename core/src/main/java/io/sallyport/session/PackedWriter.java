package io.sallyport.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Writes numbers and texts in few bytes; {@link PackedReader} reads them. Not thread-safe. */
final class PackedWriter {
  /** Deflating adds ten bits to its content, of which it repeats three bytes at the least. */
  private static final int NEVER_SHORTER = 4;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  /** One byte. */
  PackedWriter octet(int value) {
    out.write(value);
    return this;
  }

  /** A number that is not negative: seven bits a byte, the lowest first. */
  PackedWriter number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("a negative number");
    }
    long rest = value;
    while (rest > 0x7F) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  /** A text: how long it is and by which alphabet, as one number, then its bits. */
  PackedWriter text(String text) {
    Alphabet alphabet = Alphabet.of(text);
    if (alphabet == Alphabet.UTF_8) {
      byte[] bytes = utf8(text);
      number(bytes.length * 4L + alphabet.code);
      out.writeBytes(bytes);
      return this;
    }
    number(text.length() * 4L + alphabet.code);
    out.writeBytes(packed(text, alphabet));
    return this;
  }

  private static byte[] packed(String text, Alphabet alphabet) {
    byte[] packed = new byte[(int) ((text.length() * (long) alphabet.bits + 7) / 8)];
    int count = 0;
    int held = 0;
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      held = (held << alphabet.bits) | alphabet.index(text.charAt(i));
      bits += alphabet.bits;
      if (bits >= 8) {
        bits -= 8;
        packed[count++] = (byte) (held >>> bits);
        held &= (1 << bits) - 1;
      }
    }
    if (bits > 0) {
      packed[count] = (byte) (held << (8 - bits));
    }
    return packed;
  }

  private static byte[] utf8(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (!new String(bytes, UTF_8).equals(text)) {
      throw new IllegalArgumentException("a text with half a character");
    }
    return bytes;
  }

  /** What another writer wrote, deflated where that is shorter. */
  PackedWriter part(PackedWriter part) {
    byte[] plain = part.bytes();
    byte[] deflated = plain.length <= NEVER_SHORTER ? plain : deflated(plain);
    if (deflated.length < plain.length) {
      number(plain.length * 2L + 1).number(deflated.length);
      out.writeBytes(deflated);
    } else {
      number(plain.length * 2L);
      out.writeBytes(plain);
    }
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private static byte[] deflated(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(plain);
      deflater.finish();
      byte[] out = new byte[plain.length + 64];
      int length = deflater.deflate(out);
      return deflater.finished() ? Arrays.copyOf(out, length) : plain;
    } finally {
      deflater.end();
    }
  }
}
