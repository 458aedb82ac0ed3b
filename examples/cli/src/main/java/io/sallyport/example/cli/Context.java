package io.sallyport.example.cli;

import io.sallyport.Sallyport;
import io.sallyport.account.View;
import io.sallyport.identity.AccountId;
import io.sallyport.policy.Leniency;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;
import java.util.Set;

/** What a command works with; what it doesn't ask for isn't opened. Not thread-safe. */
final class Context implements AutoCloseable {
  private final Streams streams;
  private final Globals globals;
  private Optional<Place> opened = Optional.empty();

  /** Where a command reads and writes, and whether that is a terminal. */
  record Streams(InputStream in, PrintStream out, PrintStream err, boolean isTerminal) {}

  Context(Streams streams, Globals globals) {
    this.streams = streams;
    this.globals = globals;
  }

  private Place place() {
    if (opened.isEmpty()) {
      opened = Optional.of(globals.place(streams.err()));
    }
    return opened.get();
  }

  /** Calls of IAM and STS. */
  Iam iam() {
    return new Iam(place());
  }

  /**
   * What the account holds.
   *
   * @throws Misuse if there is no store to look into
   */
  View view(String command) {
    return findView()
        .orElseThrow(() -> new Misuse(command + " needs --store: IAM's API has no action for it"));
  }

  /** What the account holds, if there is a store to look into. */
  Optional<View> findView() {
    return place().view();
  }

  /**
   * The installation itself.
   *
   * @throws Misuse if there is no store, or somebody else calls
   */
  Sallyport host(String command) {
    return place()
        .installation()
        .orElseThrow(() -> new Misuse(command + " needs --store, without --as: it is the host's"));
  }

  /** What may pass in the store, although AWS refuses it. */
  Set<Leniency> leniencies() {
    return globals.leniencies();
  }

  /** The account in the store. */
  AccountId account() {
    return globals.account();
  }

  /** The URL of the store as it is. */
  String store() {
    return globals.store();
  }

  Progress progress() {
    return streams.isTerminal() ? Progress.on(streams.err()) : Progress.silent(streams.err());
  }

  Format format() {
    return globals.format(streams.isTerminal() ? Format.TABLE : Format.SEED);
  }

  InputStream in() {
    return streams.in();
  }

  PrintStream out() {
    return streams.out();
  }

  PrintStream err() {
    return streams.err();
  }

  @Override
  public void close() {
    opened.ifPresent(Place::close);
  }
}
