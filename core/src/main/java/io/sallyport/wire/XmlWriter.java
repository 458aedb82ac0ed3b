package io.sallyport.wire;

/**
 * Writes XML: elements and text, no attributes but the namespace. Text is escaped, and what XML
 * can't hold at all becomes U+FFFD; names and the namespace are ours, and are not.
 */
public final class XmlWriter {
  private final StringBuilder out = new StringBuilder();

  /** Says what follows; S3 does, IAM and STS don't. */
  public XmlWriter declaration() {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    return this;
  }

  public XmlWriter open(String element) {
    out.append('<').append(element).append('>');
    return this;
  }

  public XmlWriter open(String element, String namespace) {
    out.append('<').append(element).append(" xmlns=\"").append(namespace).append("\">");
    return this;
  }

  public XmlWriter close(String element) {
    out.append("</").append(element).append('>');
    return this;
  }

  public XmlWriter element(String name, String text) {
    open(name);
    int written = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      if (!isPlain(c)) {
        out.append(text, written, i);
        escape(c);
        written = next;
      }
      i = next;
    }
    out.append(text, written, text.length());
    return close(name);
  }

  /** What another one holds, as it is. */
  public XmlWriter append(XmlWriter content) {
    out.append(content.out);
    return this;
  }

  public boolean isEmpty() {
    return out.isEmpty();
  }

  private static boolean isPlain(int c) {
    return c != '<' && c != '>' && c != '&' && c != '\r' && isCharacter(c);
  }

  private void escape(int c) {
    switch (c) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      case '\r' -> out.append("&#13;");
      default -> out.append('\uFFFD');
    }
  }

  /** XML 1.0's Char: anything else can't be written, not even escaped. */
  public static boolean isCharacter(int c) {
    return c == '\t'
        || c == '\r'
        || c == '\n'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
