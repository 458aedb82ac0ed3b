package io.sallyport.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.http.RequestHead;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A browser's form that posts an object, and what its signer does with it, by the letter of the
 * documentation. Not thread-safe.
 */
public final class BrowserForm {
  public static final String BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

  public final Map<String, String> fields = new LinkedHashMap<>();
  public final Map<String, String> headers = new LinkedHashMap<>();
  public byte[] file = "the file".getBytes(UTF_8);
  public String fileName = "cat.jpg";
  public String behind = "";
  public String target = "/my-bucket";

  public BrowserForm(String key) {
    fields.put("key", key);
    headers.put("Host", "localhost:8000");
    headers.put("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
  }

  public BrowserForm field(String name, String value) {
    fields.put(name, value);
    return this;
  }

  /** Signs a policy that holds for an hour and has these conditions and those of the signature. */
  public BrowserForm sign(String accessKeyId, String secret, Instant now, String... conditions) {
    return signUntil(accessKeyId, secret, now, now.plusSeconds(3600), conditions);
  }

  public BrowserForm signUntil(
      String accessKeyId, String secret, Instant now, Instant end, String... conditions) {
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC).format(now);
    fields.putIfAbsent("x-amz-algorithm", "AWS4-HMAC-SHA256");
    fields.putIfAbsent(
        "x-amz-credential",
        accessKeyId + "/" + time.substring(0, 8) + "/us-east-1/s3/aws4_request");
    fields.putIfAbsent("x-amz-date", time);
    StringJoiner all = new StringJoiner(",", "[", "]");
    for (String name : new String[] {"x-amz-algorithm", "x-amz-credential", "x-amz-date"}) {
      all.add("{\"" + name + "\":\"" + fields.get(name) + "\"}");
    }
    for (String condition : conditions) {
      all.add(condition);
    }
    return signPolicy(secret, "{\"expiration\":\"" + end + "\",\"conditions\":" + all + "}", time);
  }

  /** Signs any text. */
  public BrowserForm signPolicy(String secret, String policy, String time) {
    String encoded = Base64.getEncoder().encodeToString(policy.getBytes(UTF_8));
    fields.put("policy", encoded);
    byte[] key = ("AWS4" + secret).getBytes(UTF_8);
    for (String part : new String[] {time.substring(0, 8), "us-east-1", "s3", "aws4_request"}) {
      key = hmac(key, part);
    }
    fields.put("x-amz-signature", HexFormat.of().formatHex(hmac(key, encoded)));
    return this;
  }

  /** Signs a policy that ends then by Version 2, which adds no condition. */
  public BrowserForm signByVersion2(
      String accessKeyId, String secret, Instant end, String... conditions) {
    fields.put("AWSAccessKeyId", accessKeyId);
    return signPolicyByVersion2(
        secret,
        "{\"expiration\":\"" + end + "\",\"conditions\":[" + String.join(",", conditions) + "]}");
  }

  /** Signs any text by Version 2. */
  public BrowserForm signPolicyByVersion2(String secret, String policy) {
    String encoded = Base64.getEncoder().encodeToString(policy.getBytes(UTF_8));
    fields.put("policy", encoded);
    fields.put("signature", version2(secret, encoded));
    return this;
  }

  /** The signature of a text by Version 2. */
  public static String version2(String secret, String text) {
    return Base64.getEncoder().encodeToString(hmac("HmacSHA1", secret.getBytes(UTF_8), text));
  }

  private static byte[] hmac(byte[] key, String text) {
    return hmac("HmacSHA256", key, text);
  }

  private static byte[] hmac(String algorithm, byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public RequestHead head() {
    RequestHead.Builder head = RequestHead.builder("POST", target);
    headers.forEach(head::header);
    if (!headers.containsKey("Content-Length")) {
      head.header("Content-Length", Integer.toString(body().length));
    }
    return head.build();
  }

  public byte[] body() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(beginning());
    body.writeBytes(file);
    body.writeBytes((behind + "\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    return body.toByteArray();
  }

  /** All that stands before the file. */
  public byte[] beginning() {
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (name, value) ->
            text.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name)
                .append("\"\r\n\r\n" + value + "\r\n"));
    text.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
        .append(fileName + "\"\r\nContent-Type: image/jpeg\r\n\r\n");
    return text.toString().getBytes(UTF_8);
  }
}
