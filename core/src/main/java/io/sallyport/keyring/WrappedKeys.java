package io.sallyport.keyring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.document.Fields;
import io.sallyport.document.Table;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.masterkey.WrongMasterKeyException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The key ring as it is stored: its keys, wrapped by the master key; of each kind the newest last.
 */
record WrappedKeys(List<Wrapped> token, List<Wrapped> storage) {
  private static final Codec<WrappedKeys> CODEC = new RingCodec();

  /**
   * One key.
   *
   * @param key in Base64
   * @param sealsFrom when every node can have seen it; before, it opens, and seals nothing
   */
  record Wrapped(String id, String key, Instant sealsFrom) {

    byte[] bytes() {
      return Base64.getDecoder().decode(key);
    }

    private Wrapped rewrapped(KeySet.Kind kind, MasterKey old, MasterKey next) {
      byte[] context = kind.wrappingContext(id);
      byte[] plain =
          old.unwrap(bytes(), context)
              .orElseThrow(
                  () ->
                      new WrongMasterKeyException("a key can't be unwrapped; nothing was changed"));
      return new Wrapped(
          id, Base64.getEncoder().encodeToString(next.wrap(plain, context)), sealsFrom);
    }
  }

  WrappedKeys {
    token = List.copyOf(token);
    storage = List.copyOf(storage);
  }

  /** The table that the ring is the one document of. */
  static Table<WrappedKeys> table(Documents documents) {
    return documents.table(CODEC, "keyring");
  }

  /** A new ring, of one random key of each kind. */
  static WrappedKeys create(MasterKey masterKey, SecureRandom random, Instant now) {
    return new WrappedKeys(
        List.of(KeySet.create(KeySet.Kind.TOKEN, masterKey, random, now)),
        List.of(KeySet.create(KeySet.Kind.STORAGE, masterKey, random, now)));
  }

  /** The same with another token key, the newest. */
  WrappedKeys plus(Wrapped tokenKey) {
    return new WrappedKeys(Stream.concat(token.stream(), Stream.of(tokenKey)).toList(), storage);
  }

  /** The same without a token key, if it is there. */
  WrappedKeys without(String tokenKey) {
    return new WrappedKeys(
        token.stream().filter(key -> !key.id().equals(tokenKey)).toList(), storage);
  }

  /** The same without the token keys whose successor has sealed since before this moment. */
  WrappedKeys withoutSucceededBefore(Instant moment) {
    List<Wrapped> kept = new ArrayList<>();
    for (int i = 0; i < token.size(); i++) {
      boolean isSucceeded = i + 1 < token.size() && token.get(i + 1).sealsFrom().isBefore(moment);
      if (!isSucceeded) {
        kept.add(token.get(i));
      }
    }
    return new WrappedKeys(kept, storage);
  }

  /** Whether one of the token keys seals at this moment. */
  boolean seals(Instant moment) {
    return token.stream().anyMatch(key -> !key.sealsFrom().isAfter(moment));
  }

  /** Whether a master key opens them, by the storage key, which is never struck out. */
  boolean isWrappedBy(MasterKey masterKey) {
    return storage.stream()
        .allMatch(
            key ->
                masterKey
                    .unwrap(key.bytes(), KeySet.Kind.STORAGE.wrappingContext(key.id()))
                    .isPresent());
  }

  /**
   * The same keys, wrapped by another master key.
   *
   * @throws WrongMasterKeyException if the old one doesn't open them
   */
  WrappedKeys rewrapped(MasterKey old, MasterKey next) {
    return new WrappedKeys(
        token.stream().map(key -> key.rewrapped(KeySet.Kind.TOKEN, old, next)).toList(),
        storage.stream().map(key -> key.rewrapped(KeySet.Kind.STORAGE, old, next)).toList());
  }

  private static final class RingCodec implements Codec<WrappedKeys> {

    @Override
    public WrappedKeys read(Document document) {
      return new WrappedKeys(
          document.objects("tokenKeys").stream().map(RingCodec::key).toList(),
          document.objects("storageKeys").stream().map(RingCodec::key).toList());
    }

    private static Wrapped key(Fields fields) {
      return new Wrapped(fields.text("id"), fields.text("key"), fields.instant("sealsFrom"));
    }

    @Override
    public void write(WrappedKeys ring, ObjectNode json) {
      write(ring.token(), json.putArray("tokenKeys"));
      write(ring.storage(), json.putArray("storageKeys"));
    }

    private static void write(List<Wrapped> keys, ArrayNode json) {
      for (Wrapped key : keys) {
        json.addObject()
            .put("id", key.id())
            .put("key", key.key())
            .put("sealsFrom", key.sealsFrom().toString());
      }
    }
  }
}
