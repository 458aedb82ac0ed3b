package io.sallyport.example.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.AwsService;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs forms that are posted to {@code /}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signature
 *     Version 4</a>
 */
final class Signer {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String accessKey;
  private final String secretKey;
  private final Optional<String> sessionToken;
  private final String region;
  private final Clock clock;

  Signer(
      String accessKey,
      String secretKey,
      Optional<String> sessionToken,
      String region,
      Clock clock) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    this.sessionToken = sessionToken;
    this.region = region;
    this.clock = clock;
  }

  /** The headers that make it a signed request. */
  Map<String, String> headers(String host, AwsService service, String form) {
    String time = TIME.format(clock.instant());
    SortedMap<String, String> signed = new TreeMap<>(Map.of("host", host, "x-amz-date", time));
    sessionToken.ifPresent(token -> signed.put("x-amz-security-token", token));
    String names = String.join(";", signed.keySet());
    String lines =
        signed.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining());
    String request = "POST\n/\n\n" + lines + "\n" + names + "\n" + sha256(form);
    String date = time.substring(0, 8);
    String name = service.name().toLowerCase(Locale.ROOT);
    String scope = date + "/" + region + "/" + name + "/aws4_request";
    byte[] key = ("AWS4" + secretKey).getBytes(UTF_8);
    for (String step : scope.split("/", -1)) {
      key = hmac(key, step);
    }
    String text = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(request);
    signed.remove("host"); // The client sends it itself.
    signed.put(
        "authorization",
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(accessKey, scope, names, HexFormat.of().formatHex(hmac(key, text))));
    return signed;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
