package io.sallyport.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.UnavailableException;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Entry;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * An entry read as JSON. Fields that this version doesn't know stay in {@link #json()}, so they
 * survive a write. A document that can't be read is as good as a store that can't be asked: nothing
 * is granted on it.
 */
public final class Document extends Fields {
  /**
   * The only schema that this version can read. A version that adds a field keeps the number only
   * if who doesn't know the field may do without it: one that restricts anybody raises it.
   */
  private static final int SCHEMA = 1;

  private final Entry entry;

  private Document(Entry entry, ObjectNode json) {
    super(entry.key().toString(), json);
    this.entry = entry;
  }

  /** Reads an entry. */
  public static Document of(Entry entry) {
    Document document =
        new Document(entry, parse(entry.value().text(), entry.key().toString()).json());
    if (document.number("schema") != SCHEMA) {
      throw unreadable(
          entry.key().toString(), new IllegalStateException("its schema is not " + SCHEMA));
    }
    return document;
  }

  /** A new document, empty but for its schema. */
  public static ObjectNode create() {
    return object().put("schema", SCHEMA);
  }

  /**
   * A document's bytes.
   *
   * @throws LimitExceededException if there are more than a store takes
   */
  public static Bytes bytes(ObjectNode json) {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > Bytes.MAX_LENGTH) {
      throw new LimitExceededException(
          "white space included, there are "
              + bytes.length
              + " bytes to keep, more than "
              + Bytes.MAX_LENGTH);
    }
    return Bytes.of(bytes);
  }

  public Entry entry() {
    return entry;
  }

  /** An object of what the document says; a document that says it wrongly can't be read. */
  public <T> T read(Function<Document, T> reader) {
    try {
      return reader.apply(this);
    } catch (UnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw unreadable(entry.key().toString(), e);
    }
  }
}
