package io.sallyport.s3;

import io.sallyport.error.InvalidInputException;
import io.sallyport.wire.XmlElement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tags of an object, each key with one value. */
final class Tags {
  private Tags() {}

  static String single(String key, List<String> values) {
    if (values.size() != 1) {
      throw new InvalidInputException("TagKey", key, "given once");
    }
    return values.get(0);
  }

  /** Reads the body of {@code PutObjectTagging}. */
  static Map<String, String> parse(byte[] body) {
    Map<String, String> tags = new HashMap<>();
    XmlElement set = XmlElement.parse(body, "Tagging").only("TagSet");
    for (XmlElement tag : set.all("Tag")) {
      String key = tag.only("Key").leaf();
      if (tags.put(key, tag.only("Value").leaf()) != null) {
        throw new InvalidInputException("TagKey", key, "given once");
      }
    }
    return tags;
  }
}
