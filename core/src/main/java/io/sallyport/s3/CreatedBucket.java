package io.sallyport.s3;

import io.sallyport.wire.XmlElement;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the body of {@code CreateBucket}.
 *
 * @param location the location constraint, if the body has one
 * @param isPlain whether the body has nothing else: tags, or what makes a directory bucket
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketConfiguration.html">
 *     CreateBucketConfiguration</a>
 */
record CreatedBucket(Optional<String> location, boolean isPlain) {
  private static final String LOCATION = "LocationConstraint";
  private static final Set<String> OTHERS = Set.of("Tags", "Bucket", "Location");

  static CreatedBucket parse(byte[] body) {
    if (body.length == 0) {
      return new CreatedBucket(Optional.empty(), true);
    }
    XmlElement root = XmlElement.parse(body, "CreateBucketConfiguration");
    boolean isPlain = true;
    for (XmlElement child : root.children()) {
      if (OTHERS.contains(child.name())) {
        isPlain = false;
      } else if (!child.name().equals(LOCATION)) {
        throw XmlElement.malformed();
      }
    }
    Optional<String> location =
        root.named(LOCATION).isEmpty()
            ? Optional.empty()
            : Optional.of(root.only(LOCATION).leaf()).filter(text -> !text.isEmpty());
    return new CreatedBucket(location, isPlain);
  }
}
