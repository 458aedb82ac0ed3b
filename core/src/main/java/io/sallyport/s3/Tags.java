package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sallyport.error.S3RequestException;
import io.sallyport.wire.RawParameter;
import io.sallyport.wire.XmlElement;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The tags that a request gives to an object, each key with one value. */
final class Tags {
  private Tags() {}

  /** Reads the header {@code x-amz-tagging}: the form of a query, in ASCII. */
  static Map<String, String> parse(String header) {
    if (!US_ASCII.newEncoder().canEncode(header)) {
      throw S3RequestException.invalidArgument(
          RequestHeaders.TAGGING, header, "percent-encoded as a query is");
    }
    Map<String, String> tags = new TreeMap<>();
    for (RawParameter tag : RawParameter.split(header)) {
      add(tags, tag.decodedName(), tag.decodedValue());
    }
    return different(tags);
  }

  /** Reads the body of {@code PutObjectTagging}. */
  static Map<String, String> parse(byte[] body) {
    Map<String, String> tags = new TreeMap<>();
    List<XmlElement> set = XmlElement.parse(body, "Tagging").all("TagSet");
    if (set.size() != 1) {
      throw XmlElement.malformed();
    }
    for (XmlElement tag : set.get(0).all("Tag")) {
      add(tags, tag.only("Key").leaf(), tag.only("Value").leaf());
    }
    return different(tags);
  }

  private static void add(Map<String, String> tags, String key, String value) {
    if (tags.put(key, value) != null) {
      throw S3RequestException.invalidArgument("the tag's key", key, "given once");
    }
  }

  /**
   * Condition keys know no case: two tags that differ in nothing else could each stand for the
   * other.
   */
  private static Map<String, String> different(Map<String, String> tags) {
    Set<String> seen = new HashSet<>();
    for (String key : tags.keySet()) {
      if (!seen.add(key.toLowerCase(Locale.ROOT))) {
        throw S3RequestException.invalidArgument("the tag's key", key, "another but for its case");
      }
    }
    return Collections.unmodifiableMap(tags);
  }
}
