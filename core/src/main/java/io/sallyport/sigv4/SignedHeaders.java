package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import io.sallyport.wire.HoistedHeaders;
import java.util.List;

/**
 * The headers that were signed, as they are signed. Lines of a head and names that were signed are
 * both in order, so each is passed once. Of one thread.
 *
 * <p>A presigned URL of S3's may have signed a header as one and carry it in its query, which was
 * signed as well, so that whoever has the URL needn't send it: the AWS SDK for JavaScript v2 makes
 * such, and S3 takes them. That goes for {@link HoistedHeaders} alone; of all others the query says
 * nothing to S3.
 */
final class SignedHeaders {
  private static final int USUAL_LENGTH = 1024;

  private final RequestHead head;
  private final SignatureClaim claim;
  private final List<String> names;
  private final StringBuilder text = new StringBuilder(USUAL_LENGTH);

  /** The place of the name whose lines come next, and whether one came. */
  private int next;

  private boolean isThere;

  private String unsigned = "";
  private String missing = "";

  private SignedHeaders(RequestHead head, SignatureClaim claim) {
    this.head = head;
    this.claim = claim;
    this.names = claim.signedHeaders();
  }

  /** Reads them. */
  static SignedHeaders of(RequestHead head, SignatureClaim claim) {
    SignedHeaders headers = new SignedHeaders(head, claim);
    head.forEachHeader(headers::take);
    while (headers.next < headers.names.size()) {
      headers.pass();
    }
    headers.text.append('\n');
    for (int i = 0; i < headers.names.size(); i++) {
      headers.text.append(i == 0 ? "" : ";").append(headers.names.get(i));
    }
    headers.text.append('\n');
    return headers;
  }

  private void take(String name, String value) {
    int compared = -1;
    while (next < names.size()) {
      compared = names.get(next).compareTo(name);
      if (compared >= 0) {
        break;
      }
      pass();
    }
    if (next < names.size() && compared == 0) {
      if (isThere) {
        text.append(',');
      } else {
        text.append(name).append(':');
      }
      text.append(CanonicalRequest.value(value));
      isThere = true;
    } else if (unsigned.isEmpty() && mustBeSigned(name)) {
      unsigned = name;
    }
  }

  private void pass() {
    if (!isThere) {
      takeFromQuery(names.get(next));
    }
    if (isThere) {
      text.append('\n');
    } else if (missing.isEmpty()) {
      missing = names.get(next);
    }
    isThere = false;
    next++;
  }

  private void takeFromQuery(String name) {
    if (claim.validity().isEmpty()
        || !claim.credential().scope().service().equals("s3")
        || !HoistedHeaders.contains(name)) {
      return;
    }
    List<String> given = head.query().getOrDefault(name, List.of());
    if (given.size() == 1 && given.get(0).chars().noneMatch(Character::isISOControl)) {
      // A character for each byte, as headers come.
      String value = new String(given.get(0).getBytes(UTF_8), ISO_8859_1);
      text.append(name).append(':').append(CanonicalRequest.value(value));
      isThere = true;
    }
  }

  /** Host and every x-amz header. */
  private boolean mustBeSigned(String name) {
    return (name.equals("host") || name.startsWith("x-amz-")) && !saysWhatWasSigned(name);
  }

  /**
   * A presigned URL leaves its body unsigned unless something else is said, and some clients say so
   * once more in a header when they send it. What that says is in the canonical request.
   */
  private boolean saysWhatWasSigned(String header) {
    return header.equals(QueryForm.CONTENT_HASH)
        && claim.validity().isPresent()
        && claim.payload().mode() == PayloadMode.UNSIGNED;
  }

  /** All that must be signed is, and all that was signed is there. */
  void require() {
    if (!unsigned.isEmpty()) {
      throw new MalformedRequestException(Fault.HEADERS_NOT_SIGNED, unsigned);
    }
    if (!missing.isEmpty()) {
      throw new MalformedRequestException(Fault.SIGNED_HEADER_MISSING, missing);
    }
  }

  /** A line for each, an empty one, and one of their names. */
  String lines() {
    return text.toString();
  }
}
