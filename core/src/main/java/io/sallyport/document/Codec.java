package io.sallyport.document;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes objects of documents, and back. */
public interface Codec<T> {

  /** What a document says. Whatever it throws, the document counts as one that can't be read. */
  T read(Document document);

  /** Sets the fields that this version knows, and touches no other: these survive. */
  void write(T value, ObjectNode json);
}
