package io.sallyport.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Documents that hold a list of texts. */
final class Things implements Codec<List<String>> {

  @Override
  public List<String> read(Document document) {
    return document.texts("items");
  }

  @Override
  public void write(List<String> items, ObjectNode json) {
    ArrayNode array = json.putArray("items");
    items.forEach(array::add);
  }
}
