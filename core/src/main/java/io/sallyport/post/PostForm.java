package io.sallyport.post;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import io.sallyport.wire.CharTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form, {@code multipart/form-data}, whose last part is the file. All else stands before it, and
 * its length is known from that of the body: nothing but the form's end comes behind it.
 *
 * @param fields by name in lower case, each given once; not the file
 * @param before the body up to the file
 * @param length how long the file is
 * @param after what comes behind it
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html">POST
 *     Object, form fields</a>
 */
@SuppressWarnings("ArrayRecordComponent") // Made here, for one request.
public record PostForm(Map<String, String> fields, byte[] before, long length, byte[] after) {
  /** Of a body, what is long enough to hold all fields: S3 takes 20,000 bytes before the file. */
  public static final int BEGINNING = 20_000;

  private static final int MOST_FIELDS = 100;
  private static final int LONGEST_KEY = 1024;
  private static final String FILE_NAME = "${filename}";
  private static final Pattern TYPE =
      Pattern.compile(
          "multipart/form-data\\s*;\\s*boundary=(\"?)([0-9A-Za-z'()+_,./:=?-]{1,70})\\1",
          Pattern.CASE_INSENSITIVE);

  /** Whether a head says that a form comes. */
  public static boolean isAnnounced(RequestHead head) {
    return head.header("content-type")
        .filter(type -> type.regionMatches(true, 0, "multipart/form-data", 0, 19))
        .isPresent();
  }

  /**
   * Reads the beginning of a body.
   *
   * @param beginning as much as {@link #BEGINNING}, or all of it
   * @throws S3RequestException in S3's words if it is no such form
   */
  public static PostForm read(RequestHead head, byte[] beginning) {
    String boundary = boundary(head);
    PartReader parts = new PartReader(beginning, boundary);
    Map<String, String> fields = new TreeMap<>();
    Part file = parts.next();
    while (!file.name().equals("file")) {
      if (fields.size() == MOST_FIELDS || fields.put(file.name(), parts.value()) != null) {
        throw S3RequestException.malformedForm("one of at most 100 fields, each given once");
      }
      file = parts.next();
    }
    String fileName = fileName(file);
    byte[] after = ("\r\n--" + boundary + "--\r\n").getBytes(ISO_8859_1);
    long length = length(head) - parts.position() - after.length;
    if (length < 0) {
      throw S3RequestException.malformedForm("one that ends behind its file");
    }
    fields.computeIfPresent("key", (name, key) -> named(key, fileName));
    return new PostForm(fields, Arrays.copyOf(beginning, parts.position()), length, after);
  }

  /** How long the whole body is, which S3 must be told. */
  public static long length(RequestHead head) {
    List<String> given = head.headers("content-length");
    if (given.size() != 1 || !CharTable.isLength(given.get(0))) {
      throw new MalformedRequestException(Fault.FORM_LENGTH);
    }
    return Long.parseLong(given.get(0));
  }

  /** Its fields hold a signature and may hold a token, so none of their values is in it. */
  @Override
  public String toString() {
    return "a form of " + fields.keySet() + " and a file of " + length + " bytes";
  }

  private static String boundary(RequestHead head) {
    Matcher type = TYPE.matcher(head.header("content-type").orElse(""));
    if (!type.matches()) {
      throw S3RequestException.malformedForm("multipart/form-data with a boundary");
    }
    return type.group(2);
  }

  /** A key whose file's name is put in; what would be too long is not even put together. */
  private static String named(String key, String fileName) {
    if (key.contains(FILE_NAME)
        && (key.length() > 2 * LONGEST_KEY || fileName.length() > LONGEST_KEY)) {
      throw S3RequestException.keyTooLong(LONGEST_KEY);
    }
    return key.replace(FILE_NAME, fileName);
  }

  /** Some browsers send where the file was, and not only what it was called. */
  private static String fileName(Part file) {
    String name = file.fileName();
    return name.substring(1 + Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')));
  }
}
