package io.sallyport.access;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does what is to be done by one thread at a time, whichever says that there is something: who
 * comes while another is at it leaves it to that one, and waits for nobody.
 */
abstract class Turns {
  private final AtomicInteger said = new AtomicInteger();

  /** Says that something may be to do. */
  final void go() {
    if (said.getAndIncrement() != 0) {
      return;
    }
    int heard = 1;
    while (heard != 0) {
      step();
      heard = said.addAndGet(-heard);
    }
  }

  /** Does all that is to be done now. */
  abstract void step();
}
