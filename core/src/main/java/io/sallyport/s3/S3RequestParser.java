package io.sallyport.s3;

import io.sallyport.error.InvalidInputException;
import io.sallyport.http.RequestHead;
import io.sallyport.sigv4.SignedRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what an S3 request asks for, by a table of S3's operations; what the table does not know is
 * {@link S3Request.Unmapped}. Immutable and thread-safe.
 *
 * <p>Keys may hold anything that S3 takes, {@code //}, {@code .} and {@code ..} included, and are
 * never normalised; only {@code ..} that would lead out of the bucket is refused. A host must act
 * on the key found here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html">
 *     Required permissions for Amazon S3 API operations</a>
 */
public final class S3RequestParser {
  private final List<String> baseDomains;
  private final SourceTags sourceTags;

  private S3RequestParser(List<String> baseDomains, SourceTags sourceTags) {
    this.baseDomains = baseDomains;
    this.sourceTags = sourceTags;
  }

  /** For hosts whose buckets are in the path: {@code https://host/bucket/key}. */
  public static S3RequestParser pathStyle() {
    return new S3RequestParser(List.of(), SourceTags.COPIED);
  }

  /**
   * For hosts whose buckets may be in the host name, {@code https://bucket.base/key}; any other
   * host name has them in the path.
   *
   * @param baseDomains the domains that buckets are under, without a leading dot
   */
  public static S3RequestParser virtualHosted(String... baseDomains) {
    return new S3RequestParser(
        Stream.of(baseDomains).map(domain -> domain.toLowerCase(Locale.ROOT)).toList(),
        SourceTags.COPIED);
  }

  /**
   * The same parser for hosts whose objects have no tags, or whose copies never take them along:
   * {@link S3Request.Mapped#ifSourceHasTags} is always empty. Tags that a request names, in {@code
   * x-amz-tagging} or by {@code x-amz-tagging-directive: COPY}, need their permissions still.
   *
   * <p>This opens a door: a copy then needs neither {@code s3:GetObjectTagging} on its source nor
   * {@code s3:PutObjectTagging} on its target. At a host that does copy tags, whoever may copy an
   * object reads its tags and gives them to another, whatever the policies say of tags.
   */
  public S3RequestParser withoutObjectTags() {
    return new S3RequestParser(baseDomains, SourceTags.NEVER_COPIED);
  }

  /**
   * Reads an unsigned request.
   *
   * @throws InvalidInputException if it is malformed: names that S3 does not take, encodings that
   *     are none, or a parameter given twice
   */
  public S3Request parse(RequestHead head) {
    return parse(head, Map.of());
  }

  /**
   * Reads a signed request; its permissions have the condition keys of its signature too.
   *
   * @param now the time by which the signature's age is told
   * @throws InvalidInputException if it is malformed, as for {@link #parse(RequestHead)}
   */
  public S3Request parse(SignedRequest request, Instant now) {
    return parse(request.head(), ConditionKeys.ofSignature(request, now));
  }

  private S3Request parse(RequestHead head, Map<String, List<String>> signature) {
    Address address = Address.of(head, baseDomains);
    Asked asked = Asked.of(head);
    Optional<Operation> operation =
        Operations.find(head.method(), address.level(), asked.names(), asked.pairs());
    return operation
        .map(found -> Mapping.of(found, address, asked, signature))
        .map(sourceTags::applyTo)
        .orElseGet(() -> unmapped(head, address, asked));
  }

  /** Names what was asked, but nothing that could pass for another line of a log. */
  private static S3Request.Unmapped unmapped(RequestHead head, Address address, Asked asked) {
    String names =
        asked.names().stream()
            .map(name -> name.matches("[A-Za-z0-9-]{1,64}") ? name : "?")
            .sorted()
            .collect(Collectors.joining(", "));
    return new S3Request.Unmapped(
        String.format(
            "no operation is a %s of the %s with parameters [%s]",
            head.method(), address.level().name().toLowerCase(Locale.ROOT), names));
  }
}
