package io.sallyport.example.objectstore;

import io.sallyport.Sallyport;
import io.sallyport.user.UserManager;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the object store, walks through Ceph's example, and serves until it is stopped. */
public final class Main {
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  private final Options options;
  private final PrintStream out;

  private Main(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Takes the options of {@link Options#USAGE}. */
  public static void main(String[] arguments) throws InterruptedException {
    ROOT_LOGGER.setLevel(Level.WARNING);
    try {
      new Main(Options.parse(List.of(arguments)), System.out).run();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Options.USAGE);
      System.exit(2);
    } catch (NotStartedException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws NotStartedException, InterruptedException {
    DecisionLog decisions = new DecisionLog();
    try (GuardedStore store = start(decisions)) {
      if (options.mode() != Options.Mode.SERVE) {
        walk(store, decisions);
      }
      if (options.mode() != Options.Mode.WALK) {
        serve(store);
      }
    }
  }

  private GuardedStore start(DecisionLog decisions) throws NotStartedException {
    try {
      GuardedStore store =
          GuardedStore.start(
              DataFolder.open(options.data()),
              options.port(),
              options.applied(Sallyport.builder()),
              decisions);
      try {
        ExampleUsers.makeIfAbsent(store.sallyport().users(), out);
        return store;
      } catch (RuntimeException e) {
        store.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      throw new NotStartedException(options.data(), e);
    }
  }

  private void walk(GuardedStore store, DecisionLog decisions) {
    UserManager users = store.sallyport().users();
    SecureRandom random = new SecureRandom();
    try (Clients clients = new Clients(store.endpoint());
        WalkKeys first = new WalkKeys(users, ExampleUsers.TESTER1, random);
        WalkKeys second = new WalkKeys(users, ExampleUsers.TESTER2, random)) {
      new Walk(clients, () -> decisions.tell(store.sallyport()), out)
          .run(first.credentials(), second.credentials());
    }
  }

  private void serve(GuardedStore store) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(store::close));
    out.println();
    out.println("Serving on " + store.endpoint() + " until Ctrl-C");
    new CountDownLatch(1).await();
  }
}
