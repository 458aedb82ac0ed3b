package io.sallyport.policy.match;

import java.util.BitSet;

/**
 * Finds a sequence of characters, of which some may be any, in one pass over a text: keeps a bit
 * for each beginning of the sequence that ends where the pass is. One step costs a 64th of the
 * sequence's length, whatever text and sequence are. Immutable and thread-safe.
 */
final class BitSearch {
  private static final int NIBBLES = 4;
  private static final int VALUES = 16;

  /** So many steps of the pass are paid for at once. */
  private static final int BLOCK = 64;

  private final int words;
  private final long end;

  /** The places of the sequence that take any character. */
  private final long[] any;

  /** For each four bits of a character and each value of these, the places that have it. */
  private final long[] places;

  /**
   * Prepares.
   *
   * @param sequence at least one character
   * @param isAny the places of characters that stand for any
   */
  BitSearch(CharSequence sequence, BitSet isAny) {
    int length = sequence.length();
    this.words = (length + 63) / 64;
    this.end = 1L << (length - 1);
    this.any = new long[words];
    this.places = new long[NIBBLES * VALUES * words];
    for (int i = 0; i < length; i++) {
      if (isAny.get(i)) {
        any[i / 64] |= 1L << i;
      } else {
        for (int nibble = 0; nibble < NIBBLES; nibble++) {
          places[row(nibble, sequence.charAt(i)) + i / 64] |= 1L << i;
        }
      }
    }
  }

  private int row(int nibble, char c) {
    return (nibble * VALUES + ((c >> (4 * nibble)) & 15)) * words;
  }

  /** The end of the match within that range that ends first, or -1. */
  int find(String text, int from, int to, Facts facts) {
    long[] state = new long[words];
    long[] late = new long[words];
    boolean second = false;
    for (int at = from; at < to; at++) {
      if ((at - from) % BLOCK == 0) {
        facts.spend((long) words * Math.min(BLOCK, to - at));
      }
      char c = text.charAt(at);
      boolean pair = at + 1 < to && Character.isSurrogatePair(c, text.charAt(at + 1));
      step(state, late, c, !pair && !second, pair, second ? 0 : 1);
      if (!pair && (state[words - 1] & end) != 0) {
        return at + 1;
      }
      second = pair;
    }
    return -1;
  }

  /**
   * Goes on by one character.
   *
   * @param late what a pair of characters, taken as one, leads to after its second
   * @param taken whether any stands for this character
   * @param pair whether any stands for this character and the next together
   * @param begins 1 if the sequence may begin here, 0 if this is within a character
   */
  private void step(long[] state, long[] late, char c, boolean taken, boolean pair, long begins) {
    int first = row(0, c);
    int second = row(1, c);
    int third = row(2, c);
    int fourth = row(3, c);
    long carry = begins;
    for (int i = 0; i < words; i++) {
      long begun = (state[i] << 1) | carry;
      carry = state[i] >>> 63;
      long same = places[first + i] & places[second + i] & places[third + i] & places[fourth + i];
      long next = begun & (taken ? same | any[i] : same);
      state[i] = next | late[i];
      late[i] = pair ? begun & any[i] : 0;
    }
  }
}
