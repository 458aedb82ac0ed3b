package io.sallyport.wire;

import java.util.Map;

/** What answers of S3 have in common. */
public final class S3Xml {
  private S3Xml() {}

  /**
   * An error.
   *
   * @param details elements and their texts, in order
   */
  public static String error(
      String code, String message, Map<String, String> details, String resource, String requestId) {
    XmlWriter xml =
        new XmlWriter()
            .declaration()
            .open("Error")
            .element("Code", code)
            .element("Message", message);
    details.forEach(xml::element);
    return xml.element("Resource", resource)
        .element("RequestId", requestId)
        .close("Error")
        .toString();
  }
}
