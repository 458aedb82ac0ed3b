package io.sallyport.oidc;

import java.util.concurrent.ThreadFactory;

/** Threads that hold no process up. */
final class Threads {
  private Threads() {}

  static ThreadFactory daemons(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
