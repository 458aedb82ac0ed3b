package io.sallyport.access;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.AwsService;
import io.sallyport.error.IamException;
import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.principal.Principal;
import io.sallyport.s3.Permission;
import io.sallyport.s3.S3Request;
import io.sallyport.wire.S3Arn;
import io.sallyport.wire.S3Xml;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** The answer to an S3 request. */
public sealed interface AccessAnswer {

  /**
   * Why it is answered so: what decides each permission that the request needs, of which the first
   * that isn't allowed is why it is refused. Decided anew when asked, at the cost of many
   * decisions; for the host, not for the caller. Nothing, if nobody could be asked about: it wasn't
   * proven who asks, or what can't be read. Then the refusal's {@link IamException#why()} tells.
   *
   * <p>Of a bucket that isn't there, it explains what a host is told that asks about it, which is
   * that nothing of it is allowed. That is not what was decided: a bucket that isn't there was the
   * caller's own then, and who was allowed to use it was told so. The decisions of {@link Granted}
   * and {@link Refused} are those that were made.
   */
  default List<Explanation> explain() {
    return List.of();
  }

  /**
   * What a host makes of it that has given the body: {@link Granted} or {@link Refused}.
   *
   * @throws IllegalStateException if the body is still needed
   */
  default <T> T fold(
      Function<? super Granted, ? extends T> granted,
      Function<? super Refused, ? extends T> refused) {
    if (this instanceof Granted it) {
      return granted.apply(it);
    }
    if (this instanceof Refused it) {
      return refused.apply(it);
    }
    throw new IllegalStateException("the body has to be read, and given to check");
  }

  /**
   * The same of a server that does less than S3: what it wouldn't do as it was asked is refused
   * with {@code NotImplemented}, which names it, and not half done.
   *
   * @param server what of a request it wouldn't do, if anything: a {@link io.sallyport.s3.Servable}
   * @param head as the server gets it
   */
  default AccessAnswer within(
      BiFunction<S3Request.Mapped, RequestHead, Optional<String>> server, RequestHead head) {
    if (!(this instanceof Granted it)) {
      return this;
    }
    Optional<String> undone = server.apply(it.request(), head);
    return undone.isEmpty()
        ? this
        : it.refused(S3RequestException.notImplemented(undone.get()), it.decisions());
  }

  private static List<Explanation> explain(Requester requester, S3Request request) {
    Stream<Permission> ofTags =
        request instanceof S3Request.Mapped mapped
            ? mapped.ifSourceHasTags().stream()
            : Stream.empty();
    return Stream.concat(request.permissions().stream(), ofTags)
        .map(each -> requester.explain(each.action(), each.resource(), each.conditions()))
        .toList();
  }

