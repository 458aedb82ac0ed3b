package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What an entity is to be called from now on; what is absent stays as it is.
 *
 * @param <N> its kind of name
 */
public record Renaming<N>(Optional<N> name, Optional<EntityPath> path) {
  public Renaming {
    requireNonNull(name, "name");
    requireNonNull(path, "path");
  }

  /** Another name. */
  public static <N> Renaming<N> to(N name) {
    requireNonNull(name, "name");
    return new Renaming<>(Optional.of(name), Optional.empty());
  }

  /** The same name at another path. */
  public static <N> Renaming<N> to(EntityPath path) {
    requireNonNull(path, "path");
    return new Renaming<>(Optional.empty(), Optional.of(path));
  }
}
