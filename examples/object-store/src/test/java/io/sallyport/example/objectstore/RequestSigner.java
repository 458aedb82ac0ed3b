package io.sallyport.example.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Signs requests whose targets and headers go over the wire exactly as given. */
final class RequestSigner {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String host;
  private final AwsCredentials who;
  private final String service;

  /** Signs for a service of a host. */
  RequestSigner(String host, AwsCredentials who, String service) {
    this.host = host;
    this.who = who;
    this.service = service;
  }

  /** The headers of a request, in the order of names, the signature among them. */
  Map<String, String> headers(String method, String target, Map<String, String> more, String body) {
    try {
      return signed(method, target, more, body);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, String> signed(
      String method, String target, Map<String, String> more, String body)
      throws GeneralSecurityException {
    String time = TIME.format(Clock.systemUTC().instant());
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("content-length", Integer.toString(body.getBytes(UTF_8).length));
    headers.put("host", host);
    headers.put("x-amz-content-sha256", sha256(body));
    headers.put("x-amz-date", time);
    if (who instanceof AwsSessionCredentials session) {
      headers.put("x-amz-security-token", session.sessionToken());
    }
    headers.putAll(more);
    String names = String.join(";", headers.keySet());
    String canonical =
        String.join(
            "\n",
            method,
            path(target),
            query(target),
            headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining()),
            names,
            headers.getOrDefault("x-amz-content-sha256", ""));
    String scope = time.substring(0, 8) + "/us-east-1/" + service + "/aws4_request";
    String text = String.join("\n", "AWS4-HMAC-SHA256", time, scope, sha256(canonical));
    byte[] key = ("AWS4" + who.secretAccessKey()).getBytes(UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    headers.put(
        "authorization",
        "AWS4-HMAC-SHA256 Credential=%s/%s,SignedHeaders=%s,Signature=%s"
            .formatted(who.accessKeyId(), scope, names, HexFormat.of().formatHex(hmac(key, text))));
    return headers;
  }

  private static String path(String target) {
    String path = target.split("\\?", 2)[0];
    return encode(decode(path.replace("+", "%2B"))).replace("%2F", "/");
  }

  private static String query(String target) {
    String[] parts = target.split("\\?", 2);
    return parts.length < 2
        ? ""
        : Arrays.stream(parts[1].split("&", -1))
            .filter(pair -> !pair.isEmpty())
            .map(pair -> pair.contains("=") ? pair : pair + "=")
            .map(pair -> pair.split("=", 2))
            .map(pair -> encode(decode(pair[0])) + "=" + encode(decode(pair[1])))
            .sorted()
            .collect(Collectors.joining("&"));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String sha256(String text) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }
}
