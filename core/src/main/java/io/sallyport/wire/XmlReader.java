package io.sallyport.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a small XML document: elements, text, the five entities, references to characters, CDATA, a
 * declaration. Whatever two parsers could take differently is refused: a DTD, a comment or an
 * instruction, another encoding or version, text beside elements, an attribute (which some take for
 * a child), a prefix (but a declaration of {@code xsi} or {@code xsd} without a use), a name that
 * is not ASCII, and a namespace other than S3's, or S3's on some elements only.
 *
 * <p>One pass from left to right, which stops at the first thing that is refused: a document costs
 * no more than its length, whatever stands in it. The JDK's own parser takes time by the square of
 * the number of declarations in an element.
 */
final class XmlReader {
  /** A thousand objects, of six elements each, and some to spare. */
  static final int MOST_ELEMENTS = 7000;

  private static final int DEEPEST = 8;
  private static final int LONGEST_REFERENCE = "&#x10FFFF;".length();

  private static final Set<String> NAMESPACES =
      Set.of("", "http://s3.amazonaws.com/doc/2006-03-01/");

  /** Prefixes that some serializers declare, and that no name here has. */
  private static final Map<String, String> UNUSED =
      Map.of(
          "xsi", "http://www.w3.org/2001/XMLSchema-instance",
          "xsd", "http://www.w3.org/2001/XMLSchema");

  private static final Pattern DECLARATION =
      Pattern.compile(
          "<[?]xml S+version S*= S*Q1[.]0Q( S+encoding S*= S*Q(?i:UTF-8)Q)?( S+standalone S*= S*Q(yes|no)Q)? S*[?]>"
              .replace(" S", "[ \\t\\r\\n]")
              .replaceAll("Q(.*?)Q", "(\"$1\"|'$1')"));
  private static final String CDATA = "<![CDATA[";
  private static final String CDATA_END = "]]>";

  private final String text;
  private int at;
  private int elements;
  private String namespace = "";

  private XmlReader(String text) {
    this.text = text;
  }

  static XmlElement read(byte[] document) {
    try {
      return new XmlReader(UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString())
          .document();
    } catch (CharacterCodingException e) {
      throw XmlElement.malformed();
    }
  }

  private XmlElement document() {
    Matcher declaration = DECLARATION.matcher(text);
    if (declaration.lookingAt()) {
      at = declaration.end();
    }
    skipSpace();
    XmlElement root = element(1);
    skipSpace();
    require(at == text.length());
    return root;
  }

  private XmlElement element(int depth) {
    if (depth > DEEPEST) {
      throw new InvalidInputException("Body", "[hidden]", "at most " + DEEPEST + " elements deep");
    }
    if (++elements > MOST_ELEMENTS) {
      throw new InvalidInputException("Body", "[hidden]", "at most " + MOST_ELEMENTS + " elements");
    }
    take("<");
    String name = name();
    declarations();
    if (text.startsWith("/>", at)) {
      at += 2;
      return new XmlElement(name, "", List.of());
    }
    take(">");
    XmlElement element = content(name, depth);
    take("</");
    take(name);
    skipSpace();
    take(">");
    return element;
  }

  /** The namespace of all elements, which alone may stand beside a name, and two without a use. */
  private void declarations() {
    Set<String> declared = new HashSet<>();
    String own = elements == 1 ? "" : namespace;
    for (int end = at; isSpaceThen("xmlns"); end = at) {
      require(at > end);
      take("xmlns");
      String prefix = "";
      if (text.startsWith(":", at)) {
        take(":");
        prefix = name();
      }
      require(declared.add(prefix));
      skipSpace();
      take("=");
      skipSpace();
      String value = quoted();
      if (prefix.isEmpty()) {
        own = value;
      } else {
        require(value.equals(UNUSED.get(prefix)));
      }
    }
    if (elements == 1) {
      namespace = own;
    }
    require(NAMESPACES.contains(own) && own.equals(namespace));
  }

  private boolean isSpaceThen(String expected) {
    skipSpace();
    return text.startsWith(expected, at);
  }

  private String quoted() {
    char quote = text.startsWith("'", at) ? '\'' : '"';
    take(Character.toString(quote));
    int end = text.indexOf(quote, at);
    require(end >= 0);
    String value = text.substring(at, end);
    at = end + 1;
    return value;
  }

  private String name() {
    int start = at;
    while (at < text.length() && isOfName(text.charAt(at), at == start)) {
      at++;
    }
    require(at > start);
    return text.substring(start, at);
  }

  private static boolean isOfName(char c, boolean isFirst) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (!isFirst && ((c >= '0' && c <= '9') || c == '-' || c == '.'));
  }

  private XmlElement content(String name, int depth) {
    StringBuilder content = new StringBuilder();
    List<XmlElement> children = new ArrayList<>();
    while (!text.startsWith("</", at)) {
      if (text.startsWith(CDATA, at)) {
        cdata(content);
      } else if (text.startsWith("<", at)) {
        children.add(element(depth + 1));
      } else if (text.startsWith("&", at)) {
        content.appendCodePoint(reference());
      } else {
        require(!text.startsWith(CDATA_END, at));
        content.appendCodePoint(character());
      }
    }
    require(children.isEmpty() || content.chars().allMatch(XmlReader::isSpace));
    return new XmlElement(name, content.toString(), children);
  }

  private void cdata(StringBuilder content) {
    at += CDATA.length();
    while (!text.startsWith(CDATA_END, at)) {
      content.appendCodePoint(character());
    }
    at += CDATA_END.length();
  }

  /** The next character; however a line ends, it ends with a line feed. */
  private int character() {
    require(at < text.length());
    int c = text.codePointAt(at);
    require(XmlWriter.isCharacter(c));
    at += Character.charCount(c);
    if (c != '\r') {
      return c;
    }
    if (text.startsWith("\n", at)) {
      at++;
    }
    return '\n';
  }

  private int reference() {
    int end = text.indexOf(';', at);
    require(end > 0 && end - at < LONGEST_REFERENCE);
    String name = text.substring(at + 1, end);
    at = end + 1;
    return switch (name) {
      case "lt" -> '<';
      case "gt" -> '>';
      case "amp" -> '&';
      case "apos" -> '\'';
      case "quot" -> '"';
      default -> numbered(name);
    };
  }

  private static int numbered(String name) {
    boolean isHex = name.startsWith("#x");
    String digits = name.substring(isHex ? 2 : Math.min(1, name.length()));
    require(name.startsWith("#") && digits.matches(isHex ? "[0-9A-Fa-f]+" : "[0-9]+"));
    int c = Integer.parseInt(digits, isHex ? 16 : 10);
    require(XmlWriter.isCharacter(c));
    return c;
  }

  private void take(String expected) {
    require(text.startsWith(expected, at));
    at += expected.length();
  }

  private void skipSpace() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static void require(boolean isRight) {
    if (!isRight) {
      throw XmlElement.malformed();
    }
  }
}
