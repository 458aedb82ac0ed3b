package io.sallyport.keyring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.document.Fields;
import io.sallyport.masterkey.MasterKey;
import java.security.SecureRandom;
import java.util.List;

/**
 * The key ring as it is stored: its keys, wrapped by the master key; of each kind the newest last.
 */
record WrappedKeys(List<Wrapped> token, List<Wrapped> storage) {
  static final Codec<WrappedKeys> CODEC = new RingCodec();

  /**
   * One key.
   *
   * @param key in Base64
   */
  record Wrapped(String id, String key) {}

  WrappedKeys {
    token = List.copyOf(token);
    storage = List.copyOf(storage);
  }

  /** A new ring, of one random key of each kind. */
  static WrappedKeys create(MasterKey masterKey, SecureRandom random) {
    return new WrappedKeys(
        List.of(KeySet.create(KeySet.Kind.TOKEN, masterKey, random)),
        List.of(KeySet.create(KeySet.Kind.STORAGE, masterKey, random)));
  }

  private static final class RingCodec implements Codec<WrappedKeys> {

    @Override
    public WrappedKeys read(Document document) {
      return new WrappedKeys(
          document.objects("tokenKeys").stream().map(RingCodec::key).toList(),
          document.objects("storageKeys").stream().map(RingCodec::key).toList());
    }

    private static Wrapped key(Fields fields) {
      return new Wrapped(fields.text("id"), fields.text("key"));
    }

    @Override
    public void write(WrappedKeys ring, ObjectNode json) {
      write(ring.token(), json.putArray("tokenKeys"));
      write(ring.storage(), json.putArray("storageKeys"));
    }

    private static void write(List<Wrapped> keys, ArrayNode json) {
      keys.forEach(key -> json.addObject().put("id", key.id()).put("key", key.key()));
    }
  }
}
