package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.InvalidInputException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a small XML document in UTF-8. Whatever two parsers could take differently is
 * refused: a DTD, a comment or an instruction, another encoding, text beside elements.
 */
record XmlElement(String name, String text, List<XmlElement> children) {
  private static final int DEEPEST = 8;

  static XmlElement parse(byte[] document, String root) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
      String encoding = reader.getCharacterEncodingScheme();
      if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
        throw malformed();
      }
      next(reader, XMLStreamConstants.START_ELEMENT);
      XmlElement element = read(reader, 1);
      next(reader, XMLStreamConstants.END_DOCUMENT);
      if (!element.name().equals(root)) {
        throw malformed();
      }
      return element;
    } catch (XMLStreamException | CharacterCodingException e) {
      throw malformed();
    }
  }

  /** The children of this name; others are refused. */
  List<XmlElement> all(String childName) {
    if (children.stream().anyMatch(child -> !child.name().equals(childName))) {
      throw malformed();
    }
    return children;
  }

  /** The children of this name, whatever others there are. */
  List<XmlElement> named(String childName) {
    return children.stream().filter(child -> child.name().equals(childName)).toList();
  }

  /** The child of this name, of which there must be one. */
  XmlElement only(String childName) {
    List<XmlElement> found = named(childName);
    if (found.size() != 1) {
      throw malformed();
    }
    return found.get(0);
  }

  /** The text of an element that has no children. */
  String leaf() {
    if (!children.isEmpty()) {
      throw malformed();
    }
    return text;
  }

  static InvalidInputException malformed() {
    return new InvalidInputException("Body", "[hidden]", "the XML that the operation takes");
  }

  private static XmlElement read(XMLStreamReader reader, int depth) throws XMLStreamException {
    if (depth > DEEPEST) {
      throw malformed();
    }
    String name = reader.getLocalName();
    StringBuilder text = new StringBuilder();
    List<XmlElement> children = new ArrayList<>();
    while (reader.next() != XMLStreamConstants.END_ELEMENT) {
      if (reader.getEventType() == XMLStreamConstants.START_ELEMENT) {
        children.add(read(reader, depth + 1));
      } else if (isText(reader.getEventType())) {
        text.append(reader.getText());
      } else {
        throw malformed();
      }
    }
    if (!children.isEmpty() && !text.toString().isBlank()) {
      throw malformed();
    }
    return new XmlElement(name, text.toString(), List.copyOf(children));
  }

  private static void next(XMLStreamReader reader, int event) throws XMLStreamException {
    int next = reader.next();
    while (next == XMLStreamConstants.SPACE
        || (next == XMLStreamConstants.CHARACTERS && reader.isWhiteSpace())) {
      next = reader.next();
    }
    if (next != event) {
      throw malformed();
    }
  }

  private static boolean isText(int event) {
    return event == XMLStreamConstants.CHARACTERS
        || event == XMLStreamConstants.CDATA
        || event == XMLStreamConstants.SPACE;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    return factory;
  }
}
