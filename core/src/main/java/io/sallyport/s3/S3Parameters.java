package io.sallyport.s3;

import io.sallyport.error.S3RequestException;
import io.sallyport.policy.source.Printable;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parameters of a query that count for an operation, each given once; what S3 ignores there is
 * not among them. A host is asked with these and no others.
 *
 * @param values by name, decoded once, in the order of their names
 */
public record S3Parameters(Map<String, String> values) {
  static final S3Parameters NONE = new S3Parameters(Map.of());
  static final String VERSION_ID = "versionId";
  static final String UPLOAD_ID = "uploadId";
  private static final String PART_NUMBER = "partNumber";

  /** What a host may look up, and so take for a path. */
  private static final Set<String> NAMES =
      Set.of(
          VERSION_ID,
          UPLOAD_ID,
          "prefix",
          "delimiter",
          "marker",
          "start-after",
          "continuation-token",
          "key-marker",
          "version-id-marker",
          "upload-id-marker",
          "id");

  private static final Set<String> COUNTS =
      Set.of("max-keys", "max-parts", "max-uploads", "max-buckets", "part-number-marker");

  private static final int LONGEST_NAME = 1024;

  /** A token is made by a host, maybe of a key, and encoded. */
  private static final int LONGEST_TOKEN = 4096;

  private static final int MOST_PARTS = 10_000;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1F\\x7F]");

  /**
   * Checks each value.
   *
   * @throws S3RequestException if a name is too long, would lead out of its bucket or can't be
   *     written, or a number is none
   */
  public S3Parameters {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
    values.forEach(S3Parameters::check);
  }

  /** The version that is meant; {@code null} is the name of one. */
  public Optional<String> versionId() {
    return value(VERSION_ID);
  }

  /** The multipart upload that is meant. */
  public Optional<String> uploadId() {
    return value(UPLOAD_ID);
  }

  /** The part that is meant, from 1. */
  public Optional<Integer> partNumber() {
    return value(PART_NUMBER).map(Integer::valueOf);
  }

  /** With what the keys of a listing begin. */
  public Optional<String> prefix() {
    return value("prefix");
  }

  /** The value of any parameter, such as {@code start-after}. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * All that a host may look up, by the parameter that gives it: a host whose store takes names for
   * paths must refuse here what it refuses in keys.
   */
  public Map<String, String> names() {
    return values.entrySet().stream()
        .filter(each -> NAMES.contains(each.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  static String requireVersion(String version) {
    if (version.isEmpty()) {
      throw S3RequestException.invalidArgument("VersionId", version, "the id of a version");
    }
    return Names.require("VersionId", version, LONGEST_NAME);
  }

  private static void check(String name, String value) {
    if (name.equals(VERSION_ID)) {
      requireVersion(value);
    } else if (NAMES.contains(name)) {
      requireName(name, value);
    } else if (name.equals(PART_NUMBER)) {
      requireNumber(name, value, 1, MOST_PARTS);
    } else if (COUNTS.contains(name)) {
      requireNumber(name, value, 0, Integer.MAX_VALUE);
    } else if (CONTROL.matcher(value).find()) {
      throw S3RequestException.invalidArgument(name, value, "without control characters");
    }
  }

  private static void requireName(String name, String value) {
    if (name.equals(UPLOAD_ID) && value.isEmpty()) {
      throw S3RequestException.invalidArgument(name, value, "the id of an upload");
    }
    Names.require(name, value, name.equals("continuation-token") ? LONGEST_TOKEN : LONGEST_NAME);
  }

  private static void requireNumber(String name, String value, int least, int most) {
    boolean isOne = NUMBER.matcher(value).matches();
    if (!isOne || Long.parseLong(value) < least || Long.parseLong(value) > most) {
      throw S3RequestException.invalidArgument(
          name, value, "an integer from " + least + " to " + most);
    }
  }

  @Override
  public String toString() {
    return Printable.of(values.toString());
  }
}
