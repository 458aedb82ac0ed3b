package io.sallyport.document;

/** Is told when what is kept of the store may be too old, and when it no longer is. Thread-safe. */
public interface Freshness {

  /**
   * There was no proof for too long that all changes came through: from now on everything is asked
   * of the store itself.
   *
   * @param reason one sentence
   */
  void lost(String reason);

  /** All changes come through again. */
  void restored();

  /** What was kept of a document could be answered. */
  default void found() {
    // Few count.
  }

  /** A document had to be asked for. */
  default void missed() {
    // Few count.
  }

  /** For who is not to be told. */
  static Freshness unwatched() {
    return new Freshness() {
      @Override
      public void lost(String reason) {}

      @Override
      public void restored() {}
    };
  }
}
