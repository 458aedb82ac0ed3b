package io.sallyport.sigv4;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import io.sallyport.wire.CharTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a signature is good for: one day, one region and one service. Whether the service is the one
 * that was asked is for the caller to check: a signature made for {@code sts} is none for {@code
 * s3}.
 *
 * @param date the day in UTC, as {@code 20130524}
 * @param region the signing region; empty if the client has none, which Ceph's clients rely on
 * @param service the signing name of the service, such as {@code s3}, {@code iam} or {@code sts}
 */
public record CredentialScope(String date, String region, String service) {
  private static final CharTable OF_REGION = new CharTable(CharTable.LETTERS_AND_DIGITS + "_-");
  private static final CharTable OF_SERVICE =
      new CharTable("abcdefghijklmnopqrstuvwxyz0123456789-");
  private static final int LONGEST = 64;
  private static final String TERMINATOR = "aws4_request";
  private static final String END = "/" + TERMINATOR;

  /**
   * Checks the parts.
   *
   * @throws InvalidInputException if one is not of its form
   */
  public CredentialScope {
    if (!CharTable.DIGITS.matches(date, 8, 8)
        || !OF_REGION.matches(region, 0, LONGEST)
        || !OF_SERVICE.matches(service, 1, LONGEST)) {
      throw new InvalidInputException(
          "CredentialScope", date + "/" + region + "/" + service, "a date, region and service");
    }
  }

  /**
   * The service that a request claims to be signed for, even if its signature is malformed; empty
   * if it claims none, or its query can't be read. Proves nothing: it tells in whose words to
   * answer.
   */
  public static String claimedService(RequestHead head) {
    try {
      return claimed(head.header("authorization").orElseGet(() -> credential(head)));
    } catch (InvalidInputException e) {
      return "";
    }
  }

  private static String credential(RequestHead head) {
    return head.query().getOrDefault("X-Amz-Credential", List.of()).stream().findFirst().orElse("");
  }

  /** The service of the first scope that stands in a text. */
  static String claimed(String text) {
    for (int end = text.indexOf(END); end >= 0; end = text.indexOf(END, end + 1)) {
      int service = text.lastIndexOf('/', end - 1);
      int region = text.lastIndexOf('/', service - 1);
      int date = text.lastIndexOf('/', region - 1);
      if (date >= 0
          && CharTable.DIGITS.matches(text, date + 1, region, 8, 8)
          && OF_REGION.matches(text, region + 1, service, 0, LONGEST)
          && OF_SERVICE.matches(text, service + 1, end, 1, LONGEST)) {
        return text.substring(service + 1, end);
      }
    }
    return "";
  }

  /**
   * An access key id and the scope of its signature: {@code KEY/date/region/service/aws4_request}.
   * There is one way to write it, so that it is compared by its text. Immutable.
   */
  static final class Claim {
    private final String text;
    private final AccessKeyId accessKeyId;
    private final CredentialScope scope;

    private Claim(String text, AccessKeyId accessKeyId, CredentialScope scope) {
      this.text = text;
      this.accessKeyId = accessKeyId;
      this.scope = scope;
    }

    static Claim parse(String credential, Fault otherwise) {
      int date = credential.indexOf('/');
      int region = credential.indexOf('/', date + 1);
      int service = credential.indexOf('/', region + 1);
      int end = credential.indexOf('/', service + 1);
      if (date < 0
          || region < 0
          || service < 0
          || end < 0
          || !credential.startsWith(END, end)
          || credential.length() != end + END.length()) {
        throw new MalformedRequestException(otherwise);
      }
      try {
        return new Claim(
            credential,
            new AccessKeyId(credential.substring(0, date)),
            new CredentialScope(
                credential.substring(date + 1, region),
                credential.substring(region + 1, service),
                credential.substring(service + 1, end)));
      } catch (InvalidInputException e) {
        throw new MalformedRequestException(otherwise);
      }
    }

    AccessKeyId accessKeyId() {
      return accessKeyId;
    }

    CredentialScope scope() {
      return scope;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Claim claim && text.equals(claim.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** The scope as it is signed. */
  @Override
  public String toString() {
    return date + "/" + region + "/" + service + "/" + TERMINATOR;
  }
}
