package io.sallyport.wire;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does what is to be done by one thread at a time, whichever says that there is something: who
 * comes while another is at it leaves it to that one, and waits for nobody.
 */
public abstract class Turns {
  /** How often something was said since somebody began to do what is to be done. */
  private final AtomicInteger said = new AtomicInteger();

  /** For who does something by turns. */
  protected Turns() {}

  /** Does all that is to be done, if anything. */
  protected abstract void turn();

  /** Hears that a turn threw: the next ones have nothing to do but to let go of what comes late. */
  protected abstract void giveUp();

  /**
   * Says that something may be to do.
   *
   * @throws RuntimeException what a turn threw, to the thread that had it; an error as well
   */
  protected final void go() {
    if (said.getAndIncrement() != 0) {
      return;
    }
    int heard = 1;
    try {
      while (heard != 0) {
        turn();
        heard = said.addAndGet(-heard);
      }
    } catch (RuntimeException | Error e) {
      giveUp();
      said.set(0);
      throw e;
    }
  }
}
