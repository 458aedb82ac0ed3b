package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.wire.XmlWriter;
import java.util.List;

/**
 * The objects of a {@code DeleteObjects}.
 *
 * @param objects in the order given
 * @param isQuiet whether only errors are to be answered
 */
public record ObjectBatch(List<DeletedObject> objects, boolean isQuiet) {
  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  /** Copies the list. */
  public ObjectBatch {
    objects = List.copyOf(objects);
  }

  /** These objects and no others as a body of {@code DeleteObjects}: what a host is to be sent. */
  public byte[] body() {
    XmlWriter xml = new XmlWriter().open("Delete", NAMESPACE);
    for (DeletedObject each : objects) {
      xml.open("Object").element("Key", each.object().key());
      each.object().versionId().ifPresent(id -> xml.element("VersionId", id));
      each.conditions().forEach(xml::element);
      xml.close("Object");
    }
    xml.element("Quiet", Boolean.toString(isQuiet)).close("Delete");
    return xml.toString().getBytes(UTF_8);
  }
}
