package io.sallyport.example.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sallyport.query.QueryResponse;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLDecoder;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads the XML of IAM and STS as the JSON that AWS's command line prints of it. */
final class AnswerReader {
  /** Lists, which can't be told from texts when they are empty. */
  private static final Set<String> LISTS =
      Set.of(
          "AccessKeyMetadata",
          "AttachedPolicies",
          "ClientIDList",
          "Groups",
          "OpenIDConnectProviderList",
          "Policies",
          "PolicyGroups",
          "PolicyNames",
          "PolicyRoles",
          "PolicyUsers",
          "Roles",
          "Tags",
          "ThumbprintList",
          "Users",
          "Versions");

  private static final Set<String> NUMBERS =
      Set.of(
          "AttachmentCount",
          "MaxSessionDuration",
          "PackedPolicySize",
          "PermissionsBoundaryUsageCount");

  private static final Set<String> FLAGS =
      Set.of("IsAttachable", "IsDefaultVersion", "IsTruncated");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private AnswerReader() {}

  /**
   * The result that an answer brings.
   *
   * @throws Failure if the answer is an error, or none of IAM's
   */
  static ObjectNode read(QueryResponse answer) {
    Element root = parse(answer);
    if (!root.getTagName().equals("ErrorResponse")) {
      return children(root).stream()
          .filter(child -> child.getTagName().endsWith("Result"))
          .findFirst()
          .map(AnswerReader::object)
          .orElseGet(JSON::objectNode);
    }
    JsonNode error = object(root).path("Error");
    throw Failure.refused(error.path("Code").asText(), error.path("Message").asText());
  }

  private static Element parse(QueryResponse answer) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      Element root =
          builder.parse(new InputSource(new StringReader(answer.body()))).getDocumentElement();
      if (root.getTagName().endsWith("Response")) {
        return root;
      }
    } catch (SAXException e) {
      throw notIam(answer, e);
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException(e);
    }
    throw notIam(answer, new SAXException("not IAM's"));
  }

  private static Failure notIam(QueryResponse answer, SAXException cause) {
    return new Failure("the endpoint answers " + answer.status() + ", and not as IAM does", cause);
  }

  private static ObjectNode object(Element element) {
    ObjectNode object = JSON.objectNode();
    children(element).forEach(child -> object.set(child.getTagName(), value(child)));
    return object;
  }

  private static JsonNode value(Element element) {
    List<Element> children = children(element);
    if (children.isEmpty()) {
      return LISTS.contains(element.getTagName()) ? JSON.arrayNode() : scalar(element);
    }
    if (!children.get(0).getTagName().equals("member")) {
      return object(element);
    }
    ArrayNode array = JSON.arrayNode();
    children.forEach(child -> array.add(value(child)));
    return array;
  }

  private static JsonNode scalar(Element element) {
    String name = element.getTagName();
    String text = element.getTextContent();
    if (NUMBERS.contains(name) && text.matches("[0-9]{1,18}")) {
      return LongNode.valueOf(Long.parseLong(text));
    }
    if (FLAGS.contains(name)) {
      return BooleanNode.valueOf(text.equals("true"));
    }
    return TextNode.valueOf(Printer.isDocument(name) ? decoded(text) : text);
  }

  /** IAM gives documents percent-encoded (RFC 3986), Ceph as they are. */
  private static String decoded(String document) {
    return document.startsWith("%")
        ? URLDecoder.decode(document.replace("+", "%2B"), UTF_8)
        : document;
  }

  private static List<Element> children(Element element) {
    NodeList nodes = element.getChildNodes();
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .toList();
  }
}
