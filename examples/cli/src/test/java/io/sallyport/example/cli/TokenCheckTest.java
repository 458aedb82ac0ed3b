package io.sallyport.example.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a token lacks to become a session of a role. */
class TokenCheckTest {
  private final long now = Instant.now().getEpochSecond();

  @TempDir private Path folder;
  private final HttpServer http;
  private final String issuer;
  private final KeyPair keys;
  private Cli cli = Cli.alone();

  TokenCheckTest() throws IOException, GeneralSecurityException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = "http://127.0.0.1:" + http.getAddress().getPort();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    keys = generator.generateKeyPair();
  }

  @BeforeEach
  void start() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    ShownProvider.start(
        http,
        issuer,
        "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"1\",\"x\":\"%s\",\"y\":\"%s\"}]}"
            .formatted(number(key.getW().getAffineX()), number(key.getW().getAffineY())));
    cli = Cli.over(folder);
    cli.ok("oidc-provider", "create", "--url", issuer, "--client-id", "portal");
    trust("alice");
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  /** Makes the role of the name, for those whom the provider calls so. */
  private void trust(String subject) {
    String name = issuer.substring("http://".length());
    cli.ok(
        "role",
        "create",
        "--role-name",
        "Web-" + subject,
        "--assume-role-policy-doc",
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":\
        "arn:aws:iam:::oidc-provider/%s"},"Action":"sts:AssumeRoleWithWebIdentity",\
        "Condition":{"StringEquals":{"%s:sub":"%s"}}}]}"""
            .formatted(name, name, subject));
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return base64(fixed);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String claims(String more) {
    return "{\"iss\":\"%s\",\"sub\":\"alice\",\"aud\":\"portal\",\"iat\":%d,\"exp\":%d%s}"
        .formatted(issuer, now - 1, now + 600, more);
  }

  private String signed(String claims) throws GeneralSecurityException {
    String content =
        base64("{\"alg\":\"ES256\",\"kid\":\"1\"}".getBytes(UTF_8))
            + "."
            + base64(claims.getBytes(UTF_8));
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(keys.getPrivate());
    signature.update(content.getBytes(US_ASCII));
    return content + "." + base64(signature.sign());
  }

  private Cli.Run check(String token, String role, String... more) throws IOException {
    String file = Files.writeString(folder.resolve("token"), token + "\n").toString();
    List<String> line =
        List.of("oidc-provider", "check", "--loopback", "--token", file, "--role", role, issuer);
    String[] all = Arrays.copyOf(line.toArray(String[]::new), line.size() + more.length);
    System.arraycopy(more, 0, all, line.size(), more.length);
    return cli.run(all);
  }

  @Test
  void tellsWhyTheBearerCouldAssumeTheRoleAndNothingOfTheSignature() throws Exception {
    String token = signed(claims(""));
    Cli.Run run = check(token, "Web-alice");
    assertEquals("", run.err());
    assertEquals(0, run.status());
    for (String line :
        List.of(
            "the token's header kid: \"1\"",
            "the token's claim sub: \"alice\"",
            "the token's claim exp: " + (now + 600) + ", which is ",
            "the token is good: form, algorithm, signature, issuer, audience and times",
            "sts:AssumeRoleWithWebIdentity on arn:aws:iam:::role/Web-alice:",
            "  allowed by statement 0 of trust policy \"trust policy of Web-alice\"",
            "nothing is lacking: the bearer of the token could assume Web-alice")) {
      assertTrue(run.out().contains(line), () -> line + " in " + run.out());
    }
    assertFalse(run.out().contains(token.substring(token.lastIndexOf('.') + 1)), run::out);
  }

  @Test
  void tellsWhyATrustPolicyDoesNotLetTheBearerIn() throws Exception {
    trust("bob");
    Cli.Run run = check(signed(claims("")), "Web-bob");
    assertEquals(1, run.status());
    assertEquals(
        "sallyport: the trust policy of Web-bob doesn't allow sts:AssumeRoleWithWebIdentity\n",
        run.err());
    assertTrue(run.out().contains("StringEquals"), run.out());

    String tags = ",\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"Team\":[\"blue\"]}}";
    Cli.Run tagged = check(signed(claims(tags)), "Web-alice");
    assertEquals(
        "sallyport: the trust policy of Web-alice doesn't allow sts:TagSession\n", tagged.err());
  }

  @Test
  void tellsWhichCheckATokenDoesNotPass() throws Exception {
    String good = signed(claims(""));
    assertRefused("it is no signed JWT", "no.token");
    assertRefused("its signature is not", good.substring(0, good.length() - 86) + "A".repeat(86));
    assertRefused(
        "none of the registered clients, [portal]", signed(claims("").replace("portal", "else")));
    assertRefused("it is too old", signed(claims("").replace("" + (now + 600), "" + (now - 600))));
    assertRefused("it is not yet", signed(claims("").replace("" + (now - 1), "" + (now + 500))));
    assertRefused("it lacks one of", signed(claims("").replace("\"sub\":\"alice\",", "")));
    assertRefused("it is not of http", signed(claims("").replace(issuer, issuer + "/")));
    assertRefused(
        "none of RS, PS, ES",
        base64("{\"alg\":\"none\"}".getBytes(UTF_8))
            + "."
            + base64(claims("").getBytes(UTF_8))
            + ".AA");
    assertRefused(
        "no key of this kid",
        base64("{\"alg\":\"ES384\"}".getBytes(UTF_8)) + good.substring(good.indexOf('.')));
  }

  private void assertRefused(String why, String token) throws IOException {
    Cli.Run run = check(token, "Web-alice");
    assertEquals(1, run.status());
    assertTrue(run.err().startsWith("sallyport: the token is refused: "), run.err());
    assertTrue(run.err().contains(why), run.err());
    assertFalse(run.out().contains("is good"), run.out());
  }

  @Test
  void needsBothAndAStoreThatHasTheProviderAndTheRole() throws Exception {
    String token = signed(claims(""));
    assertTrue(check(token, "Other").err().startsWith("sallyport: NoSuchEntity: "));
    String file = folder.resolve("token").toString();
    assertEquals(2, cli.run("oidc-provider", "check", "--token", file, issuer).status());
    assertEquals(2, cli.run("oidc-provider", "check", "--role", "Web-alice", issuer).status());
    assertEquals(2, check(token, "Web-alice", "--as", "somebody").status());
    cli.ok(
        "oidc-provider", "delete", "--arn", "arn:aws:iam:::oidc-provider/" + issuer.substring(7));
    assertTrue(check(token, "Web-alice").err().startsWith("sallyport: NoSuchEntity: "));
  }
}
