package io.sallyport.storage.etcd;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.etcd.jetcd.Auth;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.StoreUnavailableException;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.Write;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class EtcdSecurityTest {

  @Test
  void speaksTlsAndSignsIn() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.startWithTls()) {
      Path certificates = cluster.certificates();
      assertRefused(EtcdStore.at(cluster.endpoints()), "not secret");
      use(trusting(cluster, certificates));
      requireUsers(cluster, certificates);
      assertRefused(trusting(cluster, certificates), "not secret");
      assertRefused(trusting(cluster, certificates).user("root", "wrong-secret"), "wrong-secret");
      use(trusting(cluster, certificates).user("root", "the-secret"));
    }
  }

  private static EtcdConnector trusting(EtcdCluster cluster, Path certificates) {
    return EtcdStore.at(cluster.endpoints()).trusting(certificates);
  }

  private static void use(EtcdConnector connector) throws InterruptedException {
    try (IamStore store = connect(connector);
        Watch watch = store.watch(KeyRange.all(), store.list(KeyRange.all(), 1).cursor())) {
      Key key = Key.of("k", Long.toString(System.nanoTime()));
      CommitResult made = store.commit(Commit.of(new Write.Create(key, Bytes.utf8("v"))));
      assertInstanceOf(CommitResult.Committed.class, made);
      assertTrue(store.get(key).isPresent());
      assertInstanceOf(WatchEvent.Changed.class, watch.next());
    }
  }

  /** A new cluster has no leader at first. */
  private static IamStore connect(EtcdConnector connector) {
    for (int attempt = 1; ; attempt++) {
      try {
        return connector.connect();
      } catch (StoreUnavailableException e) {
        if (attempt == 5) {
          throw e;
        }
      }
    }
  }

  private static void assertRefused(EtcdConnector connector, String secret) {
    StringWriter trace = new StringWriter();
    assertThrows(StoreUnavailableException.class, connector::connect)
        .printStackTrace(new PrintWriter(trace));
    assertFalse(trace.toString().contains(secret), trace.toString());
  }

  private static void requireUsers(EtcdCluster cluster, Path certificates) throws Exception {
    try (Client client =
        Client.builder()
            .endpoints(cluster.endpoints())
            .sslContext(tls -> tls.trustManager(certificates.toFile()))
            .build()) {
      Auth auth = client.getAuthClient();
      ByteSequence root = ByteSequence.from("root", StandardCharsets.UTF_8);
      ByteSequence secret = ByteSequence.from("the-secret", StandardCharsets.UTF_8);
      auth.userAdd(root, secret).get(10, TimeUnit.SECONDS);
      auth.roleAdd(root).get(10, TimeUnit.SECONDS);
      auth.userGrantRole(root, root).get(10, TimeUnit.SECONDS);
      auth.authEnable().get(10, TimeUnit.SECONDS);
    }
  }
}
