package io.sallyport.storage;

/** A running watch. One thread at a time calls {@link #next()}; any thread may close it. */
public interface Watch extends AutoCloseable {

  /**
   * Waits for the next event, ten seconds at the most (rules 7 to 9 of {@link IamStore}). A call
   * that was interrupted drops no event: a later one answers it, or {@link WatchEvent.Lost}.
   *
   * @throws InterruptedException if the calling thread was interrupted while it waited
   */
  WatchEvent next() throws InterruptedException;

  /** Ends the watch: a waiting or later {@link #next()} answers {@link WatchEvent.Lost}. */
  @Override
  void close();
}
