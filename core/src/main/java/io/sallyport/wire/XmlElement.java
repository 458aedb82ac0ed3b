package io.sallyport.wire;

import io.sallyport.error.InvalidInputException;
import io.sallyport.policy.source.Printable;
import java.util.List;

/** An element of a small XML document, of S3's namespace or of none, and without attributes. */
public record XmlElement(String name, String text, List<XmlElement> children) {
  public XmlElement {
    children = List.copyOf(children);
  }

  /**
   * Reads a document in UTF-8.
   *
   * @throws InvalidInputException as {@link XmlReader} tells, or if it has another root
   */
  public static XmlElement parse(byte[] document, String root) {
    XmlElement element = XmlReader.read(document);
    if (!element.name().equals(root)) {
      throw malformed();
    }
    return element;
  }

  /** The children of this name; others are refused. */
  public List<XmlElement> all(String childName) {
    if (children.stream().anyMatch(child -> !child.name().equals(childName))) {
      throw malformed();
    }
    return children;
  }

  /** The children of this name, whatever others there are. */
  public List<XmlElement> named(String childName) {
    return children.stream().filter(child -> child.name().equals(childName)).toList();
  }

  /** The child of this name, of which there must be one. */
  public XmlElement only(String childName) {
    List<XmlElement> found = named(childName);
    if (found.size() != 1) {
      throw malformed();
    }
    return found.get(0);
  }

  /** The text of an element that has no children. */
  public String leaf() {
    if (!children.isEmpty()) {
      throw malformed();
    }
    return text;
  }

  /** As a caller wrote it, but on one line. */
  @Override
  public String toString() {
    return name + (children.isEmpty() ? "=" + Printable.of(text) : children.toString());
  }

  public static InvalidInputException malformed() {
    return new InvalidInputException("Body", "[hidden]", "the XML that the operation takes");
  }
}
