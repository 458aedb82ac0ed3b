package io.sallyport.user;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Ceph's administrative capabilities of a user, such as {@code roles=*;users=read}. They count as
 * one more policy of the user: what it, a boundary or a session policy denies stays denied. No
 * capability gives any right to what IAM has no action for. Immutable.
 *
 * @param rights what the user may do with each type, none of them with nothing
 * @see <a
 *     href="https://docs.ceph.com/en/latest/radosgw/admin/#add-remove-admin-capabilities">Ceph's
 *     capabilities</a>
 */
public record AdminCaps(SortedMap<String, Set<Right>> rights) {
  /** The types there are. */
  public static final Set<String> TYPES =
      Set.of("roles", "user-policy", "oidc-provider", "users", "metadata");

  /** None. */
  public static final AdminCaps NONE = new AdminCaps(new TreeMap<>());

  /** What may be done. */
  public enum Right {
    READ,
    WRITE
  }

  public AdminCaps {
    requireNonNull(rights, "rights");
    SortedMap<String, Set<Right>> copy = new TreeMap<>();
    rights.forEach(
        (type, some) -> {
          if (!TYPES.contains(type)) {
            throw new InvalidInputException("caps", type, "one of " + String.join(", ", sorted()));
          }
          if (!some.isEmpty()) {
            copy.put(type, Set.copyOf(some));
          }
        });
    rights = Collections.unmodifiableSortedMap(copy);
  }

  private static Iterable<String> sorted() {
    return TYPES.stream().sorted().toList();
  }

  /** Reads capabilities as {@code radosgw-admin --caps} takes them. */
  public static AdminCaps parse(String text) {
    requireNonNull(text, "text");
    SortedMap<String, Set<Right>> rights = new TreeMap<>();
    for (String cap : text.split(";", -1)) {
      String[] parts = cap.split("=", -1);
      if (parts.length != 2) {
        throw new InvalidInputException("caps", cap, "a type, \"=\", and read, write or *");
      }
      Set<Right> some =
          rights.computeIfAbsent(parts[0].strip(), type -> EnumSet.noneOf(Right.class));
      for (String right : parts[1].split(",", -1)) {
        some.addAll(right(right.strip()));
      }
    }
    return new AdminCaps(rights);
  }

  private static Set<Right> right(String text) {
    return switch (text) {
      case "*" -> EnumSet.allOf(Right.class);
      case "read" -> EnumSet.of(Right.READ);
      case "write" -> EnumSet.of(Right.WRITE);
      default -> throw new InvalidInputException("caps", text, "read, write or *");
    };
  }

  /** These and others. */
  public AdminCaps plus(AdminCaps others) {
    requireNonNull(others, "others");
    SortedMap<String, Set<Right>> all = copy();
    others.rights.forEach(
        (type, some) ->
            all.computeIfAbsent(type, each -> EnumSet.noneOf(Right.class)).addAll(some));
    return new AdminCaps(all);
  }

  /** These without others. */
  public AdminCaps minus(AdminCaps others) {
    requireNonNull(others, "others");
    SortedMap<String, Set<Right>> rest = copy();
    others.rights.forEach(
        (type, some) -> rest.getOrDefault(type, EnumSet.noneOf(Right.class)).removeAll(some));
    return new AdminCaps(rest);
  }

  private SortedMap<String, Set<Right>> copy() {
    SortedMap<String, Set<Right>> copy = new TreeMap<>();
    rights.forEach((type, some) -> copy.put(type, EnumSet.copyOf(some)));
    return copy;
  }

  /** The rights of each type as Ceph writes them: {@code read}, {@code write} or {@code *}. */
  public SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    rights.forEach(
        (type, some) ->
            texts.put(
                type,
                some.size() > 1 ? "*" : some.iterator().next().name().toLowerCase(Locale.ROOT)));
    return texts;
  }

  /** As {@link #parse} reads it; empty if there are none. */
  @Override
  public String toString() {
    return texts().entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(";"));
  }
}
