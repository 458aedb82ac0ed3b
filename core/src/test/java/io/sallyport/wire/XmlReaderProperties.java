package io.sallyport.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.InvalidInputException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The reader takes what the JDK's parser takes in the same way, and nothing else. */
class XmlReaderProperties {
  private static final String S3 = "http://s3.amazonaws.com/doc/2006-03-01/";

  private static final List<String> PIECES =
      List.of(
          "<a>",
          "</a>",
          "<b>",
          "</b>",
          "<a/>",
          "</a >",
          "< a>",
          "<a",
          ">",
          "/>",
          "<",
          "&",
          ";",
          "text",
          " ",
          "\n",
          "\r",
          "\r\n",
          "\t",
          "&lt;",
          "&gt;",
          "&amp;",
          "&apos;",
          "&quot;",
          "&#13;",
          "&#x10FFFF;",
          "&#0;",
          "&#xD800;",
          "&#x110000;",
          "&#;",
          "&#x;",
          "&#X20;",
          "&#-1;",
          "&lt",
          "&b;",
          "<![CDATA[",
          "]]>",
          "]]",
          "<!--",
          "-->",
          "<?c d?>",
          "<!DOCTYPE a>",
          "<?xml version=\"1.0\"?>",
          "<?xml version='1.0' encoding='utf-8' standalone='no' ?>",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
          "<?xml version=\"1.1\"?>",
          "<?xml?>",
          " xmlns=\"" + S3 + "\"",
          "<a xmlns=\"" + S3 + "\">",
          "<a xmlns = '" + S3 + "' >",
          " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'",
          "<a xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">",
          "<a xmlns=\"\">",
          "<a xmlns:b=\"c\">",
          "<b:a>",
          "<a b=\"c\">",
          "<a xmlns=\"b\">",
          "\u00e4",
          "\uD83D\uDE00",
          "\uFFFE",
          "\u2003",
          "\u0085",
          "\0",
          "\uFEFF",
          "\"",
          "'",
          "=");

  @Property(tries = 20_000)
  void whatIsTakenTheJdkTakesInTheSameWay(@ForAll("documents") String document) {
    Optional<XmlElement> taken = read(document);
    if (taken.isPresent()) {
      assertEquals(JdkXmlReader.read(document.getBytes(UTF_8)), taken.get(), document);
    }
  }

  @Property(tries = 20_000)
  void whatTheJdkTakesIsTakenButForWhatS3NeverSends(@ForAll("documents") String document) {
    boolean isOfOurs =
        !document.contains("xmlns:b")
            && document.codePoints().noneMatch(XmlReaderProperties::isOdd);
    Optional<XmlElement> expected = jdk(document);
    if (isOfOurs && expected.filter(XmlReaderProperties::isNamedInAscii).isPresent()) {
      assertEquals(expected, read(document), document);
    }
  }

  private static boolean isNamedInAscii(XmlElement element) {
    return element.name().chars().allMatch(c -> c < 0x80)
        && element.children().stream().allMatch(XmlReaderProperties::isNamedInAscii);
  }

  @Example
  void aNameThatIsNotAsciiIsRefused() {
    for (String document : List.of("<\u00e4/>", "<a><a\u00e4/></a>")) {
      assertTrue(jdk(document).isPresent(), document);
      assertEquals(Optional.empty(), read(document), document);
    }
  }

  /** White space to Java and not to XML: beside elements, it is text. */
  private static boolean isOdd(int c) {
    return c > 0x20 && Character.isWhitespace(c);
  }

  @Property
  void aTreeIsReadAsItWasWritten(@ForAll("trees") XmlElement tree) {
    XmlWriter xml = new XmlWriter().declaration();
    write(tree, xml);
    assertEquals(Optional.of(tree), read(xml.toString()));
    assertEquals(Optional.of(tree), jdk(xml.toString()));
  }

  @Property(tries = 2000)
  void aChangedDocumentIsTakenAsTheJdkTakesItOrNotAtAll(
      @ForAll("trees") XmlElement tree,
      @ForAll @IntRange(max = 1 << 20) int at,
      @ForAll("pieces") String piece) {
    XmlWriter xml = new XmlWriter();
    write(tree, xml);
    StringBuilder changed = new StringBuilder(xml.toString());
    changed.insert(at % (changed.length() + 1), piece);
    whatIsTakenTheJdkTakesInTheSameWay(changed.toString());
    whatTheJdkTakesIsTakenButForWhatS3NeverSends(changed.toString());
  }

