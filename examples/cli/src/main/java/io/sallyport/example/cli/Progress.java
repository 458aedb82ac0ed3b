package io.sallyport.example.cli;

import java.io.PrintStream;

/** Says on a terminal how far something has come, on one line that it clears at the end. */
final class Progress implements AutoCloseable {
  private static final long PAUSE_NANOS = 100_000_000;

  private final PrintStream terminal;
  private final boolean shown;
  private long lastNanos = System.nanoTime() - PAUSE_NANOS;
  private int width;

  private Progress(PrintStream terminal, boolean shown) {
    this.terminal = terminal;
    this.shown = shown;
  }

  static Progress on(PrintStream terminal) {
    return new Progress(terminal, true);
  }

  /** For where nobody looks. */
  static Progress silent(PrintStream nowhere) {
    return new Progress(nowhere, false);
  }

  /** Says it, unless something was said a moment ago. */
  void at(String text) {
    long now = System.nanoTime();
    if (shown && now - lastNanos >= PAUSE_NANOS) {
      lastNanos = now;
      write(text);
    }
  }

  private void write(String text) {
    terminal.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
    terminal.flush();
    width = text.length();
  }

  @Override
  public void close() {
    if (width > 0) {
      write("");
      terminal.print("\r");
      terminal.flush();
    }
  }
}
