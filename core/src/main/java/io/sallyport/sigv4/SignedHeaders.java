package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import io.sallyport.wire.HoistedHeaders;
import java.nio.charset.Charset;
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
  /** How many bytes the signed ones of a request have, a session's token among them. */
  private static final int USUAL = 768;

  private final RequestHead head;
  private final Version4Claim claim;
  private final SignedNames names;

  /** What characters that are no ASCII are as bytes. */
  private final Charset charset;

  private final CollectedBytes lines = new CollectedBytes(USUAL);

  /** The name whose lines come next, by its index and its offset, and whether a line came. */
  private int next;

  private int offset;
  private boolean isThere;

  private boolean isWide;
  private String unsigned = "";
  private String missing = "";

  private SignedHeaders(RequestHead head, Version4Claim claim, Charset charset) {
    this.head = head;
    this.claim = claim;
    this.charset = charset;
    this.names = claim.signedHeaders();
  }

  /** Reads them. To its signer a header is bytes: a character each, unless the host knew better. */
  static SignedHeaders of(RequestHead head, Version4Claim claim) {
    SignedHeaders headers = new SignedHeaders(head, claim, ISO_8859_1).read();
    return headers.isWide ? new SignedHeaders(head, claim, UTF_8).read() : headers;
  }

  private SignedHeaders read() {
    head.forEachHeader(this::take);
    while (isNext()) {
      pass();
    }
    lines.add('\n');
    names.addTo(lines);
    lines.add('\n');
    return this;
  }

  private void take(String name, String value) {
    int compared = -1;
    while (isNext()) {
      compared = name().compareTo(name);
      if (compared >= 0) {
        break;
      }
      pass();
    }
    if (isNext() && compared == 0) {
      add(value);
    } else if (unsigned.isEmpty() && mustBeSigned(name)) {
      unsigned = name;
    }
  }

  /** The value of the name whose lines come next: behind others that it has, if it has some. */
  private void add(String value) {
    if (!isThere) {
      names.add(offset, name().length(), lines);
    }
    lines.add(isThere ? ',' : ':');
    lines.add(bytes(CanonicalRequest.value(value)));
    isThere = true;
  }

  private byte[] bytes(String value) {
    byte[] utf8 = value.getBytes(UTF_8);
    if (utf8.length == value.length() || charset.equals(UTF_8)) {
      return utf8; // Of ASCII it is the same.
    }
    byte[] bytes = value.getBytes(charset);
    isWide |= !new String(bytes, charset).equals(value);
    return bytes;
  }

  private boolean isNext() {
    return next < names.list().size();
  }

  private String name() {
    return names.list().get(next);
  }

  private void pass() {
    if (!isThere) {
      takeFromQuery(name());
    }
    if (isThere) {
      lines.add('\n');
    } else if (missing.isEmpty()) {
      missing = name();
    }
    isThere = false;
    offset += name().length() + 1;
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
      add(new String(given.get(0).getBytes(UTF_8), ISO_8859_1));
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
  CollectedBytes lines() {
    return lines;
  }
}
