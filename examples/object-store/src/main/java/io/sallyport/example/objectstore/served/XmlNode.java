package io.sallyport.example.objectstore.served;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a body, read strictly: what isn't asked for must not be there. No document type is
 * read, and nothing outside the body.
 */
final class XmlNode {
  private static final int DEEPEST = 8;
  private static final XMLInputFactory XML = hardened();

  private final String name;
  private final Map<String, String> attributes;
  private final List<XmlNode> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private XmlNode(String name, Map<String, String> attributes) {
    this.name = name;
    this.attributes = attributes;
  }

  private static XMLInputFactory hardened() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * Reads a body.
   *
   * @param root what its only element must be called
   */
  static XmlNode parse(byte[] body, String root) {
    try {
      XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(body));
      try {
        reader.nextTag();
        XmlNode node = read(reader, 0);
        int rest = reader.next();
        while (rest == XMLStreamConstants.COMMENT || rest == XMLStreamConstants.SPACE) {
          rest = reader.next();
        }
        if (rest != XMLStreamConstants.END_DOCUMENT || !node.name.equals(root)) {
          throw malformed();
        }
        return node;
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw malformed();
    }
  }

  private static XmlNode read(XMLStreamReader reader, int depth) throws XMLStreamException {
    if (depth > DEEPEST) {
      throw malformed();
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    XmlNode node = new XmlNode(reader.getLocalName(), attributes);
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> node.children.add(read(reader, depth + 1));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            node.text.append(reader.getText());
        case XMLStreamConstants.COMMENT -> {}
        case XMLStreamConstants.END_ELEMENT -> {
          return node.checked();
        }
        default -> throw malformed();
      }
    }
  }

  private XmlNode checked() {
    if (!children.isEmpty() && !text.toString().isBlank()) {
      throw malformed();
    }
    return this;
  }

  /** This element, whose children must be called one of these, each there at most so often. */
  XmlNode only(Set<String> once, Set<String> often) {
    for (XmlNode child : children) {
      boolean isKnown = once.contains(child.name) || often.contains(child.name);
      if (!isKnown || (once.contains(child.name) && all(child.name).size() > 1)) {
        throw Refusal.malformedXml("The XML has an element that doesn't belong: " + child.name);
      }
    }
    return this;
  }

  List<XmlNode> all(String child) {
    return children.stream().filter(each -> each.name.equals(child)).toList();
  }

  Optional<XmlNode> find(String child) {
    return all(child).stream().findFirst();
  }

  XmlNode get(String child) {
    return find(child)
        .orElseThrow(() -> Refusal.malformedXml("The XML lacks the element " + child + "."));
  }

  Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  /** What stands in it, which must be text alone. */
  String text() {
    if (!children.isEmpty()) {
      throw malformed();
    }
    return text.toString();
  }

  private static Refusal malformed() {
    return Refusal.malformedXml("The XML you provided was not well-formed or did not validate.");
  }
}
