package io.sallyport.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.IamException;
import io.sallyport.s3.ObjectVersion;
import io.sallyport.wire.XmlWriter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a {@code DeleteObjects} is refused. S3 answers for each object by itself: the host
 * deletes those of the granted request, and {@link #answer} adds the refusals to what it says.
 *
 * @param isAsked whether the host has anything to delete; if not, the answer is {@link #answer()}
 */
public record Deletion(List<RefusedObject> refused, boolean isAsked) {
  private static final String EMPTY =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<DeleteResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"></DeleteResult>";

  /** The end of its element, before which nothing like it stands: text has no {@code <}. */
  private static final Pattern END =
      Pattern.compile("</DeleteResult\\s*>|(<DeleteResult(?:\\s[^<>]*)?)/>");

  private static final Pattern ERROR = Pattern.compile("</Error\\s*>");

  /** Copies the list. */
  public Deletion {
    refused = List.copyOf(refused);
  }

  /** An object that is not deleted. */
  public record RefusedObject(ObjectVersion object, IamException error) {}

  /** The whole answer, with status 200, if the host has nothing to delete. */
  public byte[] answer() {
    return answer(EMPTY.getBytes(UTF_8));
  }

  /**
   * A host's answer with the refusals added.
   *
   * @param hosts the body of its answer, in UTF-8; an {@code Error} stays as it is
   * @throws IllegalArgumentException if it is neither a {@code DeleteResult} nor an {@code Error}:
   *     without the refusals it would say that all was deleted
   */
  public byte[] answer(byte[] hosts) {
    String text = new String(hosts, UTF_8);
    Matcher end = END.matcher(text);
    if (refused.isEmpty()) {
      return hosts;
    }
    if (!end.find()) {
      if (ERROR.matcher(text).find()) {
        return hosts;
      }
      throw new IllegalArgumentException("what the host says of a deletion is no DeleteResult");
    }
    String start = text.substring(0, end.start());
    String root = end.group(1) == null ? "" : end.group(1) + ">";
    return (start + root + errors() + "</DeleteResult>" + text.substring(end.end()))
        .getBytes(UTF_8);
  }

  private XmlWriter errors() {
    XmlWriter xml = new XmlWriter();
    for (RefusedObject each : refused) {
      xml.open("Error").element("Key", each.object().key());
      each.object().versionId().ifPresent(id -> xml.element("VersionId", id));
      xml.element("Code", each.error().code())
          .element("Message", each.error().getMessage())
          .close("Error");
    }
    return xml;
  }
}
