package io.sallyport.example.objectstore.served;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** An answer as it is written. Not thread-safe. */
final class XmlText {
  private static final String S3 = "http://s3.amazonaws.com/doc/2006-03-01/";
  private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  /** Begins with an element that holds all. */
  XmlText(String root) {
    try {
      xml = XML.createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement(root);
      xml.writeDefaultNamespace(S3);
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  /** An element with nothing but text. */
  XmlText element(String name, String content) {
    return begin(name).content(content).end();
  }

  XmlText begin(String name) {
    try {
      xml.writeStartElement(name);
    } catch (XMLStreamException e) {
      throw failed(e);
    }
    return this;
  }

  /** Says of what kind the element is that was begun. */
  XmlText kind(String type) {
    try {
      String xsi = "http://www.w3.org/2001/XMLSchema-instance";
      xml.writeNamespace("xsi", xsi);
      xml.writeAttribute("xsi", xsi, "type", type);
    } catch (XMLStreamException e) {
      throw failed(e);
    }
    return this;
  }

  private XmlText content(String content) {
    try {
      xml.writeCharacters(content);
    } catch (XMLStreamException e) {
      throw failed(e);
    }
    return this;
  }

  XmlText end() {
    try {
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw failed(e);
    }
    return this;
  }

  /** The whole, with all ended that was begun. */
  String whole() {
    try {
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw failed(e);
    }
    return text.toString();
  }

  private static IllegalStateException failed(XMLStreamException cause) {
    return new IllegalStateException("what is written to memory can't fail", cause);
  }
}
