package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.error.RequestTimeTooSkewedException;
import io.sallyport.wire.HoistedHeaders;
import io.sallyport.wire.PercentEncoding;
import io.sallyport.wire.RawParameter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@link SignatureVerifier#parse} reads of a signature, read in the plainest way: regular
 * expressions, maps and texts cut in pieces.
 */
final class PlainSignature {
  private static final Duration SKEW = Duration.ofMinutes(15);
  private static final Set<String> PARTS = Set.of("Credential", "SignedHeaders", "Signature");
  private static final Map<String, String> PARAMETERS =
      List.of(
              "X-Amz-Algorithm",
              "X-Amz-Credential",
              "X-Amz-Date",
              "X-Amz-Expires",
              "X-Amz-SignedHeaders",
              "X-Amz-Security-Token",
              "X-Amz-Signature")
          .stream()
          .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> name));
  private static final String CONTENT_HASH = "x-amz-content-sha256";
  private static final Map<String, PayloadMode> PAYLOADS =
      Map.of(
          "UNSIGNED-PAYLOAD", PayloadMode.UNSIGNED,
          "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", PayloadMode.SIGNED_CHUNKS,
          "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", PayloadMode.SIGNED_CHUNKS_AND_TRAILER,
          "STREAMING-UNSIGNED-PAYLOAD-TRAILER", PayloadMode.UNSIGNED_CHUNKS_AND_TRAILER);
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final PlainHead head;
  private final Instant now;
  private final Fault otherwise;
  private final Optional<Duration> validity;

  private PlainSignature(
      PlainHead head, Instant now, Fault otherwise, Optional<Duration> validity) {
    this.head = head;
    this.now = now;
    this.otherwise = otherwise;
    this.validity = validity;
  }

  /** All that is read, and the canonical request without its last line; or that there is none. */
  static Map<String, String> read(PlainHead head, Instant now) {
    int length = 0;
    for (Map.Entry<String, List<String>> header : head.headers.entrySet()) {
      for (String value : header.getValue()) {
        length += header.getKey().length() + value.length();
      }
    }
    require(length <= 8192, Fault.HEADERS_TOO_LONG);
    Map<String, String> parameters = parameters(head);
    boolean inHeader = !head.headers("authorization").isEmpty();
    require(!inHeader || parameters.isEmpty(), Fault.SIGNED_TWICE);
    if (inHeader) {
      return new PlainSignature(head, now, Fault.AUTHORIZATION_HEADER, Optional.empty()).inHeader();
    }
    if (parameters.isEmpty()) {
      require(head.headers("x-amz-security-token").isEmpty(), Fault.TOKEN_WITHOUT_SIGNATURE);
      return Map.of();
    }
    return inQuery(head, now, parameters);
  }

  private static void require(boolean isSo, Fault otherwise) {
    if (!isSo) {
      throw new MalformedRequestException(otherwise);
    }
  }

  private static void require(String pattern, String text, Fault otherwise) {
    require(Pattern.matches(pattern, text), otherwise);
  }

  private static Map<String, String> parameters(PlainHead head) {
    Map<String, String> found = new HashMap<>();
    head.query()
        .forEach(
            (name, values) -> {
              require(
                  !Set.of("AWSAccessKeyId", "Signature").contains(name), Fault.SIGNATURE_VERSION);
              String lower = name.toLowerCase(Locale.ROOT);
              String exact = PARAMETERS.get(lower);
              if (exact != null || lower.equals(CONTENT_HASH)) {
                require(exact == null || exact.equals(name), Fault.AUTHORIZATION_QUERY);
                require(values.size() == 1, Fault.AUTHORIZATION_QUERY);
                String key = exact == null ? CONTENT_HASH : exact;
                require(found.put(key, values.get(0)) == null, Fault.AUTHORIZATION_QUERY);
              }
            });
    return found.keySet().equals(Set.of(CONTENT_HASH)) ? Map.of() : found;
  }

  private Optional<String> single(String name) {
    if (head.headers(name).size() > 1) {
      throw new MalformedRequestException(Fault.HEADER_REPEATED, name);
    }
    return head.header(name).map(String::strip);
  }

  private String part(Map<String, String> parts, String name) {
    require(parts.containsKey(name), otherwise);
    return parts.getOrDefault(name, "");
  }

  private Map<String, String> inHeader() {
    String authorization = single("authorization").orElse("");
    String scheme = authorization.split(" ", 2)[0];
    if (!scheme.equals("AWS4-HMAC-SHA256")) {
      boolean isAmazons = scheme.equals("AWS") || scheme.startsWith("AWS4-");
      throw new MalformedRequestException(
          isAmazons ? Fault.SIGNATURE_VERSION : Fault.AUTHORIZATION_TYPE);
    }
    Map<String, String> parts = new HashMap<>();
    for (String part : authorization.substring(scheme.length()).split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      require(pair.length == 2 && PARTS.contains(pair[0]), otherwise);
      require(parts.put(pair[0], pair[1]) == null, otherwise);
    }
    String[] credential = credential(part(parts, "Credential"));
    Instant signedAt =
        single("x-amz-date")
            .map(PlainSignature::timestamp)
            .orElseGet(() -> single("date").flatMap(PlainSignature::httpDate))
            .orElseThrow(() -> new MalformedRequestException(Fault.DATE));
    List<String> names = names(part(parts, "SignedHeaders"));
    String signature = part(parts, "Signature");
    Optional<String> token = single("x-amz-security-token").map(PlainSignature::token);
    String payload = payload(credential[3], single(CONTENT_HASH));
    return claim(credential, signedAt, names, signature, token, payload);
  }

  private static Map<String, String> inQuery(
      PlainHead head, Instant now, Map<String, String> parameters) {
    Fault otherwise = Fault.AUTHORIZATION_QUERY;
    PlainSignature unsaid = new PlainSignature(head, now, otherwise, Optional.empty());
    require(
        unsaid.part(parameters, "X-Amz-Algorithm").equals("AWS4-HMAC-SHA256"),
        Fault.SIGNATURE_VERSION);
    require(head.headers("x-amz-security-token").isEmpty(), Fault.SIGNED_TWICE);
    String[] credential = unsaid.credential(unsaid.part(parameters, "X-Amz-Credential"));
    String service = credential[3];
    Instant signedAt =
        timestamp(unsaid.part(parameters, "X-Amz-Date"))
            .orElseThrow(() -> new MalformedRequestException(otherwise));
    String seconds = unsaid.part(parameters, "X-Amz-Expires");
    require("[0-9]{1,6}", seconds, Fault.EXPIRES);
    int expires = Integer.parseInt(seconds);
    require(expires <= 604_800 && (expires > 0 || service.equals("s3")), Fault.EXPIRES);
    PlainSignature read =
        new PlainSignature(
            head,
            now,
            otherwise,
            Optional.of(service.equals("s3") ? Duration.ofSeconds(expires) : SKEW));
    List<String> names = read.names(read.part(parameters, "X-Amz-SignedHeaders"));
    String signature = read.part(parameters, "X-Amz-Signature");
    Optional<String> token =
        Optional.ofNullable(parameters.get("X-Amz-Security-Token")).map(PlainSignature::token);
    Optional<String> header = read.single(CONTENT_HASH);
    Optional<String> parameter = Optional.ofNullable(parameters.get(CONTENT_HASH));
    require(
        header.isEmpty() || parameter.isEmpty() || header.equals(parameter), Fault.CONTENT_SHA256);
    Optional<String> declared = header.or(() -> parameter);
    String payload =
        declared.isEmpty() && service.equals("s3")
            ? "UNSIGNED-PAYLOAD"
            : payload(service, declared);
    require(!payload.startsWith("STREAMING-"), Fault.CONTENT_SHA256);
    return read.claim(credential, signedAt, names, signature, token, payload);
  }

  /** Access key, date, region, service. */
  private String[] credential(String text) {
    String[] parts = text.split("/", -1);
    require(parts.length == 5 && parts[4].equals("aws4_request"), otherwise);
    require("[A-Za-z0-9_.@-]{1,128}", parts[0], otherwise);
    require("[0-9]{8}", parts[1], otherwise);
    require("[A-Za-z0-9_-]{0,64}", parts[2], otherwise);
    require("[a-z0-9-]{1,64}", parts[3], otherwise);
    return parts;
  }

  private static Optional<Instant> timestamp(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, BASIC).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> httpDate(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return timestamp(text);
    }
  }

  private List<String> names(String list) {
    String previous = "";
    for (String name : list.split(";", -1)) {
      require("[a-z0-9!#$%&'*+.^_`|~-]+", name, otherwise);
      require(name.compareTo(previous) > 0, otherwise);
      previous = name;
    }
    return List.of(list.split(";", -1));
  }

  private static String token(String text) {
    if (!Pattern.matches("[\\x21-\\x7E]{1,8192}", text)) {
      throw new InvalidCredentialsException(Reason.INVALID_SESSION_TOKEN);
    }
    return text;
  }

  private static String payload(String service, Optional<String> declared) {
    if (declared.isEmpty()) {
      require(!service.equals("s3"), Fault.CONTENT_SHA256_MISSING);
      return "";
    }
    String text = declared.get();
    boolean isHash = Pattern.matches("[0-9a-f]{64}", text);
    require(isHash || (PAYLOADS.containsKey(text) && service.equals("s3")), Fault.CONTENT_SHA256);
    return text;
  }

  private Map<String, String> claim(
      String[] credential,
      Instant signedAt,
      List<String> names,
      String signature,
      Optional<String> token,
      String payload) {
    require("[0-9a-f]{64}", signature, otherwise);
    String time = BASIC.format(signedAt.atOffset(ZoneOffset.UTC));
    require(time.startsWith(credential[1]), otherwise);
    require(head.headers("host").size() == 1, Fault.HOST);
    for (String name : head.headers.keySet()) {
      boolean mustBe = name.equals("host") || name.startsWith("x-amz-");
      boolean isSaid =
          name.equals(CONTENT_HASH) && validity.isPresent() && payload.equals("UNSIGNED-PAYLOAD");
      if (mustBe && !names.contains(name) && !isSaid) {
        throw new MalformedRequestException(Fault.HEADERS_NOT_SIGNED, name);
      }
    }
    for (String name : names) {
      if (lines(credential[3], name).isEmpty()) {
        throw new MalformedRequestException(Fault.SIGNED_HEADER_MISSING, name);
      }
    }
    requireBody(payload);
    requireTimely(signedAt);
    Map<String, String> claim = new TreeMap<>();
    claim.put("credential", String.join("/", credential));
    claim.put("signedAt", time);
    claim.put("validity", validity.toString());
    claim.put("signedHeaders", names.toString());
    claim.put("signature", signature);
    claim.put("token", token.toString());
    claim.put("payload", payload);
    claim.put("hash", hash(credential[3], names, payload));
    return claim;
  }

  private void requireBody(String payload) {
    if (payload.startsWith("STREAMING-")) {
      String decoded = single("x-amz-decoded-content-length").orElse("");
      require("0|[1-9][0-9]{0,17}", decoded, Fault.DECODED_LENGTH);
      Optional<String> trailer = single("x-amz-trailer");
      boolean isKnown = trailer.flatMap(ChecksumAlgorithm::ofHeader).isPresent();
      boolean mayBe = !payload.equals("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
      require(isKnown == mayBe && isKnown == trailer.isPresent(), Fault.TRAILER);
    }
    String length = single("content-length").orElse("1");
    require("0|[1-9][0-9]{0,17}", length, Fault.CONTENT_LENGTH);
    if (length.equals("0")) {
      require(!payload.startsWith("STREAMING-"), Fault.BODY_INCOMPLETE);
      require(payload.length() != 64 || payload.equals(Digests.EMPTY_SHA256), Fault.BODY_HASH);
    }
  }

  private void requireTimely(Instant signedAt) {
    if (signedAt.isAfter(now.plus(SKEW))) {
      throw new RequestTimeTooSkewedException(signedAt, SKEW, now);
    }
    if (validity.equals(Optional.of(Duration.ZERO))
        || now.isAfter(signedAt.plus(validity.orElse(SKEW)))) {
      throw validity.isPresent()
          ? RequestTimeTooSkewedException.ended(signedAt, validity.get(), now)
          : new RequestTimeTooSkewedException(signedAt, SKEW, now);
    }
  }

  private String hash(String service, List<String> names, String payload) {
    String text =
        String.join(
            "\n",
            head.method,
            path(service),
            canonicalQuery(),
            names.stream()
                .map(name -> name + ":" + value(lines(service, name)) + "\n")
                .collect(Collectors.joining()),
            String.join(";", names),
            payload);
    boolean isBytes = text.chars().allMatch(c -> c <= 0xFF);
    return Digests.sha256Hex(text.getBytes(isBytes ? ISO_8859_1 : UTF_8));
  }

  /** What was signed by this name: of S3, metadata and the like may stand in the query. */
  private List<String> lines(String service, String name) {
    List<String> parameters = head.query().getOrDefault(name, List.of());
    boolean isHoisted =
        head.headers(name).isEmpty()
            && validity.isPresent()
            && service.equals("s3")
            && HoistedHeaders.contains(name)
            && parameters.size() == 1
            && parameters.get(0).chars().noneMatch(Character::isISOControl);
    return isHoisted
        ? List.of(new String(parameters.get(0).getBytes(UTF_8), ISO_8859_1))
        : head.headers(name);
  }

  private String path(String service) {
    if (service.equals("s3")) {
      return PercentEncoding.encodePath(PercentEncoding.decode("RequestTarget", head.rawPath));
    }
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : head.rawPath.split("/", -1)) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.addLast(segment);
      }
    }
    String path = "/" + String.join("/", kept);
    String ending = head.rawPath.endsWith("/") && !kept.isEmpty() ? "/" : "";
    return PercentEncoding.encodePath((path + ending).getBytes(ISO_8859_1));
  }

  private String canonicalQuery() {
    return RawParameter.split(head.rawQuery).stream()
        .map(RawParameter::canonical)
        .filter(parameter -> !parameter.name().equals("X-Amz-Signature"))
        .sorted(Comparator.comparing(RawParameter::name).thenComparing(RawParameter::value))
        .map(parameter -> parameter.name() + "=" + parameter.value())
        .collect(Collectors.joining("&"));
  }

  private static String value(List<String> values) {
    return values.stream()
        .map(value -> value.strip().replaceAll("[ \\t]+", " "))
        .collect(Collectors.joining(","));
  }
}
