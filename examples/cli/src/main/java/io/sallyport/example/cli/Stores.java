package io.sallyport.example.cli;

import io.sallyport.Sallyport;
import io.sallyport.SallyportBuilder;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.masterkey.WrongMasterKeyException;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.etcd.EtcdStore;
import io.sallyport.storage.jdbc.JdbcStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Opens stores. */
final class Stores {
  private static final String ETCD = "etcd://";

  private Stores() {}

  /**
   * The store of a URL, without looking into it.
   *
   * @throws Misuse if it is the URL of none
   */
  static IamStore open(String url) {
    if (url.startsWith(ETCD)) {
      return EtcdStore.connect(
          Stream.of(url.substring(ETCD.length()).split(",", -1))
              .map(Stores::member)
              .toArray(URI[]::new));
    }
    if (!url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:postgresql:")) {
      throw new Misuse("a store is jdbc:h2:…, jdbc:postgresql:… or etcd://HOST:PORT,…");
    }
    return JdbcStore.open(url);
  }

  /** The same, but H2 makes no file if there is none. */
  static IamStore openExisting(String url) {
    return open(url.startsWith("jdbc:h2:") ? url + ";IFEXISTS=TRUE" : url);
  }

  private static URI member(String address) {
    if (!address.matches("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):[0-9]{1,5}")) {
      throw new Misuse("a member of etcd is HOST:PORT, not '" + address + "'");
    }
    return URI.create("http://" + address);
  }

  /** Opens a store with its master key; if the file isn't there, it is made for a new store. */
  static Sallyport open(String url, Path keyFile, SallyportBuilder rules) {
    IamStore store = open(url);
    try {
      return Files.exists(keyFile)
          ? build(store, MasterKey.file(keyFile), rules)
          : buildNew(store, keyFile, rules);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** A key that the store was not made with opens nothing, and is not left behind. */
  private static Sallyport buildNew(IamStore store, Path keyFile, SallyportBuilder rules) {
    MasterKey key = MasterKey.createFile(keyFile);
    try {
      return build(store, key, rules);
    } catch (WrongMasterKeyException e) {
      remove(keyFile);
      throw new Failure(
          "the store is not new, and its master key is not in " + keyFile + ": no such file", e);
    }
  }

  private static Sallyport build(IamStore store, MasterKey key, SallyportBuilder rules) {
    return rules.store(store).masterKey(key).build();
  }

  private static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
