package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException.Fault;

/**
 * Looks for what ends the file of a form where it may not be, in the file itself: what stands
 * behind it would be stored as if it were the file's. Looks at each byte once (Knuth, Morris,
 * Pratt).
 */
final class DelimiterSearch {
  private final byte[] wanted;

  /** If so much was found and no more: how much of it may be the beginning again. */
  private final int[] again;

  private int found;

  /**
   * Begins one.
   *
   * @param length how many bytes of these are looked for
   */
  DelimiterSearch(byte[] bytes, int length) {
    wanted = java.util.Arrays.copyOf(bytes, length);
    again = new int[length + 1];
    again[0] = -1;
    for (int i = 0, k = -1; i < length; ) {
      while (k >= 0 && wanted[i] != wanted[k]) {
        k = again[k];
      }
      again[++i] = ++k;
    }
  }

  void take(byte[] bytes, int from, int to) throws BodyRejectedException {
    for (int i = from; i < to; i++) {
      while (found >= 0 && wanted[found] != bytes[i]) {
        found = again[found];
      }
      found++;
      if (found == wanted.length) {
        throw new BodyRejectedException(Fault.FORM_FILE);
      }
    }
  }
}
