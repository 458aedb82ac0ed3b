package io.sallyport.gate;

import io.sallyport.document.HeapShare;
import java.util.concurrent.Semaphore;

/**
 * How much of bodies is held while what they say is read and decided on, of all requests of an
 * instance together. Who has yet to prove who it is takes no room of those who did. Thread-safe.
 *
 * @param proven for so many KiB
 * @param unproven for so many beginnings that haven't come yet
 */
public record BodyRoom(Semaphore proven, Semaphore unproven) {
  private static final int FORMS = 64;

  /** A sixteenth of the heap, 8 to 64 MiB: what is made of a body takes several times as much. */
  public static BodyRoom withinHeap() {
    return new BodyRoom(new Semaphore((int) (HeapShare.of(16, 8, 64) >> 10)), new Semaphore(FORMS));
  }
}
