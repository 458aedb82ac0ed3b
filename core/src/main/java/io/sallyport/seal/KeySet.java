package io.sallyport.seal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.aead.Aead;
import io.sallyport.keyring.MasterKey;
import io.sallyport.keyring.MasterKeyException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of one kind, by id. What is sealed begins with the version of the format and the id of
 * its key, eight bytes; both are authenticated. The last key seals; every key opens. Immutable.
 */
final class KeySet {
  static final int HEADER = 9;

  /** No keys: it opens nothing, and seals nothing. */
  static final KeySet NONE = new KeySet(Map.of(), new byte[0]);

  private static final byte VERSION = 1;
  private static final int ID = 8;
  private final Map<String, Aead> keys;
  private final byte[] sealing;

  private KeySet(Map<String, Aead> keys, byte[] sealing) {
    this.keys = keys;
    this.sealing = sealing;
  }

  /** Adds a new random key, wrapped by the master key. */
  static void add(ArrayNode keys, Kind kind, MasterKey masterKey, SecureRandom random) {
    byte[] id = new byte[ID];
    byte[] key = new byte[MasterKey.LENGTH];
    random.nextBytes(id);
    random.nextBytes(key);
    String name = HexFormat.of().formatHex(id);
    ObjectNode json = keys.addObject();
    json.put("id", name);
    json.put(
        "key", Base64.getEncoder().encodeToString(masterKey.wrap(key, kind.wrappingContext(name))));
  }

  /** The keys of a key ring's document; the master key is asked only for those not known yet. */
  KeySet with(JsonNode ring, Kind kind, MasterKey masterKey) {
    Map<String, Aead> opened = new LinkedHashMap<>();
    String last = "";
    for (JsonNode json : ring) {
      last = json.path("id").asText();
      Aead known = keys.get(last);
      opened.put(last, known == null ? unwrap(json, last, kind, masterKey) : known);
    }
    if (opened.isEmpty()) {
      throw new MasterKeyException("the key ring has no " + kind + " key; nothing was changed");
    }
    return new KeySet(opened, HexFormat.of().parseHex(last));
  }

  private static Aead unwrap(JsonNode json, String id, Kind kind, MasterKey masterKey) {
    byte[] wrapped = Base64.getDecoder().decode(json.path("key").asText());
    return masterKey
        .unwrap(wrapped, kind.wrappingContext(id))
        .map(Aead::new)
        .orElseThrow(
            () ->
                new MasterKeyException(
                    "the master key is not the one that this store's keys were wrapped with;"
                        + " nothing was changed"));
  }

  byte[] seal(byte[] text, byte[] context, SecureRandom random) {
    byte[] header = new byte[HEADER];
    header[0] = VERSION;
    System.arraycopy(sealing, 0, header, 1, ID);
    byte[] sealed = key(header).orElseThrow().seal(text, associated(header, context), random);
    byte[] out = Arrays.copyOf(header, HEADER + sealed.length);
    System.arraycopy(sealed, 0, out, HEADER, sealed.length);
    return out;
  }

  Optional<byte[]> open(byte[] sealed, byte[] context) {
    return key(sealed)
        .flatMap(
            key ->
                key.open(
                    Arrays.copyOfRange(sealed, HEADER, sealed.length),
                    associated(Arrays.copyOf(sealed, HEADER), context)));
  }

  /** Whether these bytes could be opened if only their key were here. */
  boolean misses(byte[] sealed) {
    return isPlausible(sealed) && key(sealed).isEmpty();
  }

  private Optional<Aead> key(byte[] sealed) {
    return isPlausible(sealed)
        ? Optional.ofNullable(keys.get(HexFormat.of().formatHex(sealed, 1, HEADER)))
        : Optional.empty();
  }

  private static boolean isPlausible(byte[] sealed) {
    return sealed.length >= HEADER && sealed[0] == VERSION;
  }

  private static byte[] associated(byte[] header, byte[] context) {
    byte[] associated = Arrays.copyOf(header, HEADER + context.length);
    System.arraycopy(context, 0, associated, HEADER, context.length);
    return associated;
  }

  /** What keys are for: no key of one kind opens what another kind sealed. */
  enum Kind {
    TOKEN,
    STORAGE;

    byte[] wrappingContext(String id) {
      return ("sallyport/" + this + "/" + id).getBytes(StandardCharsets.UTF_8);
    }
  }
}
