package io.sallyport.s3;

import static java.util.Objects.requireNonNull;

import io.sallyport.http.RequestHead;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a server does of S3: some operations, and what it honours of their parameters and headers.
 * It passes a request whose every part the server does, so that what it would ignore is refused
 * with {@code NotImplemented} and not half done: a write that depends on what is there, a range, a
 * page of a listing, a version.
 *
 * <p>Whatever isn't named here counts as ignored, also {@code versionId} of a copy's source or of
 * one object of a batch: each parameter that the operation may have but for those that tell it from
 * others; {@code LocationConstraint} of a new bucket, which is said as a parameter is; and of
 * headers
 *
 * <ul>
 *   <li>{@code If-Match}, {@code If-None-Match}, {@code If-Modified-Since}, {@code
 *       If-Unmodified-Since}, {@code If-Range} and {@code Range};
 *   <li>what is to be kept with an object: {@code Cache-Control}, {@code Content-Disposition},
 *       {@code Content-Encoding} besides {@code aws-chunked}, {@code Content-Language}, {@code
 *       Expires}, but not {@code Content-Type}, which nearly all clients send;
 *   <li>each that begins with {@code x-amz-}, but for those that Sallyport itself heeds: of
 *       signatures, chunks and owners, and the checksums of what is stored.
 * </ul>
 *
 * <p>Immutable.
 */
public final class Servable implements BiFunction<S3Request.Mapped, RequestHead, Optional<String>> {
  private static final String AMAZON = "x-amz-";
  private static final String CHECKSUM = "x-amz-checksum-";

  /** Of its parts these are the checksums, and were checked; of the whole only the server knows. */
  private static final String COMPLETION = "CompleteMultipartUpload";

  /** In the body of {@code CreateBucket}. */
  private static final String LOCATION = "LocationConstraint";

  private static final Set<String> CONDITIONS =
      Set.of(
          "if-match",
          "if-none-match",
          "if-modified-since",
          "if-unmodified-since",
          "if-range",
          "range");

  private static final Set<String> KEPT =
      Set.of(
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "expires");

  /** What is heeded here, or asks a server for nothing. */
  private static final Set<String> HEEDED =
      Set.of(
          "x-amz-content-sha256",
          "x-amz-copy-source",
          "x-amz-date",
          "x-amz-decoded-content-length",
          "x-amz-expected-bucket-owner",
          "x-amz-request-payer",
          "x-amz-sdk-checksum-algorithm",
          "x-amz-security-token",
          "x-amz-source-expected-bucket-owner",
          "x-amz-te",
          "x-amz-trailer",
          "x-amz-user-agent");

  private final Set<String> operations;
  private final Set<String> parameters;
  private final Set<String> headers;

  private Servable(Set<String> operations, Set<String> parameters, Set<String> headers) {
    this.operations = operations;
    this.parameters = parameters;
    this.headers = headers;
  }

  /**
   * These operations, with no more than they can't be without.
   *
   * @param names as AWS has them, such as {@code GetObject}
   * @throws IllegalArgumentException if one is none that a server is ever asked for
   */
  public static Servable operations(String... names) {
    for (String name : names) {
      if (Operations.ALL.stream().noneMatch(row -> row.isServed() && row.name().equals(name))) {
        throw new IllegalArgumentException("no server is asked for the operation " + name);
      }
    }
    return new Servable(Set.of(names), Set.of(), Set.of());
  }

  /**
   * The same with parameters that the server honours, such as {@code max-keys}; {@code
   * LocationConstraint} is what a {@code CreateBucket} says in its body.
   */
  public Servable withParameters(String... names) {
    return new Servable(operations, both(parameters, Stream.of(names)), headers);
  }

  /**
   * The same with headers that the server honours, in any case; a star at the end is for all that
   * begin so: {@code x-amz-meta-*}.
   */
  public Servable withHeaders(String... names) {
    Stream<String> lower = Stream.of(names).map(name -> name.toLowerCase(Locale.ROOT));
    return new Servable(operations, parameters, both(headers, lower));
  }

  private static Set<String> both(Set<String> some, Stream<String> more) {
    return Stream.concat(some.stream(), more).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * What of a request the server wouldn't do, such as {@code GetObject with the header range};
   * empty if it does all that is asked.
   *
   * @param head that came, or as {@link io.sallyport.servlet.SallyportFilter} wrote it anew
   */
  @Override
  public Optional<String> apply(S3Request.Mapped asked, RequestHead head) {
    requireNonNull(asked, "asked");
    requireNonNull(head, "head");
    String operation = asked.operation();
    if (!operations.contains(operation)) {
      return Optional.of(operation);
    }
    return Stream.concat(ignoredParameters(asked), ignoredHeaders(asked, head))
        .sorted()
        .findFirst()
        .map(it -> operation + " with the " + it);
  }

  private Stream<String> ignoredParameters(S3Request.Mapped asked) {
    Stream<String> inQuery = asked.parameters().values().keySet().stream();
    Stream<String> place = asked.location().stream().map(it -> LOCATION);
    return Stream.of(inQuery, place, versions(asked))
        .flatMap(each -> each)
        .filter(it -> !isDone(asked, it))
        .map(it -> "parameter " + it);
  }

  /** A copy's source and the objects of a batch have their versions elsewhere. */
  private static Stream<String> versions(S3Request.Mapped asked) {
    Stream<ObjectVersion> deleted =
        asked.batch().stream().flatMap(it -> it.objects().stream()).map(DeletedObject::object);
    return Stream.concat(asked.source().stream(), deleted)
        .filter(it -> it.versionId().isPresent())
        .map(it -> S3Parameters.VERSION_ID);
  }

  private Stream<String> ignoredHeaders(S3Request.Mapped asked, RequestHead head) {
    Set<String> names = new HashSet<>(asked.headers().keySet());
    head.forEachHeader(
        (name, value) -> {
          if (!name.equals("content-encoding") || !value.strip().equalsIgnoreCase("aws-chunked")) {
            names.add(name);
          }
        });
    return names.stream()
        .filter(name -> asksMore(asked, name) && !isHonoured(name))
        .map(name -> "header " + name);
  }

  /** Whether a parameter only tells the operation from others, or the server honours it. */
  private boolean isDone(S3Request.Mapped asked, String parameter) {
    return parameters.contains(parameter)
        || Operations.ALL.stream()
            .filter(row -> row.name().equals(asked.operation()))
            .anyMatch(row -> row.isSelectedBy(parameter));
  }

  private static boolean asksMore(S3Request.Mapped asked, String header) {
    if (header.startsWith(CHECKSUM)) {
      return asked.operation().equals(COMPLETION);
    }
    return CONDITIONS.contains(header)
        || (KEPT.contains(header) && ConditionKeys.WRITING.contains(asked.operation()))
        || (header.startsWith(AMAZON) && !HEEDED.contains(header));
  }

  private boolean isHonoured(String header) {
    return headers.contains(header)
        || headers.stream()
            .anyMatch(
                it -> it.endsWith("*") && header.startsWith(it.substring(0, it.length() - 1)));
  }
}
