package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;

/** The folded name of something that another document's key names. */
record FoldedName(String value) {
  static final Codec<FoldedName> CODEC =
      new Codec<>() {
        @Override
        public FoldedName read(Document document) {
          return new FoldedName(document.text("name"));
        }

        @Override
        public void write(FoldedName name, ObjectNode json) {
          json.put("name", name.value());
        }
      };
}
