package io.sallyport.s3;

import io.sallyport.error.InvalidInputException;
import io.sallyport.wire.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the body of {@code DeleteObjects}. Conditions in it, such as an {@code ETag}, are refused,
 * since they would need more permissions.
 */
final class DeletedObjects {
  private static final int MOST = 1000;
  private static final Set<String> IN_DELETE = Set.of("Object", "Quiet");
  private static final Set<String> IN_OBJECT = Set.of("Key", "VersionId");

  private DeletedObjects() {}

  /** The objects, 1 to 1000 of them. */
  static List<ObjectVersion> parse(String bucket, byte[] body) {
    XmlElement root = XmlElement.parse(body, "Delete");
    requireOnly(root, IN_DELETE);
    List<XmlElement> objects = root.named("Object");
    if (objects.isEmpty() || objects.size() > MOST) {
      throw new InvalidInputException("Delete", "" + objects.size(), "1 to 1000 objects");
    }
    List<ObjectVersion> versions = new ArrayList<>();
    for (XmlElement object : objects) {
      requireOnly(object, IN_OBJECT);
      Optional<String> version =
          object.named("VersionId").isEmpty()
              ? Optional.empty()
              : Optional.of(Asked.requireVersion(object.only("VersionId").leaf()));
      versions.add(new ObjectVersion(bucket, object.only("Key").leaf(), version));
    }
    return versions;
  }

  private static void requireOnly(XmlElement element, Set<String> names) {
    if (!element.children().stream().map(XmlElement::name).allMatch(names::contains)) {
      throw XmlElement.malformed();
    }
  }
}