  @Property
  void whateverBytesComeAreTakenOrRefused(@ForAll @Size(max = 60) byte[] document) {
    try {
      assertEquals(JdkXmlReader.read(document), XmlReader.read(document));
    } catch (InvalidInputException refused) {
      assertTrue(refused.getMessage().startsWith("Body"));
    }
  }

  @Example
  void aSmallDocumentCostsLittleWhateverStandsInIt() {
    StringBuilder declarations = new StringBuilder("<Delete");
    for (int i = 0; i < 150_000; i++) {
      declarations.append(" xmlns:a").append(i).append("=\"b\"");
    }
    for (String document :
        List.of(
            declarations.append("><Object/></Delete>").toString(),
            "<a>".repeat(700_000),
            "<a " + " ".repeat(2_000_000),
            "<?xml version" + " ".repeat(2_000_000),
            "<a>" + "&".repeat(2_000_000),
            "<a>" + "&#".repeat(1_000_000) + ";",
            "<a>" + "]]".repeat(1_000_000),
            "<a>" + "<![CDATA[".repeat(200_000),
            "<a>" + "<b/>".repeat(500_000) + "</a>")) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(5),
          () ->
              assertThrows(
                  InvalidInputException.class, () -> XmlElement.parse(bytes(document), "a")));
    }
  }

  @Example
  void anElementPrintsOnOneLine() {
    XmlElement element = XmlElement.parse(bytes("<a><b>c\nd&#x2028;</b></a>"), "a");
    assertEquals("a[b=c\\u000ad\\u2028]", element.toString());
  }

  private static byte[] bytes(String document) {
    return document.getBytes(UTF_8);
  }

  private static Optional<XmlElement> read(String document) {
    try {
      return Optional.of(XmlReader.read(bytes(document)));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static Optional<XmlElement> jdk(String document) {
    try {
      return Optional.of(JdkXmlReader.read(bytes(document)));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static void write(XmlElement tree, XmlWriter xml) {
    if (tree.children().isEmpty()) {
      xml.element(tree.name(), tree.text());
    } else {
      xml.open(tree.name());
      tree.children().forEach(child -> write(child, xml));
      xml.close(tree.name());
    }
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(PIECES);
  }

  @Provide
  Arbitrary<String> documents() {
    Arbitrary<String> inner = pieces().list().ofMaxSize(6).map(list -> String.join("", list));
    Arbitrary<String> before = Arbitraries.of("", "", "<?xml version=\"1.0\"?>", "\n");
    Arbitrary<String> root = Arbitraries.of("<a>", "<a>", "<a xmlns=\"" + S3 + "\">", "");
    return Combinators.combine(before, root, inner)
        .as((start, open, body) -> start + open + body + (open.isEmpty() ? "" : "</a>"));
  }

  @Provide
  Arbitrary<XmlElement> trees() {
    Arbitrary<String> names = Arbitraries.of("Delete", "Object", "Key", "a.b-c_1");
    Arbitrary<XmlElement> leaves =
        Combinators.combine(names, Arbitraries.strings().ofMaxLength(8))
            .as((name, text) -> new XmlElement(name, writable(text), List.of()));
    return Arbitraries.lazyOf(
        () -> leaves,
        () ->
            Combinators.combine(
                    names,
                    Arbitraries.recursive(() -> leaves, XmlReaderProperties::nested, 0, 4)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(3))
                .as((name, children) -> new XmlElement(name, "", children)));
  }

  private static Arbitrary<XmlElement> nested(Arbitrary<XmlElement> inner) {
    return inner.list().ofMinSize(1).ofMaxSize(2).map(list -> new XmlElement("Nested", "", list));
  }

  /** What the writer puts in place of what XML can't hold. */
  private static String writable(String text) {
    return text.codePoints()
        .map(c -> XmlWriter.isCharacter(c) ? c : 0xFFFD)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