  /**
   * The request may be served.
   *
   * @param requester who asks, to whom further questions about this request are put
   * @param request what to do: the host acts on what it finds here, and parses nothing again. Its
   *     batch has the objects that may be deleted and no others
   * @param decisions why, a decision for each permission that the request needs
   * @param body through what to read the body
   * @param deletion what is refused of a {@code DeleteObjects}, which is granted even if all is
   * @param form what to answer if the request was a browser's form: it is granted as the {@code
   *     PutObject} that it stands for, of which {@code request} has all headers. None that came in
   *     the head of the form is among them or counts, but that the bucket is held to {@code
   *     x-amz-expected-bucket-owner}; the body is read from its beginning, and is the file
   */
  record Granted(
      Requester requester,
      S3Request.Mapped request,
      List<PermissionDecision> decisions,
      GrantedBody body,
      Optional<Deletion> deletion,
      Optional<FormAnswer> form)
      implements AccessAnswer {
    /** Of these, an answer "not found" is about the bucket or the upload. */
    private static final Set<String> FINDS_NO_OBJECT =
        Set.of(
            "s3:PutObject",
            "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts",
            "s3:DeleteObject",
            "s3:DeleteObjectVersion");

    private static final String LIST = "s3:ListBucket";

    public Granted {
      decisions = List.copyOf(decisions);
    }

    public Principal caller() {
      return requester.caller();
    }

    /**
     * The account whose it is what the caller makes: a bucket, or an object where lists count.
     * Empty of who is in none, because nobody signed: a bucket such a caller can't make, and an
     * object is the bucket owner's then. {@link Principal#account()} tells of them the empty
     * account, which is one of its own where there are such.
     */
    public Optional<AccountId> account() {
      Caller who = caller().caller();
      boolean isInNone = who instanceof Caller.Anonymous || who instanceof Caller.Federated;
      return isInNone ? Optional.empty() : Optional.of(caller().account());
    }

    @Override
    public List<Explanation> explain() {
      return AccessAnswer.explain(requester, request);
    }

    /**
     * What to answer instead of "not found" where an object is missing: that is told only to those
     * who may list its bucket, as S3 does it. Decided when it is asked for. Of a batch only the
     * bucket can be missing: its objects are answered each by itself.
     *
     * @return empty if the caller may know
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject,
     *     Permissions</a>
     */
    public Optional<Refused> missingKey() {
      if (request.batch().isPresent()) {
        return Optional.empty();
      }
      return request.permissions().stream()
          .filter(each -> !FINDS_NO_OBJECT.contains(each.action()))
          .map(Permission::resource)
          .flatMap(object -> S3Arn.key(object).flatMap(key -> mayNotList(object, key)).stream())
          .findFirst();
    }

    private Optional<Refused> mayNotList(String object, String key) {
      String bucket = S3Arn.of(S3Arn.bucket(object).orElseThrow(), Optional.empty());
      Decision decision =
          requester.decide(LIST, bucket, RequestContext.builder().host("s3:prefix", key).build());
      if (decision.isAllowed()) {
        return Optional.empty();
      }
      IamException denied = AccessDeniedException.of(caller().name(), LIST, bucket);
      return Optional.of(refused(denied, List.of(new PermissionDecision(LIST, bucket, decision))));
    }

    private Refused refused(IamException error, List<PermissionDecision> why) {
      return new Refused(error, why, Optional.of(requester), Optional.of(request));
    }
  }

  /**
   * The request must not be served.
   *
   * @param error what the caller is told
   * @param decisions what was decided until then; the last one is the denial, if it was one
   * @param requester who asks, if that was proven; for the host alone
   * @param request what it asks for, if that was read; for the host alone
   */
  record Refused(
      IamException error,
      List<PermissionDecision> decisions,
      Optional<Requester> requester,
      Optional<S3Request> request)
      implements AccessAnswer {

    public Refused {
      decisions = List.copyOf(decisions);
    }

    /** A refusal before anything was decided. */
    public static Refused of(IamException error) {
      return new Refused(error, List.of(), Optional.empty(), Optional.empty());
    }

    /** The error's code as S3 calls it. */
    public String code() {
      return error.wire(AwsService.S3).code();
    }

    /** The HTTP status that S3 answers it with. */
    public int httpStatus() {
      return error.wire(AwsService.S3).httpStatus();
    }

    /** What went wrong, in one sentence. */
    public String message() {
      return error.message(AwsService.S3);
    }

    /**
     * The body of the answer, to be sent in UTF-8 as {@code application/xml}; of a {@code HEAD},
     * nothing is sent.
     *
     * @param resource the path that was asked for
     * @param requestId as in the header {@code x-amz-request-id}
     */
    public String toXml(String resource, String requestId) {
      return S3Xml.error(code(), message(), error.details(), resource, requestId);
    }

    @Override
    public List<Explanation> explain() {
      return requester.isEmpty() || request.isEmpty()
          ? List.of()
          : AccessAnswer.explain(requester.get(), request.get());
    }
  }

  /** What is asked for stands in the body: read it, at most this much, and check again with it. */
  record NeedsBody(int maxLength) implements AccessAnswer {}

  /**
   * A browser's form, which says what is asked for before its file: read so much of the body, or
   * all of it if it is shorter, and check again with that. What is granted then is read through its
   * {@code body} from the beginning, what was read already included.
   */
  record NeedsBeginning(int length) implements AccessAnswer {}
}
