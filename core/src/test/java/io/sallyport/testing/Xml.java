package io.sallyport.testing;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * An answer in XML, as a client reads it. Elements of another namespace than the root's are not
 * found.
 */
public final class Xml {
  private final Element root;

  private Xml(Element root) {
    this.root = root;
  }

  /** Parses a text, which must be well-formed and have no document type. */
  public static Xml parse(String text) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      InputSource source = new InputSource(new StringReader(text));
      return new Xml(factory.newDocumentBuilder().parse(source).getDocumentElement());
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError(text, e);
    }
  }

  /** The root's name. */
  public String name() {
    return root.getLocalName();
  }

  /** The root's namespace. */
  public String namespace() {
    return root.getNamespaceURI();
  }

  /** The names of all that the elements at the path have in them, in order. */
  public List<String> names(String path) {
    return at(path).flatMap(Xml::children).map(Element::getLocalName).toList();
  }

  /** The texts of the elements at the path, such as {@code Error/Code}, in order. */
  public List<String> texts(String path) {
    return at(path).map(Element::getTextContent).toList();
  }

  /** The text of the one element at the path. */
  public String text(String path) {
    List<String> texts = texts(path);
    if (texts.size() != 1) {
      throw new AssertionError(path + " is there " + texts.size() + " times, not once");
    }
    return texts.get(0);
  }

  private Stream<Element> at(String path) {
    Stream<Element> found = Stream.of(root);
    for (String name : path.isEmpty() ? new String[0] : path.split("/", -1)) {
      found = found.flatMap(Xml::children).filter(child -> isNamed(child, name));
    }
    return found;
  }

  private boolean isNamed(Element element, String name) {
    return name.equals(element.getLocalName()) && namespace().equals(element.getNamespaceURI());
  }

  private static Stream<Element> children(Element parent) {
    NodeList nodes = parent.getChildNodes();
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast);
  }
}
