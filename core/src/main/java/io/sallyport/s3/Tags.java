package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sallyport.error.S3RequestException;
import io.sallyport.wire.RawParameter;
import io.sallyport.wire.XmlElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tags that a request gives to an object, by key: each with one value, or, at a host that keeps
 * them, with several different ones.
 */
final class Tags {
  private final Map<String, List<String>> values = new TreeMap<>();
  private final boolean isOneOfMany;

  private Tags(Set<Ability> host) {
    isOneOfMany = host.contains(Ability.KEEPS_TAG_VALUES);
  }

  /** A copy takes the source's tags along, unless it is of a part or told to replace them. */
  static boolean areCopied(Operation operation, RequestHeaders headers) {
    return operation.name().equals("CopyObject")
        && !headers.value(RequestHeaders.TAGGING_DIRECTIVE).orElse("COPY").equals("REPLACE");
  }

  /** Those that the header {@code x-amz-tagging} gives to what is written. */
  static Map<String, List<String>> of(
      Operation operation, RequestHeaders headers, Set<Ability> host) {
    return headers
        .value(RequestHeaders.TAGGING)
        .filter(header -> ConditionKeys.WRITING.contains(operation.name()))
        .map(header -> parse(header, host))
        .orElse(Map.of());
  }

  /** Reads the form of a query, in ASCII. */
  private static Map<String, List<String>> parse(String header, Set<Ability> host) {
    if (!US_ASCII.newEncoder().canEncode(header)) {
      throw S3RequestException.invalidArgument(
          RequestHeaders.TAGGING, header, "percent-encoded as a query is");
    }
    Tags tags = new Tags(host);
    for (RawParameter tag : RawParameter.split(header)) {
      tags.add(tag.decodedName(), tag.decodedValue());
    }
    return tags.different();
  }

  /** Reads the body of {@code PutObjectTagging}. */
  static Map<String, List<String>> parse(byte[] body, Set<Ability> host) {
    List<XmlElement> set = XmlElement.parse(body, "Tagging").all("TagSet");
    if (set.size() != 1) {
      throw XmlElement.malformed();
    }
    Tags tags = new Tags(host);
    for (XmlElement tag : set.get(0).all("Tag")) {
      tags.add(tag.only("Key").leaf(), tag.only("Value").leaf());
    }
    return tags.different();
  }

  private void add(String key, String value) {
    List<String> known = values.computeIfAbsent(key, unseen -> new ArrayList<>());
    if (known.contains(value)) {
      throw S3RequestException.invalidArgument("the tag's key", key, "given once with a value");
    }
    if (!known.isEmpty() && !isOneOfMany) {
      throw S3RequestException.invalidArgument("the tag's key", key, "given once");
    }
    known.add(value);
  }

  /**
   * Condition keys know no case: two tags that differ in nothing else could each stand for the
   * other.
   */
  private Map<String, List<String>> different() {
    Set<String> seen = new HashSet<>();
    for (String key : values.keySet()) {
      if (!seen.add(key.toLowerCase(Locale.ROOT))) {
        throw S3RequestException.invalidArgument("the tag's key", key, "another but for its case");
      }
    }
    return Collections.unmodifiableMap(values);
  }
}
