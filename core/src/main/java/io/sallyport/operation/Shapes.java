package io.sallyport.operation;

import io.sallyport.identity.Listing;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.Tag;
import io.sallyport.wire.PercentEncoding;
import io.sallyport.wire.XmlWriter;
import java.util.List;
import java.util.Optional;

/** What the results of many operations have in common. */
final class Shapes {
  private Shapes() {}

  /** The element {@code Tags}. */
  static void tags(List<Tag> tags, XmlWriter result) {
    result.open("Tags");
    for (Tag tag : tags) {
      result.open("member").element("Key", tag.key()).element("Value", tag.value());
      result.close("member");
    }
    result.close("Tags");
  }

  /** The element {@code PermissionsBoundary}, if there is one. */
  static void boundary(Optional<PolicyArn> policy, XmlWriter result) {
    policy.ifPresent(
        arn -> {
          result.open("PermissionsBoundary");
          result.element("PermissionsBoundaryType", "PermissionsBoundaryPolicy");
          result.element("PermissionsBoundaryArn", arn.value());
          result.close("PermissionsBoundary");
        });
  }

  /** The end of a page of a list. */
  static void end(Listing<?> list, XmlWriter result) {
    result.element("IsTruncated", Boolean.toString(list.isTruncated()));
    if (list.isTruncated()) {
      result.element("Marker", list.marker());
    }
  }

  /** The element {@code ResponseMetadata}. */
  static void metadata(String requestId, XmlWriter answer) {
    answer.open("ResponseMetadata").element("RequestId", requestId).close("ResponseMetadata");
  }

  /** IAM gives policy documents percent-encoded (RFC 3986). */
  static String encoded(String document) {
    return PercentEncoding.encode(document);
  }
}
