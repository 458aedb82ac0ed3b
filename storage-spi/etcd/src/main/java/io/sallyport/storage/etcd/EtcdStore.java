package io.sallyport.storage.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.Watch;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store over an etcd cluster, for several processes. Entries are kept under a prefix of the
 * cluster's keys; their revisions are etcd's. Thread-safe.
 *
 * <p>When the cluster loses its leader, calls in flight may fail, commits with {@link
 * io.sallyport.storage.OutcomeUnknownException}; reads are tried again for some seconds. A watch is
 * lost when its member ends it, when it can't prove in time that it is current, and if the cluster
 * was compacted past its cursor; in the first two cases another from its last cursor goes on
 * without loss.
 */
public final class EtcdStore implements IamStore {
  private static final int LONGEST_PAGE = 1_000;

  private final EtcdConnection connection;
  private final EtcdKeys keys;
  private final EtcdCalls calls;
  private final EtcdTransaction transaction;
  private final Set<EtcdWatch> watches = ConcurrentHashMap.newKeySet();

  EtcdStore(EtcdConnection connection, EtcdKeys keys) {
    this.connection = connection;
    this.keys = keys;
    this.calls = new EtcdCalls(connection);
    this.transaction = new EtcdTransaction(keys);
  }

  /**
   * A store over these members, without TLS or a user, under the prefix {@code sallyport/}.
   *
   * @throws io.sallyport.storage.StoreUnavailableException if the cluster can't be asked
   */
  public static EtcdStore connect(URI... endpoints) {
    return at(endpoints).connect();
  }

  /** What connects to these members, for a store with TLS, a user or another prefix. */
  public static EtcdConnector at(URI... endpoints) {
    return new EtcdConnector(List.of(endpoints));
  }

  @Override
  public Optional<Entry> get(Key key) {
    return calls.read(client -> client.getKVClient().get(keys.stored(key))).getKvs().stream()
        .map(this::entry)
        .findFirst();
  }

  @Override
  public Page list(KeyRange range, int limit) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException(
          "a page has from 1 to " + LONGEST_PAGE + " entries, not " + limit);
    }
    GetOption option =
        GetOption.builder()
            .withRange(keys.stored(range.to()))
            .withLimit(limit + 1L)
            .withSortField(GetOption.SortTarget.KEY)
            .withSortOrder(GetOption.SortOrder.ASCEND)
            .build();
    ByteSequence from = keys.stored(range.from());
    GetResponse found = calls.read(client -> client.getKVClient().get(from, option));
    List<Entry> entries = found.getKvs().stream().limit(limit).map(this::entry).toList();
    return new Page(entries, found.getKvs().size() <= limit, Place.of(found).cursor());
  }

  @Override
  public CommitResult commit(Commit commit) {
    if (calls.isShaken()) {
      // The cluster may have no leader: a read can wait for one, again and again; a commit can't.
      Head unused = head();
    }
    return transaction.result(
        commit, calls.commit(client -> transaction.start(client.getKVClient(), commit)));
  }

  @Override
  public Watch watch(KeyRange range, Cursor from) {
    EtcdWatch watch = new EtcdWatch(this, range, from);
    watches.add(watch);
    if (calls.isStopped()) {
      watch.lose("the store was closed");
    }
    return watch;
  }

  @Override
  public void close() {
    calls.stop();
    watches.forEach(watch -> watch.lose("the store was closed"));
    connection.close();
  }

  /** Where the store is now, and the revision of its last commit, 0 if there was none. */
  Head head() {
    GetResponse mark = calls.read(client -> client.getKVClient().get(keys.mark()));
    long last = mark.getKvs().stream().mapToLong(KeyValue::getModRevision).findFirst().orElse(0);
    return new Head(Place.of(mark), last);
  }

  record Head(Place now, long lastCommit) {}

  Client client() {
    return connection.client();
  }

  EtcdKeys keys() {
    return keys;
  }

  void forget(EtcdWatch watch) {
    watches.remove(watch);
  }

  private Entry entry(KeyValue found) {
    return keys.entry(found);
  }
}
