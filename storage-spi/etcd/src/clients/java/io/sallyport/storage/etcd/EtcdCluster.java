package io.sallyport.storage.etcd;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.maintenance.StatusResponse;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three members of etcd, as processes of this machine. For core's tests as well. */
public final class EtcdCluster implements AutoCloseable {
  private static final int MEMBERS = 3;
  private static final AtomicInteger PREFIXES = new AtomicInteger();

  private final Path folder;
  private final List<Integer> clientPorts = new ArrayList<>();
  private final List<Integer> peerPorts = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  private final String scheme;

  private EtcdCluster(Path folder, String scheme) throws IOException {
    this.folder = folder;
    this.scheme = scheme;
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < 2 * MEMBERS; i++) {
      ServerSocket socket = new ServerSocket(0);
      held.add(socket);
      (i < MEMBERS ? clientPorts : peerPorts).add(socket.getLocalPort());
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
  }

  public static EtcdCluster start() throws IOException {
    return start("http");
  }

  /** Members that make themselves certificates. */
  static EtcdCluster startWithTls() throws IOException {
    return start("https");
  }

  private static EtcdCluster start(String scheme) throws IOException {
    EtcdCluster cluster = new EtcdCluster(Files.createTempDirectory("sallyport-etcd"), scheme);
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
    for (int i = 0; i < MEMBERS; i++) {
      cluster.processes.add(cluster.launch(i));
    }
    return cluster;
  }

  /** One cluster for all test classes that break nothing in it. */
  public static EtcdCluster shared() {
    return Holder.SHARED;
  }

  public static String newPrefix() {
    return "test" + PREFIXES.incrementAndGet() + "/";
  }

  URI[] endpoints() {
    return endpoints(clientPorts);
  }

  private URI[] endpoints(List<Integer> ports) {
    return ports.stream()
        .map(port -> URI.create(scheme + "://127.0.0.1:" + port))
        .toArray(URI[]::new);
  }

  /** The ports for clients. */
  public List<Integer> ports() {
    return List.copyOf(clientPorts);
  }

  /** A store, once the cluster has a leader. */
  public EtcdStore connect(String prefix) {
    return connect(prefix, clientPorts);
  }

  /** A store by way of other ports of this machine, once the cluster has a leader. */
  public EtcdStore connect(String prefix, List<Integer> ports) {
    for (int attempt = 1; ; attempt++) {
      try {
        return EtcdStore.at(endpoints(ports)).prefix(prefix).connect();
      } catch (RuntimeException e) {
        if (attempt == 10) {
          throw e;
        }
      }
    }
  }

  /** Kills the leader, and answers which member it was. */
  public int killLeader() throws Exception {
    while (true) {
      for (int i = 0; i < MEMBERS; i++) {
        if (processes.get(i).isAlive() && isLeader(i)) {
          processes.get(i).destroyForcibly().waitFor();
          return i;
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  /** A file with the certificates of all members, once they have made them. */
  Path certificates() throws IOException {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < MEMBERS; i++) {
      Path certificate = folder.resolve("m" + i + "/fixtures/client/cert.pem");
      while (!Files.exists(certificate) || !Files.readString(certificate).contains("END")) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      all.append(Files.readString(certificate));
    }
    return Files.writeString(folder.resolve("certificates.pem"), all);
  }

  /** Starts a member that was killed, and waits until it follows the leader. */
  public void restart(int member) throws Exception {
    processes.set(member, launch(member));
    while (!isIn(member)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  @Override
  public void close() {
    try {
      for (Process process : processes) {
        process.destroyForcibly().waitFor();
      }
      delete(folder.toFile());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(File file) {
    File[] children = file.listFiles();
    for (File child : children == null ? new File[0] : children) {
      delete(child);
    }
    if (!file.delete()) {
      file.deleteOnExit();
    }
  }

  private boolean isLeader(int member)
      throws ExecutionException, TimeoutException, InterruptedException {
    StatusResponse status = status(member);
    return status.getLeader() == status.getHeader().getMemberId();
  }

  private boolean isIn(int member) throws InterruptedException {
    try {
      return status(member).getLeader() != 0;
    } catch (ExecutionException | TimeoutException e) {
      return false; // Not up yet.
    }
  }

  private StatusResponse status(int member)
      throws ExecutionException, TimeoutException, InterruptedException {
    URI endpoint = endpoints()[member];
    try (Client client = Client.builder().endpoints(endpoint).build()) {
      return client
          .getMaintenanceClient()
          .statusMember(endpoint.toString())
          .get(5, TimeUnit.SECONDS);
    }
  }

  private Process launch(int member) throws IOException {
    String peers =
        IntStream.range(0, MEMBERS)
            .mapToObj(i -> "m" + i + "=http://127.0.0.1:" + peerPorts.get(i))
            .collect(Collectors.joining(","));
    String peer = "http://127.0.0.1:" + peerPorts.get(member);
    String clients = scheme + "://127.0.0.1:" + clientPorts.get(member);
    Path data = folder.resolve("m" + member);
    return new ProcessBuilder(
            "etcd",
            "--name=m" + member,
            "--data-dir=" + data,
            "--initial-cluster=" + peers,
            "--initial-cluster-state=" + (Files.exists(data) ? "existing" : "new"),
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--listen-client-urls=" + clients,
            "--advertise-client-urls=" + clients,
            "--auto-tls=" + scheme.equals("https"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log" + member).toFile()))
        .start();
  }

  private static final class Holder {
    static final EtcdCluster SHARED = make();

    private static EtcdCluster make() {
      try {
        return EtcdCluster.start();
      } catch (IOException e) {
        throw new IllegalStateException("etcd can't be started; is etcd-server installed?", e);
      }
    }
  }
}
