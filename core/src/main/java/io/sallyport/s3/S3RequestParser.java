package io.sallyport.s3;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.sigv4.SignedRequest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Reads what an S3 request asks for, by a table of S3's operations; what the table does not know is
 * an {@link S3RequestException} in S3's words. A parameter that S3 ignores is left out. Immutable
 * and thread-safe.
 *
 * <p>Keys may hold anything that S3 takes, {@code //}, {@code .} and {@code ..} included, and are
 * never normalised; only {@code ..} that would lead out of the bucket is refused. A host must act
 * on what is found here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html">
 *     Required permissions for Amazon S3 API operations</a>
 */
public final class S3RequestParser {
  private static final Set<Ability> AS_S3 = Set.of(Ability.COPIES_TAGS, Ability.KEEPS_VERSIONS);

  private final Naming naming;
  private final Set<Ability> host;

  private S3RequestParser(Naming naming, Set<Ability> host) {
    this.naming = naming;
    this.host = host;
  }

  /** For hosts whose buckets are in the path: {@code https://host/bucket/key}. */
  public static S3RequestParser pathStyle() {
    return virtualHosted();
  }

  /**
   * For hosts whose buckets may be in the host name, {@code https://bucket.base/key}; any other
   * host name has them in the path.
   *
   * @param baseDomains the domains that buckets are under, such as {@code s3.example.com}, in any
   *     case; whatever port is asked
   * @throws InvalidInputException if one is no such name, as with a port, a scheme or a leading dot
   */
  public static S3RequestParser virtualHosted(String... baseDomains) {
    requireNonNull(baseDomains, "baseDomains");
    return new S3RequestParser(Naming.under(baseDomains), AS_S3);
  }

  /**
   * The same parser for hosts whose buckets a path may name with their tenant, {@code
   * /tenant:bucket/key}, as Ceph has it. What is after the colon stays the name of the bucket, by
   * which the request is decided and the host asked: so a bucket has one ARN, and one policy,
   * whatever is said before it. The tenant tells whose bucket the client takes it to be: if it
   * isn't, the request is {@code NotImplemented} to those who might use the bucket, and denied to
   * others as if it named none. No name before the colon is the tenant that has none. A tenant in a
   * copy source, a form's field or a host name is refused.
   *
   * @param tenants whether a tenant, given first, has a bucket of this name; asked before it is
   *     known whether the caller may do anything
   */
  public S3RequestParser withTenants(BiPredicate<String, String> tenants) {
    return new S3RequestParser(naming.with(requireNonNull(tenants, "tenants")), host);
  }

  /**
   * The same parser with what these let pass, and without what others do: {@link
   * Leniency#SEVERAL_TAG_VALUES}. An installation's parser has the leniencies that it is built
   * with.
   */
  public S3RequestParser lenient(Set<Leniency> leniencies) {
    return requireNonNull(leniencies, "leniencies").contains(Leniency.SEVERAL_TAG_VALUES)
        ? with(Ability.KEEPS_TAG_VALUES)
        : without(Ability.KEEPS_TAG_VALUES);
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
    return without(Ability.COPIES_TAGS);
  }

  /**
   * The same parser for hosts whose objects have no versions: a version's id, in the query, in a
   * copy source or in the body of a {@code DeleteObjects}, is {@code NotImplemented}, but for
   * {@code null}. That is the object itself, and needs the permissions for both. A host that
   * ignores version ids needs this: asked for a version, it would serve the object itself, whatever
   * the policies say of that.
   */
  public S3RequestParser withoutVersions() {
    return without(Ability.KEEPS_VERSIONS);
  }

  /** Whether the host's objects have versions. */
  public boolean keepsVersions() {
    return host.contains(Ability.KEEPS_VERSIONS);
  }

  /**
   * The same parser for hosts that delete an object of a {@code DeleteObjects} only if it has the
   * {@code ETag}, {@code LastModifiedTime} and {@code Size} that are given with it. Without, an
   * object with one of these is answered with {@code NotImplemented}.
   *
   * <p>This opens a door: a host that ignores what is given deletes what was not to be deleted.
   */
  public S3RequestParser withConditionalDeletes() {
    return with(Ability.DELETES_ON_CONDITION);
  }

  /**
   * Reads an unsigned request.
   *
   * @throws S3RequestException if it is none that S3 takes: names that it does not know, encodings
   *     that are none, or a parameter given twice
   */
  public S3Request parse(RequestHead head) {
    requireNonNull(head, "head");
    try {
      return parse(head, head.query(), RequestHeaders.of(head));
    } catch (InvalidInputException e) {
      throw unreadable(head, e);
    }
  }

  /**
   * Reads a signed request. A presigned URL may carry headers in its query.
   *
   * @throws S3RequestException as for {@link #parse(RequestHead)}
   */
  public S3Request parse(SignedRequest request) {
    requireNonNull(request, "request");
    RequestHead head = request.head();
    if (request.expiresAt().isEmpty()) {
      return parse(head);
    }
    try {
      Map<String, List<String>> query = head.query();
      return parse(head, query, RequestHeaders.ofPresigned(head, query));
    } catch (InvalidInputException e) {
      throw unreadable(head, e);
    }
  }

  /**
   * Whether a request is to post an object by a browser's form to a bucket: nothing in its head
   * proves who sent it, or asks for anything else.
   */
  public boolean isPost(RequestHead head) {
    requireNonNull(head, "head");
    return head.method().equals("POST")
        && head.rawQuery().isEmpty()
        && head.headers("authorization").isEmpty()
        && Address.of(head, naming).level() == Level.BUCKET;
  }

  /**
   * A browser's form as the {@code PutObject} that it stands for: to the bucket of its URL, with
   * its fields as headers.
   *
   * @param form a head for which {@link #isPost} holds
   * @param fields by name in lower case
   * @param length how long its file is
   * @throws S3RequestException if a field can't be what it says
   * @throws AccessDeniedException if it is for another bucket than it was sent to
   */
  public RequestHead posted(RequestHead form, Map<String, String> fields, long length) {
    requireNonNull(form, "form");
    requireNonNull(fields, "fields");
    String bucket = Address.of(form, naming).bucket().orElseThrow();
    try {
      return PostedObject.head(form, bucket, fields, length, host);
    } catch (InvalidInputException e) {
      throw unreadable(form, e);
    }
  }

  /**
   * The condition keys of a signature, which are the same for each permission of its request.
   *
   * @param now the time by which the signature's age is told
   */
  public static RequestContext factsOf(SignedRequest request, Instant now) {
    requireNonNull(request, "request");
    requireNonNull(now, "now");
    return ConditionKeys.ofSignature(request, now);
  }

  /**
   * The bucket that a request is addressed to, whatever it asks.
   *
   * @throws InvalidInputException if that can't be read
   */
  Optional<String> bucket(RequestHead head) {
    return Address.of(head, naming).bucket();
  }

  private S3RequestParser with(Ability ability) {
    Set<Ability> more = EnumSet.of(ability);
    more.addAll(host);
    return new S3RequestParser(naming, more);
  }

  private S3RequestParser without(Ability ability) {
    Set<Ability> less = EnumSet.noneOf(Ability.class);
    less.addAll(host);
    less.remove(ability);
    return new S3RequestParser(naming, less);
  }

  private S3Request parse(
      RequestHead head, Map<String, List<String>> parameters, RequestHeaders headers) {
    Address address = Address.of(head, naming);
    Query query = Query.of(parameters, headers);
    Operation operation = Operations.find(head.method(), address.level(), query);
    return new Mapping(operation, address, query.of(operation), headers, host)
        .request(() -> mayHaveBody(head));
  }

  /** Only a length of 0 says that there is no body, since HTTP/2 needs no header for one. */
  private static boolean mayHaveBody(RequestHead head) {
    return !head.headers("transfer-encoding").isEmpty()
        || !head.headers("content-length").equals(List.of("0"));
  }

  private static S3RequestException unreadable(RequestHead head, InvalidInputException cause) {
    S3RequestException unreadable =
        S3RequestException.invalidUri(head.rawPath(), "percent-encoded UTF-8");
    unreadable.initCause(cause);
    return unreadable;
  }
}
