package io.sallyport.operation;

import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.PageRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters of one request. Each is taken by name; what nobody took was not understood, and is
 * refused rather than ignored. Not thread-safe.
 */
final class Parameters {
  /**
   * The parameters of IAM's and STS's operations that are lists: a client of AWS's sends a list's
   * members by their number, and of a list without members the name alone.
   *
   * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS query
   *     protocol</a>
   */
  private static final Set<String> LISTS =
      Set.of(
          "ActionNames",
          "ClientIDList",
          "ContextEntries",
          "PermissionsBoundaryPolicyInputList",
          "PolicyArns",
          "PolicyInputList",
          "ProvidedContexts",
          "ResourceArns",
          "TagKeys",
          "Tags",
          "ThumbprintList",
          "TransitiveTagKeys");

  private final Map<String, String> values = new HashMap<>();
  private final TreeSet<String> untaken = new TreeSet<>();

  /** Reads a form: in the query, in the body, or some in each. */
  static Parameters parse(String query, byte[] body) {
    Parameters parameters = new Parameters();
    parameters.addAll(query, true);
    parameters.addAll(utf8(body), false);
    return parameters;
  }

  private void addAll(String form, boolean mayBeSigned) {
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      // A presigned query holds its signature among the parameters.
      if (!pair.isEmpty() && !(mayBeSigned && name.toLowerCase(Locale.ROOT).startsWith("x-amz-"))) {
        add(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
  }

  private void add(String name, String value) {
    if (values.putIfAbsent(name, value) != null) {
      throw new InvalidInputException(name, value, "given once only");
    }
    untaken.add(name);
  }

  /** A parameter's value, if it was given; an empty one is a value, and seldom an allowed one. */
  Optional<String> find(String name) {
    untaken.remove(name);
    return Optional.ofNullable(values.get(name));
  }

  String get(String name) {
    return find(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> InvalidInputException.missing(name));
  }

  /** Which page of a list to answer, as IAM's lists ask for it. */
  PageRequest page() {
    return new PageRequest(
        findInteger("MaxItems").orElse(PageRequest.FIRST.maxItems()), find("Marker").orElse(""));
  }

  /** A whole number, if it is given. */
  Optional<Integer> findInteger(String name) {
    return find(name).map(value -> integer(name, value));
  }

  private static int integer(String name, String value) {
    if (!value.matches("[0-9]{1,9}")) {
      throw new InvalidInputException(name, value, "a whole number");
    }
    return Integer.parseInt(value);
  }

  /**
   * Refuses what no one asked for. A list without members is as good as none, in every operation.
   *
   * @throws InvalidInputException with the first name that was not taken
   */
  void refuseUntaken() {
    untaken.removeIf(name -> LISTS.contains(name) && values.getOrDefault(name, "").isEmpty());
    if (!untaken.isEmpty()) {
      String name = untaken.first();
      throw new InvalidInputException(
          name, values.getOrDefault(name, ""), "a parameter that this action knows here");
    }
  }

  private static String decode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '%') {
        b = (byte) (hex(bytes, i + 1, text) << 4 | hex(bytes, i + 2, text));
        i += 2;
      } else if (b == '+') {
        b = ' ';
      }
      bytes[length++] = b;
    }
    return utf8(bytes, length);
  }

  private static int hex(byte[] bytes, int at, String text) {
    int digit = at < bytes.length ? Character.digit(bytes[at], 16) : -1;
    if (digit < 0) {
      throw new InvalidInputException("the form", text, "percent-encoded as it should be");
    }
    return digit;
  }

  private static String utf8(byte[] bytes) {
    return utf8(bytes, bytes.length);
  }

  private static String utf8(byte[] bytes, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInputException("the form", "…", "in UTF-8");
    }
  }
}
