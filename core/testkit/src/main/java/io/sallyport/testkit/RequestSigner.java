package io.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.credential.SessionToken;
import io.sallyport.http.RequestHead;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Signs requests as clients do, in headers or in a URL. All headers that a request has are signed;
 * its target goes over the wire exactly as it is given. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signature
 *     Version 4</a>
 */
public final class RequestSigner {
  private static final String HASH = "x-amz-content-sha256";
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private final String accessKeyId;
  private final SecretKey secret;
  private final Optional<SessionToken> token;
  private final Clock clock;
  private final String host;
  private final String service;
  private final String region;

  private RequestSigner(
      String accessKeyId,
      SecretKey secret,
      Optional<SessionToken> token,
      Clock clock,
      String host,
      String service,
      String region) {
    this.accessKeyId = accessKeyId;
    this.secret = secret;
    this.token = token;
    this.clock = clock;
    this.host = host;
    this.service = service;
    this.region = region;
  }

  /** Signs with an access key, for S3 in {@code us-east-1} at {@code s3.example.com}. */
  public static RequestSigner of(AccessKey key, Clock clock) {
    return of(key.id().value(), key.secret(), Optional.empty(), clock);
  }

  /** Signs with the credentials of a session, as {@link #of(AccessKey, Clock)}. */
  public static RequestSigner of(Credentials session, Clock clock) {
    return of(
        session.accessKeyId().value(),
        session.secretKey(),
        Optional.of(session.sessionToken()),
        clock);
  }

  private static RequestSigner of(
      String id, SecretKey secret, Optional<SessionToken> token, Clock clock) {
    return new RequestSigner(id, secret, token, clock, "s3.example.com", "s3", "us-east-1");
  }

  /** The same for this host, with its port if it has one. */
  public RequestSigner atHost(String newHost) {
    return new RequestSigner(accessKeyId, secret, token, clock, newHost, service, region);
  }

  /** The same for this service, such as {@code sts}. */
  public RequestSigner forService(String newService) {
    return new RequestSigner(accessKeyId, secret, token, clock, host, newService, region);
  }

  /** The same for this region, which may be empty. */
  public RequestSigner inRegion(String newRegion) {
    return new RequestSigner(accessKeyId, secret, token, clock, host, service, newRegion);
  }

  /** A signed request without a body. */
  public RequestHead sign(String method, String target) {
    return sign(method, target, new byte[0]);
  }

  /** A signed request with a body, which is sent apart. */
  public RequestHead sign(String method, String target, byte[] body) {
    RequestHead.Builder head = RequestHead.builder(method, target);
    if (body.length > 0) {
      head.header("content-length", Integer.toString(body.length));
    }
    return sign(head.build(), body);
  }

  /**
   * The request with what makes it a signed one: the time, the token, the hash of its body unless
   * it states one already, and its host unless it names one. Address and TLS stay as they are.
   */
  public RequestHead sign(RequestHead request, byte[] body) {
    String time = Hashes.time(clock.instant());
    SortedMap<String, String> headers = headers(request);
    headers.put("x-amz-date", time);
    headers.putIfAbsent(HASH, Hashes.hex(Hashes.sha256(body)));
    token.ifPresent(session -> headers.put("x-amz-security-token", session.reveal()));
    String names = String.join(";", headers.keySet());
    String signature =
        signature(request, request.rawQuery(), headers, time, String.valueOf(headers.get(HASH)));
    headers.put(
        "authorization",
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(accessKeyId, scope(time), names, signature));
    return with(request, target(request, request.rawQuery()), headers);
  }

  /** A presigned URL, as the request that whoever has it sends; its body isn't signed. */
  public RequestHead presign(String method, String target, Duration valid) {
    RequestHead request = RequestHead.builder(method, target).build();
    SortedMap<String, String> headers = headers(request);
    String time = Hashes.time(clock.instant());
    SortedMap<String, String> query = new TreeMap<>();
    query.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
    query.put("X-Amz-Credential", accessKeyId + "/" + scope(time));
    query.put("X-Amz-Date", time);
    query.put("X-Amz-Expires", Long.toString(valid.toSeconds()));
    query.put("X-Amz-SignedHeaders", String.join(";", headers.keySet()));
    token.ifPresent(session -> query.put("X-Amz-Security-Token", session.reveal()));
    String own =
        query.entrySet().stream()
            .map(each -> each.getKey() + "=" + Canonical.encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    String whole = request.rawQuery().isEmpty() ? own : request.rawQuery() + "&" + own;
    String signature = signature(request, whole, headers, time, UNSIGNED);
    return with(request, target(request, whole + "&X-Amz-Signature=" + signature), headers);
  }

  private String signature(
      RequestHead request,
      String query,
      SortedMap<String, String> headers,
      String time,
      String bodyHash) {
    String canonical =
        String.join(
            "\n",
            request.method(),
            Canonical.path(request.rawPath(), service),
            Canonical.query(query),
            Canonical.lines(headers),
            String.join(";", headers.keySet()),
            bodyHash);
    String text =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            time,
            scope(time),
            Hashes.hex(Hashes.sha256(canonical.getBytes(ISO_8859_1))));
    byte[] key = ("AWS4" + secret.reveal()).getBytes(UTF_8);
    for (String part : scope(time).split("/", -1)) {
      key = Hashes.hmac(key, part);
    }
    return Hashes.hex(Hashes.hmac(key, text));
  }

  private String scope(String time) {
    return time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
  }

  /** Each with its values in one line. */
  private SortedMap<String, String> headers(RequestHead request) {
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("host", host);
    request
        .headerNames()
        .forEach(name -> headers.put(name, String.join(",", request.headers(name))));
    return headers;
  }

  private static String target(RequestHead request, String query) {
    return query.isEmpty() ? request.rawPath() : request.rawPath() + "?" + query;
  }

  private static RequestHead with(
      RequestHead request, String target, SortedMap<String, String> headers) {
    RequestHead.Builder head = RequestHead.builder(request.method(), target);
    headers.forEach(head::header);
    request.remoteAddress().ifPresent(head::remoteAddress);
    if (request.isSecure()) {
      request.tlsVersion().ifPresentOrElse(head::secure, head::secure);
    }
    return head.build();
  }

  /** The access key alone: it prints no secret. */
  @Override
  public String toString() {
    return accessKeyId;
  }
}
