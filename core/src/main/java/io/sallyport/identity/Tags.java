package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.policy.eval.RequestContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tags of something, as pairs of a key and one value: a key may have several values, as Ceph's
 * role tags have. Keys that differ only in case are the same key, spelt as the first time.
 * Immutable.
 *
 * @param pairs none of them twice
 */
public record Tags(List<Tag> pairs) {
  /** The most pairs. */
  public static final int MAX = 50;

  /** No tags. */
  public static final Tags NONE = new Tags(List.of());

  public Tags {
    requireNonNull(pairs, "pairs");
    pairs = pairs.isEmpty() ? List.of() : List.copyOf(distinct(pairs));
    if (pairs.size() > MAX) {
      throw new LimitExceededException(
          "there are " + pairs.size() + " tags, more than the " + MAX + " that Tags may have");
    }
  }

  /** These tags. */
  public static Tags of(Tag... pairs) {
    requireNonNull(pairs, "pairs");
    return new Tags(List.of(pairs));
  }

  private static Set<Tag> distinct(List<Tag> pairs) {
    Set<Tag> distinct = new LinkedHashSet<>();
    for (Tag pair : pairs) {
      Optional<String> spelling =
          distinct.stream()
              .filter(known -> known.foldedKey().equals(pair.foldedKey()))
              .map(Tag::key)
              .findFirst();
      distinct.add(new Tag(spelling.orElse(pair.key()), pair.value()));
    }
    return distinct;
  }

  /**
   * These tags and others: a key that is there gets the other values besides its own.
   *
   * @throws LimitExceededException if they become too many
   */
  public Tags adding(Tags others) {
    requireNonNull(others, "others");
    List<Tag> all = new ArrayList<>(pairs);
    all.addAll(others.pairs);
    return new Tags(all);
  }

  /**
   * These tags and others: a key that is there gets the other value instead of its own.
   *
   * @throws InvalidInputException if one of the other keys has several values
   * @throws LimitExceededException if they become too many
   */
  public Tags replacing(Tags others) {
    requireNonNull(others, "others");
    Set<String> keys = new HashSet<>();
    for (Tag other : others.pairs) {
      if (!keys.add(other.foldedKey())) {
        throw new InvalidInputException("Tags", other.key(), "a key that is there once");
      }
    }
    return without(keys).adding(others);
  }

  /**
   * These tags without those of some keys, with all their values. A key that isn't there is none to
   * remove.
   */
  public Tags without(Set<String> keys) {
    requireNonNull(keys, "keys");
    Set<String> folded = keys.stream().map(Tag::folded).collect(Collectors.toSet());
    return new Tags(pairs.stream().filter(pair -> !folded.contains(pair.foldedKey())).toList());
  }

  /** The keys, in the order they were given. */
  public Set<String> keys() {
    return pairs.isEmpty()
        ? Set.of()
        : pairs.stream().map(Tag::key).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** All the values of a key, whatever its case. */
  public List<String> values(String key) {
    requireNonNull(key, "key");
    String folded = Tag.folded(key);
    return pairs.stream().filter(pair -> pair.foldedKey().equals(folded)).map(Tag::value).toList();
  }

  /** Writes each down as a condition key: the prefix and the tag's key, with all its values. */
  public void describe(String prefix, RequestContext.Builder context) {
    requireNonNull(prefix, "prefix");
    requireNonNull(context, "context");
    for (String key : keys()) {
      context.host(prefix + key, values(key).toArray(String[]::new));
    }
  }

  public boolean isEmpty() {
    return pairs.isEmpty();
  }

  /** A page of them, by key and value. Neither has a tab, so no two pairs have one name. */
  public Listing<Tag> page(PageRequest page) {
    requireNonNull(page, "page");
    return Listing.of(pairs, tag -> tag.key() + "\t" + tag.value(), page);
  }
}
