package io.sallyport.s3;

import io.sallyport.wire.XmlElement;
import java.util.List;
import java.util.Optional;

/** Reads the body of {@code CreateBucket}. Tags in it are refused: they would need more. */
final class CreatedBucket {
  private CreatedBucket() {}

  /** The location constraint, if the body has one. */
  static Optional<String> location(byte[] body) {
    if (body.length == 0) {
      return Optional.empty();
    }
    List<XmlElement> children =
        XmlElement.parse(body, "CreateBucketConfiguration").all("LocationConstraint");
    if (children.size() > 1) {
      throw XmlElement.malformed();
    }
    return children.stream().map(XmlElement::leaf).filter(text -> !text.isEmpty()).findFirst();
  }
}
