package io.sallyport.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads what a {@link PackedWriter} wrote, in the one way that it writes it: anything else is an
 * {@link IllegalArgumentException}. Not thread-safe.
 */
final class PackedReader {
  private final byte[] bytes;
  private int at;

  PackedReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int octet() {
    require(1);
    return bytes[at++] & 0xFF;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int octet = octet();
      value |= (long) (octet & 0x7F) << shift;
      if (octet <= 0x7F) {
        if (octet == 0 && shift > 0) {
          throw new IllegalArgumentException("a number with a needless byte");
        }
        return value;
      }
    }
    throw new IllegalArgumentException("a number that is too long");
  }

  /** A number of things, at most so many. */
  int count(int most) {
    long count = number();
    if (count > most) {
      throw new IllegalArgumentException("more than there may be: " + count);
    }
    return (int) count;
  }

  String text() {
    long header = number();
    int form = (int) (header & 3);
    long length = header >>> 2;
    if (form > Alphabet.UTF_8.code || length > bytes.length * 2L) {
      throw new IllegalArgumentException("a text of no known form, or too long");
    }
    Alphabet alphabet = Alphabet.of(form);
    String text =
        alphabet == Alphabet.UTF_8 ? utf8((int) length) : unpacked((int) length, alphabet);
    if (Alphabet.of(text) != alphabet) {
      throw new IllegalArgumentException("a text in a form that is not its own");
    }
    return text;
  }

  private String utf8(int length) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(take(length))).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private String unpacked(int length, Alphabet alphabet) {
    byte[] text = new byte[length];
    int held = 0;
    int bits = 0;
    for (int i = 0; i < length; i++) {
      if (bits < alphabet.bits) {
        held = (held << 8) | octet();
        bits += 8;
      }
      bits -= alphabet.bits;
      text[i] = alphabet.character(held >>> bits);
      held &= (1 << bits) - 1;
    }
    if (held != 0) {
      throw new IllegalArgumentException("a text with bits to spare");
    }
    return new String(text, US_ASCII);
  }

  /**
   * A part.
   *
   * @param most how many bytes it may have at most, once inflated
   */
  PackedReader part(int most) {
    long header = number();
    long length = header >>> 1;
    if (length > most) {
      throw new IllegalArgumentException("a part that is too long");
    }
    if ((header & 1) == 0) {
      return new PackedReader(take((int) length));
    }
    return new PackedReader(inflated(take(count(bytes.length)), (int) length));
  }

  private static byte[] inflated(byte[] deflated, int length) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      byte[] plain = new byte[length + 1]; // One more, to see that there is no more.
      int read = inflater.inflate(plain);
      if (read != length || !inflater.finished() || inflater.getRemaining() > 0) {
        throw new IllegalArgumentException("a part of another length than it says");
      }
      return Arrays.copyOf(plain, length);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException(e);
    } finally {
      inflater.end();
    }
  }

  /** Checks that all was read. */
  void end() {
    if (at != bytes.length) {
      throw new IllegalArgumentException("more than was to be read");
    }
  }

  private byte[] take(int length) {
    require(length);
    byte[] taken = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return taken;
  }

  private void require(int length) {
    if (length > bytes.length - at) {
      throw new IllegalArgumentException("it ends too early");
    }
  }
}
