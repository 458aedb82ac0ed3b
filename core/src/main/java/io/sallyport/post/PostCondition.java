package io.sallyport.post;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.S3RequestException;
import io.sallyport.policy.source.Node;
import io.sallyport.policy.source.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A condition of a policy that goes with a form. */
sealed interface PostCondition {
  /** The field that it is about, in lower case; empty if it is about the file. */
  String field();

  /**
   * Holds a form against it.
   *
   * @param length of the file
   */
  void require(Map<String, String> fields, long length);

  /** The field is there and has this value. */
  record Equal(String field, String value) implements PostCondition {
    @Override
    public void require(Map<String, String> fields, long length) {
      requireOf(field, value.equals(fields.get(field)));
    }
  }

  /**
   * The field is there and begins so. Of a content type that is a list, each does.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html#ConditionMatching">
   *     Condition matching</a>
   */
  record Beginning(String field, String prefix) implements PostCondition {
    @Override
    public void require(Map<String, String> fields, long length) {
      String value = fields.get(field);
      boolean isList = field.equals("content-type") && value != null;
      requireOf(
          field,
          value != null
              && (isList ? Stream.of(value.split(",", -1)).map(String::strip) : Stream.of(value))
                  .allMatch(each -> each.startsWith(prefix)));
    }
  }

  /** The file is so long. */
  record Range(long least, long most) implements PostCondition {
    @Override
    public String field() {
      return "";
    }

    @Override
    public void require(Map<String, String> fields, long length) {
      if (length < least) {
        throw S3RequestException.entityTooSmall(least);
      }
      if (length > most) {
        throw S3RequestException.entityTooLarge(most);
      }
    }
  }

  /**
   * Reads {@code {"acl": "private"}}, which has one member, or {@code ["eq", "$acl", "private"]},
   * whose first item knows no case.
   */
  static PostCondition read(Node condition) {
    if (condition.is(Node.Kind.OBJECT) && condition.members().size() == 1) {
      return equal(condition.members().get(0));
    }
    List<Node> items = condition.items();
    if (!condition.is(Node.Kind.ARRAY) || items.size() != 3 || !items.get(0).is(Node.Kind.STRING)) {
      throw malformed();
    }
    return switch (items.get(0).text().toLowerCase(Locale.ROOT)) {
      case "eq" -> new Equal(field(items.get(1)), text(items.get(2)));
      case "starts-with" -> new Beginning(field(items.get(1)), text(items.get(2)));
      case "content-length-range" -> new Range(number(items.get(1)), number(items.get(2)));
      default -> throw malformed();
    };
  }

  private static PostCondition equal(Node.Member member) {
    return new Equal(member.name().toLowerCase(Locale.ROOT), text(member.value()));
  }

  private static String field(Node node) {
    String text = text(node);
    if (!text.startsWith("$")) {
      throw malformed();
    }
    return text.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String text(Node node) {
    if (!node.is(Node.Kind.STRING)) {
      throw malformed();
    }
    return node.text();
  }

  private static long number(Node node) {
    if (!(node.is(Node.Kind.NUMBER) || node.is(Node.Kind.STRING))
        || !node.text().matches("[0-9]{1,18}")) {
      throw malformed();
    }
    return Long.parseLong(node.text());
  }

  private static void requireOf(String field, boolean holds) {
    if (!holds) {
      throw new AccessDeniedException(
          "Invalid according to Policy: Policy Condition failed: $" + Printable.of(field));
    }
  }

  private static S3RequestException malformed() {
    return PostPolicy.malformed(
        "of conditions {\"field\": \"value\"}, [\"eq\", \"$field\", \"value\"], [\"starts-with\","
            + " \"$field\", \"beginning\"] and [\"content-length-range\", least, most]");
  }
}
