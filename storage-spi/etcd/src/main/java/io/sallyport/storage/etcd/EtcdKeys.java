package io.sallyport.storage.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.Revision;
import io.sallyport.storage.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How keys are stored: after the prefix. */
final class EtcdKeys {
  private final byte[] prefix;

  EtcdKeys(String prefix) {
    this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
  }

  ByteSequence stored(Key key) {
    return stored(key.encoded());
  }

  ByteSequence stored(byte[] encoded) {
    byte[] whole = Arrays.copyOf(prefix, prefix.length + encoded.length);
    System.arraycopy(encoded, 0, whole, prefix.length, encoded.length);
    return ByteSequence.from(whole);
  }

  /**
   * Written by every commit: its revision is the last commit's. After all entries, since no key
   * begins with FF.
   */
  ByteSequence mark() {
    return stored(new byte[] {(byte) 0xFF});
  }

  /** The least stored key. */
  ByteSequence first() {
    return stored(new byte[] {0});
  }

  /** What comes after the mark. */
  ByteSequence end() {
    return stored(new byte[] {(byte) 0xFF, 0});
  }

  boolean isMark(KeyValue found) {
    return found.getKey().equals(mark());
  }

  Key key(KeyValue found) {
    byte[] whole = found.getKey().getBytes();
    try {
      return Key.decode(Arrays.copyOfRange(whole, prefix.length, whole.length));
    } catch (IllegalArgumentException e) {
      throw new StoreUnavailableException("a key under the store's prefix is not the store's", e);
    }
  }

  Entry entry(KeyValue found) {
    return new Entry(
        key(found), Bytes.of(found.getValue().getBytes()), new Revision(found.getModRevision()));
  }
}
