package io.sallyport.example.objectstore;

import io.sallyport.Sallyport;
import io.sallyport.audit.AuditSink;
import io.sallyport.example.objectstore.users.MadeUsers;
import io.sallyport.example.objectstore.users.UsersFile;
import io.sallyport.user.UserManager;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Starts the object store, walks through an example of Ceph, and serves until it is stopped. */
public final class Main {
  /** Of a line that Keycloak says. */
  private static final Pattern LOG_PREFIX =
      Pattern.compile("^[-0-9]+ [:,0-9]+ [A-Z]+ +\\[[^]]*] \\([^)]*\\) ");

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

  /** What to do with clients of a store, telling the steps, as TESTER1 and TESTER2. */
  @FunctionalInterface
  private interface Example {
    void walk(Clients clients, Steps steps, AwsCredentials tester1, AwsCredentials tester2);
  }

  private void run() throws NotStartedException, InterruptedException {
    if (options.example() == Options.Example.ASSUME_ROLE) {
      run((clients, steps, first, second) -> new Walk(clients, steps).run(first, second));
      return;
    }
    try (Keycloak keycloak = keycloak()) {
      Login login = login(keycloak);
      run((clients, steps, first, second) -> new WebIdentityWalk(clients, steps, login).run(first));
    }
  }

  private Keycloak keycloak() throws NotStartedException {
    out.println("Starting Keycloak (the first time it builds itself, for half a minute or more)");
    try {
      Path home = Path.of(System.getProperty("keycloak.home", "target/keycloak"));
      Keycloak keycloak =
          Keycloak.start(
              home,
              Keycloak.Door.http(keycloakPort()),
              line -> out.println("  " + LOG_PREFIX.matcher(line).replaceFirst("")));
      out.println("Keycloak's realm is " + keycloak.issuer());
      return keycloak;
    } catch (IOException e) {
      throw new NotStartedException(options.data(), e);
    }
  }

  /** The one of Ceph's example; if another has it, any that is free. */
  private static int keycloakPort() {
    try (ServerSocket free = new ServerSocket(8080, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      return 0;
    }
  }

  private Login login(Keycloak keycloak) throws NotStartedException, InterruptedException {
    try {
      Login login = keycloak.login();
      out.println("Its user alice logged in, through its client " + login.client());
      return login;
    } catch (IOException e) {
      throw new NotStartedException(options.data(), e);
    }
  }

  private void run(Example example) throws NotStartedException, InterruptedException {
    DecisionLog decisions = new DecisionLog();
    try (GuardedStore store = start(decisions)) {
      if (options.mode() != Options.Mode.SERVE) {
        walk(example, store, decisions);
      }
      decisions.end();
      if (options.mode() != Options.Mode.WALK) {
        serve(store);
      }
    }
  }

  private GuardedStore start(DecisionLog decisions) throws NotStartedException {
    try {
      UsersFile file = usersFile();
      DataFolder folder = options.folder();
      folder.volume().ifPresent(volume -> out.println(volume.notice()));
      GuardedStore store =
          GuardedStore.start(
              folder,
              listening(folder),
              options.applied(Sallyport.builder()),
              audit(decisions),
              file.names());
      try {
        if (options.mode() == Options.Mode.SERVE && options.additions().users().isPresent()) {
          folder.noteExample(); // They aren't wanted here, nor at a start that names no users.
        } else {
          ExampleUsers.makeAtFirst(folder, store.sallyport().users(), out);
        }
        if (options.mode() != Options.Mode.SERVE
            && !ExampleUsers.areThere(store.sallyport().users())) {
          throw new IOException(
              "TESTER1 or TESTER2 is gone: start with --serve, or for the example with another"
                  + " --data");
        }
        new MadeUsers(store.sallyport(), out).make(file);
        return store;
      } catch (IOException | RuntimeException e) {
        store.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      throw new NotStartedException(options.data(), e);
    }
  }

  private Listening listening(DataFolder folder) throws IOException {
    OptionalInt https = options.additions().https();
    if (https.isEmpty()) {
      return Listening.on(options.port());
    }
    Certificate certificate = Certificate.in(folder.path());
    out.println("Clients that use TLS shall trust " + certificate.pem());
    Listening.Https secure = new Listening.Https(https.getAsInt(), certificate.keyStore());
    return new Listening(options.port(), Optional.of(secure));
  }

  /** Ends with the process: what happens is told until the last. */
  private AuditSink audit(DecisionLog decisions) throws IOException {
    AuditSink sink = decisions.andThen(AuditSink.flightRecorder());
    return options.additions().audit().isPresent()
        ? sink.andThen(AuditFile.open(options.additions().audit().get()))
        : sink;
  }

  private UsersFile usersFile() throws IOException {
    return options.additions().users().isPresent()
        ? UsersFile.read(options.additions().users().get())
        : UsersFile.NONE;
  }

  private void walk(Example example, GuardedStore store, DecisionLog decisions) {
    UserManager users = store.sallyport().users();
    SecureRandom random = new SecureRandom();
    try (Clients clients = new Clients(store.endpoint());
        WalkKeys first = new WalkKeys(users, ExampleUsers.TESTER1, random);
        WalkKeys second = new WalkKeys(users, ExampleUsers.TESTER2, random)) {
      Steps steps = new Steps(() -> decisions.tell(store.sallyport()), out);
      example.walk(clients, steps, first.credentials(), second.credentials());
    }
  }

  private void serve(GuardedStore store) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(store::close));
    out.println();
    String secure = store.secureEndpoint().map(endpoint -> " and " + endpoint).orElse("");
    out.println("Serving on " + store.endpoint() + secure + " until Ctrl-C");
    new CountDownLatch(1).await();
  }
}
