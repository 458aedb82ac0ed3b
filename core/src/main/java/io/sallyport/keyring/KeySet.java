package io.sallyport.keyring;

import io.sallyport.aead.Aead;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.masterkey.MasterKeyException;
import io.sallyport.masterkey.WrongMasterKeyException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of one kind, by id. What is sealed begins with the version of the format and the id of
 * its key, eight bytes; both are authenticated. The newest key that every node can have seen seals;
 * every key opens. Immutable.
 */
final class KeySet {
  static final int HEADER = 9;

  /** No keys: it opens nothing, and seals nothing. */
  static final KeySet NONE = new KeySet(Map.of(), true);

  private static final byte VERSION = 1;
  private static final int ID = 8;
  private final Map<String, Opened> keys;
  private final boolean whole;

  private record Opened(Aead key, Instant sealsFrom) {}

  private KeySet(Map<String, Opened> keys, boolean whole) {
    this.keys = keys;
    this.whole = whole;
  }

  /** A new random key, wrapped by the master key. */
  static WrappedKeys.Wrapped create(
      Kind kind, MasterKey masterKey, SecureRandom random, Instant sealsFrom) {
    byte[] id = new byte[ID];
    byte[] key = new byte[MasterKey.LENGTH];
    random.nextBytes(id);
    random.nextBytes(key);
    String name = HexFormat.of().formatHex(id);
    byte[] wrapped = masterKey.wrap(key, kind.wrappingContext(name));
    return new WrappedKeys.Wrapped(name, Base64.getEncoder().encodeToString(wrapped), sealsFrom);
  }

  /** Asks a master key; empty if it can't unwrap that now. */
  interface Unwrapping {
    Optional<byte[]> unwrap(byte[] wrapped, byte[] context);

    /** Asks a master key, which throws if it didn't wrap that. */
    static Unwrapping by(MasterKey masterKey) {
      return (wrapped, context) ->
          Optional.of(masterKey.unwrap(wrapped, context).orElseThrow(KeySet::wrongMasterKey));
    }
  }

  private static MasterKeyException wrongMasterKey() {
    return new WrongMasterKeyException(
        "the master key is not the one that this store's keys were wrapped with; nothing was"
            + " changed");
  }

  /**
   * The keys of a ring; only those not known yet are unwrapped. One that can't be is left out, and
   * so neither opens nor seals: if it was the only one of its kind, nothing of that kind does.
   */
  KeySet with(List<WrappedKeys.Wrapped> ring, Kind kind, Unwrapping unwrapping) {
    Map<String, Opened> opened = new LinkedHashMap<>();
    for (WrappedKeys.Wrapped each : ring) {
      String id = each.id();
      Optional<Aead> key = Optional.ofNullable(keys.get(id)).map(Opened::key);
      if (key.isEmpty()) {
        key = unwrapping.unwrap(each.bytes(), kind.wrappingContext(id)).map(Aead::new);
      }
      key.ifPresent(found -> opened.put(id, new Opened(found, each.sealsFrom())));
    }
    return new KeySet(opened, !ring.isEmpty() && opened.size() == ring.size());
  }

  /** Whether no key was left out. */
  boolean isWhole() {
    return whole;
  }

  /**
   * Seals.
   *
   * @throws io.sallyport.error.UnavailableException if no key is here
   */
  byte[] seal(byte[] text, byte[] context, SecureRandom random, Instant now) {
    if (keys.isEmpty()) {
      throw KeyRing.unavailable("no key of the ring can be unwrapped");
    }
    String id = sealing(now);
    byte[] header = new byte[HEADER];
    header[0] = VERSION;
    System.arraycopy(HexFormat.of().parseHex(id), 0, header, 1, ID);
    byte[] sealed = key(header).orElseThrow().seal(text, associated(header, context), random);
    byte[] out = Arrays.copyOf(header, HEADER + sealed.length);
    System.arraycopy(sealed, 0, out, HEADER, sealed.length);
    return out;
  }

  /** The newest key that seals by now, or else the oldest that there is. */
  private String sealing(Instant now) {
    String sealing = keys.keySet().iterator().next();
    for (Map.Entry<String, Opened> key : keys.entrySet()) {
      if (!key.getValue().sealsFrom().isAfter(now)) {
        sealing = key.getKey();
      }
    }
    return sealing;
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

  /** Whether the key of this id is here. */
  boolean has(String id) {
    return keys.containsKey(id);
  }

  private Optional<Aead> key(byte[] sealed) {
    return isPlausible(sealed)
        ? Optional.ofNullable(keys.get(HexFormat.of().formatHex(sealed, 1, HEADER)))
            .map(Opened::key)
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
