package io.sallyport.document;

/** How much of the heap what is kept in memory may take: less where there is less. */
public final class HeapShare {
  private HeapShare() {}

  /**
   * A part of this process's heap, in bytes.
   *
   * @param part how many such parts the heap has
   * @param least in MiB, however small the heap is
   * @param most in MiB, however large it is
   */
  public static long of(int part, int least, int most) {
    return of(Runtime.getRuntime().maxMemory(), part, least, most);
  }

  static long of(long heap, int part, int least, int most) {
    return Math.max((long) least << 20, Math.min((long) most << 20, heap / part));
  }
}
