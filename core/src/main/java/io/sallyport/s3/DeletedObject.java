package io.sallyport.s3;

import io.sallyport.error.Printable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of the objects that a {@code DeleteObjects} is to delete.
 *
 * @param object which, and which version of it
 * @param conditions what the object must be to be deleted, by the names {@code ETag}, {@code
 *     LastModifiedTime} and {@code Size}, as given
 * @param permissions all of them must be allowed before it is deleted; there is at least one
 * @param unserved what of it the host can't do, by what the parser was told; it isn't deleted then
 */
public record DeletedObject(
    ObjectVersion object,
    Map<String, String> conditions,
    List<Permission> permissions,
    Optional<String> unserved) {
  /** Checks that there is a permission to ask for. */
  public DeletedObject {
    conditions = Map.copyOf(conditions);
    permissions = List.copyOf(permissions);
    if (permissions.isEmpty()) {
      throw new IllegalArgumentException("a deletion that needs no permission");
    }
  }

  @Override
  public String toString() {
    return object + Printable.of(conditions.isEmpty() ? "" : " if " + conditions);
  }
}
