package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.credential.Credentials;
import io.sallyport.http.RequestHead;
import io.sallyport.testing.ClientSigner;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A GET of an object as boto3 sends it: 12 headers, a session token among them. Beside it what must
 * be computed to check its signature, whoever does it.
 *
 * @param lines names and values by turns, in the order sent
 * @param canonical the canonical request
 * @param toSign what stands before its hash in the text to sign
 */
record SignedGet(
    String target, List<String> lines, RequestHead head, String canonical, String toSign) {
  private static final String AGENT =
      "Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 os/linux#6.1.0 md/arch#x86_64 lang/python#3.11.2"
          + " md/pyimpl#CPython m/D,Z,b,N cfg/retry-mode#standard Botocore/1.40.1";

  static SignedGet of(Credentials credentials, String target, Clock clock) {
    RequestHead signed =
        ClientSigner.of(credentials, clock)
            .s3("GET", target, Map.of("Range", "bytes=0-1023", "X-Amz-Checksum-Mode", "ENABLED"));
    List<String> lines = new ArrayList<>();
    lines.addAll(List.of("Host", signed.header("host").orElseThrow()));
    lines.addAll(List.of("Accept-Encoding", "identity", "User-Agent", AGENT));
    for (String name : signed.headerNames()) {
      if (!name.equals("host")) {
        lines.addAll(List.of(spelt(name), signed.header(name).orElseThrow()));
      }
    }
    lines.addAll(List.of("amz-sdk-invocation-id", "3c9f5c1e-7a0b-4b8e-9d55-0d2f6c1b1f6d"));
    lines.addAll(List.of("amz-sdk-request", "attempt=1", "Connection", "keep-alive"));
    if (lines.size() != 24) {
      throw new IllegalStateException("12 headers, not " + lines);
    }
    String authorization = signed.header("authorization").orElseThrow();
    String names = between(authorization, "SignedHeaders=", ",");
    StringBuilder canonical = new StringBuilder("GET\n" + target + "\n\n");
    for (String name : names.split(";", -1)) {
      canonical.append(name).append(':').append(signed.header(name).orElseThrow()).append('\n');
    }
    canonical.append('\n').append(names).append('\n');
    canonical.append(signed.header("x-amz-content-sha256").orElseThrow());
    String scope = between(authorization, "Credential=", ",").replaceFirst("[^/]*/", "");
    String toSign =
        "AWS4-HMAC-SHA256\n" + signed.header("x-amz-date").orElseThrow() + "\n" + scope + "\n";
    return new SignedGet(
        target, List.copyOf(lines), read(target, lines), canonical.toString(), toSign);
  }

  /** The head as a server makes it of the lines that came. */
  RequestHead read() {
    return read(target, lines);
  }

  private static RequestHead read(String target, List<String> lines) {
    RequestHead.Builder head = RequestHead.builder("GET", target);
    for (int i = 0; i < lines.size(); i += 2) {
      head.header(lines.get(i), lines.get(i + 1));
    }
    return head.remoteAddress("192.0.2.1").build();
  }

  /** The signature that it bears. */
  String signature() {
    return between(head.header("authorization").orElseThrow() + ",", "Signature=", ",");
  }

  /** What is signed with: derived from the secret for the day. */
  byte[] signingKey(Credentials credentials) {
    String[] scope = toSign.split("\n", -1)[2].split("/", -1);
    byte[] key = ("AWS4" + credentials.secretKey().reveal()).getBytes(UTF_8);
    for (String part : scope) {
      key = new Crypto(key).hmac(part.getBytes(UTF_8));
    }
    return key;
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  private static String spelt(String name) {
    StringBuilder spelt = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      if (i == 0 || name.charAt(i - 1) == '-') {
        spelt.replace(i, i + 1, name.substring(i, i + 1).toUpperCase(Locale.ROOT));
      }
    }
    return spelt.toString();
  }
}
