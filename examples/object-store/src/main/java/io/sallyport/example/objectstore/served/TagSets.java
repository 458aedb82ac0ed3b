package io.sallyport.example.objectstore.served;

import io.sallyport.error.InvalidInputException;
import io.sallyport.example.objectstore.kept.TagPair;
import io.sallyport.identity.Tag;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sets of tags as they come and go, in the order of their keys.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html">Categorizing
 *     your objects using tags</a>
 */
final class TagSets {
  static final int MOST_OF_OBJECT = 10;
  static final int MOST_OF_BUCKET = 50;

  private TagSets() {}

  /** Those of a body. */
  static List<TagPair> parse(byte[] body, int most) {
    XmlNode set = XmlNode.parse(body, "Tagging").only(Set.of("TagSet"), Set.of()).get("TagSet");
    List<TagPair> tags = new ArrayList<>();
    for (XmlNode tag : set.only(Set.of(), Set.of("Tag")).all("Tag")) {
      tag.only(Set.of("Key", "Value"), Set.of());
      tags.add(new TagPair(tag.get("Key").text(), tag.get("Value").text()));
    }
    return checked(tags, most);
  }

  /** Those of the header {@code x-amz-tagging}: the form of a query. */
  static List<TagPair> ofHeader(String header) {
    List<TagPair> tags = new ArrayList<>();
    for (String tag : header.isEmpty() ? new String[0] : header.split("&", -1)) {
      int equals = tag.indexOf('=');
      tags.add(
          equals < 0
              ? new TagPair(decoded(tag), "")
              : new TagPair(decoded(tag.substring(0, equals)), decoded(tag.substring(equals + 1))));
    }
    return checked(tags, MOST_OF_OBJECT);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalidArgument("The header 'x-amz-tagging' shall be encoded as a query.");
    }
  }

  private static List<TagPair> checked(List<TagPair> tags, int most) {
    if (tags.size() > most) {
      throw invalid("There can't be more than " + most + " tags.");
    }
    Set<TagPair> different = new HashSet<>();
    for (TagPair tag : tags) {
      try {
        Object unused = new Tag(tag.key(), tag.value());
      } catch (InvalidInputException e) {
        throw invalid("A tag's " + e.getMessage());
      }
      if (!different.add(tag)) {
        throw invalid("A tag is there twice.");
      }
    }
    return tags.stream()
        .sorted(Comparator.comparing(TagPair::key).thenComparing(TagPair::value))
        .toList();
  }

  private static Refusal invalid(String message) {
    return new Refusal(400, "InvalidTag", message);
  }

  static XmlText written(List<TagPair> tags) {
    XmlText xml = new XmlText("Tagging").begin("TagSet");
    for (TagPair tag : tags) {
      xml.begin("Tag").element("Key", tag.key()).element("Value", tag.value()).end();
    }
    return xml.end();
  }
}
