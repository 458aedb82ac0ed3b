package io.sallyport.s3;

import io.sallyport.error.S3RequestException;
import io.sallyport.wire.XmlElement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the body of {@code DeleteObjects}. An element that is not known is refused. */
record DeletedObjects(List<Entry> entries, boolean isQuiet) {
  private static final int MOST = 1000;
  private static final Set<String> IN_DELETE = Set.of("Object", "Quiet");
  private static final Set<String> CONDITIONS = Set.of("ETag", "LastModifiedTime", "Size");
  private static final Set<String> IN_OBJECT =
      Set.of("Key", "VersionId", "ETag", "LastModifiedTime", "Size");

  /** An object, and what it must be to be deleted. */
  record Entry(ObjectVersion object, Map<String, String> conditions) {}

  /** The objects, 1 to 1000 of them. */
  static DeletedObjects parse(String bucket, byte[] body) {
    XmlElement root = XmlElement.parse(body, "Delete");
    requireOnly(root, IN_DELETE);
    List<XmlElement> objects = root.named("Object");
    if (objects.isEmpty() || objects.size() > MOST) {
      throw S3RequestException.malformedXml("a list of 1 to 1000 objects");
    }
    return new DeletedObjects(
        objects.stream().map(object -> entry(bucket, object)).toList(), isQuiet(root));
  }

  private static Entry entry(String bucket, XmlElement object) {
    requireOnly(object, IN_OBJECT);
    Map<String, String> conditions = new HashMap<>();
    for (String name : CONDITIONS) {
      optional(object, name).ifPresent(value -> conditions.put(name, value));
    }
    return new Entry(
        new ObjectVersion(
            bucket,
            object.only("Key").leaf(),
            optional(object, "VersionId").map(S3Parameters::requireVersion)),
        conditions);
  }

  private static boolean isQuiet(XmlElement root) {
    return optional(root, "Quiet")
        .map(String::strip)
        .map(
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false", "" -> false;
                  default -> throw XmlElement.malformed();
                })
        .orElse(false);
  }

  private static Optional<String> optional(XmlElement element, String name) {
    return element.named(name).isEmpty()
        ? Optional.empty()
        : Optional.of(element.only(name).leaf());
  }

  private static void requireOnly(XmlElement element, Set<String> names) {
    if (!element.children().stream().map(XmlElement::name).allMatch(names::contains)) {
      throw XmlElement.malformed();
    }
  }
}
