package io.sallyport.operation;

import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.policy.source.Printable;
import io.sallyport.wire.RawParameter;
import io.sallyport.wire.XmlWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** In the place of a value of which nobody knows whether it is a secret. */
  private static final String HIDDEN = "[hidden]";

  /** A member's number, at the end of a name or before the name of a part of the member. */
  private static final Pattern NUMBER = Pattern.compile("([1-9][0-9]{0,3})(?![^.])");

  private final Map<String, String> values = new HashMap<>();
  private final TreeSet<String> untaken = new TreeSet<>();

  /** Reads a form: in the query, in the body, or some in each. */
  static Parameters parse(String query, String body) {
    Parameters parameters = new Parameters();
    List<RawParameter> inQuery = RawParameter.split(query);
    // Only a presigned request has its signature among the parameters, and other headers too.
    boolean isPresigned =
        inQuery.stream().anyMatch(parameter -> parameter.decodedName().equals("X-Amz-Signature"));
    for (RawParameter parameter : inQuery) {
      String name = parameter.decodedName();
      if (!isPresigned || !name.toLowerCase(Locale.ROOT).startsWith("x-amz-")) {
        parameters.add(name, parameter.decodedValue());
      }
    }
    for (RawParameter parameter : RawParameter.split(body)) {
      parameters.add(parameter.decodedName(), parameter.decodedValue());
    }
    return parameters;
  }

  private void add(String name, String value) {
    if (!isWritable(name) || !isWritable(value)) {
      throw new InvalidInputException(Printable.of(name), HIDDEN, "of characters that XML has");
    }
    if (values.putIfAbsent(name, value) != null) {
      throw new InvalidInputException(name, HIDDEN, "given once only");
    }
    untaken.add(name);
  }

  /** Whether an answer can hold a text: what none can is no part of a name or a document. */
  private static boolean isWritable(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!XmlWriter.isCharacter(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  /** Whether it was given, be it empty; that takes nothing. */
  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Gives a parameter that was not given. */
  void put(String name, String value) {
    add(name, value);
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

  /** The same for a reader of its own, to whom it is left to refuse what it doesn't know. */
  Parameters handedOn() {
    Parameters copy = new Parameters();
    copy.values.putAll(values);
    copy.untaken.addAll(untaken);
    untaken.clear();
    return copy;
  }

  /** Of an empty list a client sends the name alone. */
  void takeEmptyList(String list) {
    if (values.getOrDefault(list, "").isEmpty()) {
      untaken.remove(list);
    }
  }

  /** The members of a list of texts, in the order of their numbers; none if it isn't given. */
  List<String> texts(String list) {
    return members(list).stream().map(this::get).toList();
  }

  /**
   * The names of a list's members, such as {@code Tags.member.1}, in the order of their numbers.
   */
  List<String> members(String list) {
    String start = list + ".member.";
    Set<Integer> numbers = new TreeSet<>();
    for (String name : values.keySet()) {
      if (name.startsWith(start)) {
        Matcher number = NUMBER.matcher(name.substring(start.length()));
        if (number.lookingAt()) {
          numbers.add(Integer.valueOf(number.group(1)));
        }
      }
    }
    return numbers.stream().map(number -> start + number).toList();
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

  /** True or false, if it is given. */
  Optional<Boolean> findFlag(String name) {
    return find(name)
        .map(
            value -> {
              if (!value.equals("true") && !value.equals("false")) {
                throw new InvalidInputException(name, value, "true or false");
              }
              return value.equals("true");
            });
  }

  /**
   * The pairs of a list {@code Tags}; none if it isn't given.
   *
   * @throws InvalidInputException if a pair lacks its key or value
   */
  Tags tags() {
    List<Tag> tags = new ArrayList<>();
    for (String pair : members("Tags")) {
      String key = get(pair + ".Key");
      String value =
          find(pair + ".Value").orElseThrow(() -> InvalidInputException.missing(pair + ".Value"));
      tags.add(new Tag(key, value));
    }
    return new Tags(tags);
  }

  /**
   * The keys of a list {@code TagKeys}, of which there must be one.
   *
   * @throws InvalidInputException if there are more than tags may be, or one is no tag's
   */
  Set<String> tagKeys() {
    List<String> keys = texts("TagKeys");
    if (keys.isEmpty() || keys.size() > Tags.MAX) {
      throw new InvalidInputException(
          "TagKeys", Integer.toString(keys.size()) + " keys", "from 1 to " + Tags.MAX + " keys");
    }
    keys.forEach(Tag::checkKey);
    return new LinkedHashSet<>(keys);
  }

  private static int integer(String name, String value) {
    if (!value.matches("[0-9]{1,9}")) {
      throw new InvalidInputException(name, value, "a whole number of 1 to 9 digits");
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
      throw new InvalidInputException(name, HIDDEN, "a parameter that this action knows here");
    }
  }
}
