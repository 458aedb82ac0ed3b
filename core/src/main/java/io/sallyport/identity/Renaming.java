package io.sallyport.identity;

import java.util.Optional;

/**
 * What an entity is to be called from now on; what is absent stays as it is.
 *
 * @param <N> its kind of name
 */
public record Renaming<N>(Optional<N> name, Optional<EntityPath> path) {

  /** Another name. */
  public static <N> Renaming<N> to(N name) {
    return new Renaming<>(Optional.of(name), Optional.empty());
  }

  /** The same name at another path. */
  public static <N> Renaming<N> to(EntityPath path) {
    return new Renaming<>(Optional.empty(), Optional.of(path));
  }
}
