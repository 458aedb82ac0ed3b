package io.sallyport.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.InvalidInputException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a small XML document. Whatever two parsers could take differently is refused: a DTD, a
 * comment or an instruction, another encoding or version, text beside elements, an attribute (which
 * some take for a child), a prefix, and a namespace other than S3's, or S3's on some elements only.
 * It is refused while it is read, so that a document of nothing but tags costs little.
 */
final class XmlReader {
  /** A thousand objects, of six elements each, and some to spare. */
  static final int MOST_ELEMENTS = 6500;

  private static final int DEEPEST = 8;
  private static final Set<String> NAMESPACES =
      Set.of("", "http://s3.amazonaws.com/doc/2006-03-01/");

  private final XMLStreamReader reader;
  private final String namespace;
  private int elements;

  /** Stands at the root. */
  private XmlReader(XMLStreamReader reader) {
    this.reader = reader;
    this.namespace = namespace(reader);
    if (!NAMESPACES.contains(namespace)) {
      throw XmlElement.malformed();
    }
  }

  static XmlElement read(byte[] document) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
      requireDeclared(reader.getCharacterEncodingScheme(), "UTF-8");
      requireDeclared(reader.getVersion(), "1.0");
      next(reader, XMLStreamConstants.START_ELEMENT);
      XmlElement root = new XmlReader(reader).element(1);
      next(reader, XMLStreamConstants.END_DOCUMENT);
      return root;
    } catch (XMLStreamException | CharacterCodingException e) {
      throw XmlElement.malformed();
    }
  }

  private XmlElement element(int depth) throws XMLStreamException {
    if (depth > DEEPEST) {
      throw new InvalidInputException("Body", "[hidden]", "at most " + DEEPEST + " elements deep");
    }
    requirePlain();
    String name = reader.getLocalName();
    StringBuilder text = new StringBuilder();
    List<XmlElement> children = new ArrayList<>();
    while (reader.next() != XMLStreamConstants.END_ELEMENT) {
      if (reader.getEventType() == XMLStreamConstants.START_ELEMENT) {
        children.add(element(depth + 1));
      } else if (isText(reader.getEventType())) {
        text.append(reader.getText());
      } else {
        throw XmlElement.malformed();
      }
    }
    if (!children.isEmpty() && !text.toString().isBlank()) {
      throw XmlElement.malformed();
    }
    return new XmlElement(name, text.toString(), children);
  }

  private void requirePlain() {
    if (++elements > MOST_ELEMENTS) {
      throw new InvalidInputException("Body", "[hidden]", "at most " + MOST_ELEMENTS + " elements");
    }
    boolean hasPrefix =
        Optional.ofNullable(reader.getPrefix()).filter(p -> !p.isEmpty()).isPresent();
    if (reader.getAttributeCount() > 0 || hasPrefix || !namespace(reader).equals(namespace)) {
      throw XmlElement.malformed();
    }
  }

  private static String namespace(XMLStreamReader reader) {
    return Optional.ofNullable(reader.getNamespaceURI()).orElse("");
  }

  private static void requireDeclared(String declared, String expected) {
    if (declared != null && !declared.equalsIgnoreCase(expected)) {
      throw XmlElement.malformed();
    }
  }

  private static void next(XMLStreamReader reader, int event) throws XMLStreamException {
    int next = reader.next();
    while (next == XMLStreamConstants.SPACE
        || (next == XMLStreamConstants.CHARACTERS && reader.isWhiteSpace())) {
      next = reader.next();
    }
    if (next != event) {
      throw XmlElement.malformed();
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
