package io.sallyport.oidc;

import static io.sallyport.oidc.Issuer.base64;
import static io.sallyport.oidc.Issuer.claims;
import static io.sallyport.oidc.Issuer.header;
import static io.sallyport.oidc.Issuer.headerWith;
import static io.sallyport.oidc.Issuer.signed;
import static io.sallyport.oidc.Issuer.token;
import static io.sallyport.oidc.Issuer.tokenWithHeader;
import static io.sallyport.oidc.SigningAlgorithm.EDDSA;
import static io.sallyport.oidc.SigningAlgorithm.ES256;
import static io.sallyport.oidc.SigningAlgorithm.ES384;
import static io.sallyport.oidc.SigningAlgorithm.PS256;
import static io.sallyport.oidc.SigningAlgorithm.RS256;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that must be refused for their form, header or signature, each with the reason. */
final class HostileTokens {
  record Hostile(String name, String token, Reason reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final List<Hostile> all = new ArrayList<>();

  private HostileTokens() {}

  static List<Hostile> all() {
    HostileTokens tokens = new HostileTokens();
    tokens.addShapes();
    tokens.addAlgorithms();
    tokens.addHeaders();
    tokens.addKeys();
    return List.copyOf(tokens.all);
  }

  private void addShapes() {
    String good = token(claims());
    String header = good.substring(0, good.indexOf('.'));
    String rest = good.substring(good.indexOf('.'));
    malformed("empty", "");
    malformed("dots alone", "..");
    malformed("one part", header);
    malformed("two parts", good.substring(0, good.lastIndexOf('.')));
    malformed("four parts", good + ".AAAA");
    malformed("no header", rest);
    malformed("an encrypted token", header + ".AAAA.AAAA.AAAA.AAAA");
    malformed("a space before", " " + good);
    malformed("a line feed behind", good + "\n");
    malformed("padding", good + "==");
    malformed("standard base64", base64("{\"alg\":\"RS256\"}") + ".ab+/." + "AAAA");
    malformed("not ASCII", good + "\u0661");
    malformed("JSON serialization", "{\"payload\":\"AAAA\",\"signatures\":[]}");
    malformed("20,001 characters", token(claims("\"x\":\"" + "y".repeat(16_000) + "\"")));
    malformed("a million characters", "a".repeat(1_000_000));
    malformed("header of one character", "A" + rest);
    malformed("header that is no JSON", base64("alg") + rest);
    malformed("header that is a list", base64("[\"alg\",\"RS256\"]") + rest);
    malformed("header in UTF-16", "_v8AewAiAGEAbABnACIAOgAiAFIAUwAyADUANgAiAH0" + rest);
    malformed("header with a byte order mark", base64("\uFEFF{\"alg\":\"RS256\"}") + rest);
    malformed("header that is not UTF-8", "eyJhbGciOiJSUzI1NiIsImtpZCI6Iv8ifQ" + rest);
    malformed("header with more behind", tokenWithHeader(headerWith("\"a\":1") + "{}"));
  }

  private void addAlgorithms() {
    for (String none : List.of("none", "None", "NONE", "nOnE", "")) {
      String header = "{\"alg\":\"" + none + "\",\"kid\":\"rsa\"}";
      add("algorithm \"" + none + "\"", tokenWithHeader(header), Reason.ALGORITHM);
      String unsigned = base64(header) + "." + base64(claims()) + ".";
      malformed("algorithm \"" + none + "\", no signature", unsigned);
    }
    String alg = "{\"kid\":\"rsa\",\"alg\":";
    add("no algorithm", tokenWithHeader("{\"kid\":\"rsa\"}"), Reason.ALGORITHM);
    add("algorithm null", tokenWithHeader(alg + "null}"), Reason.ALGORITHM);
    add("algorithms in a list", tokenWithHeader(alg + "[\"RS256\"]}"), Reason.ALGORITHM);
    for (String name :
        List.of("rs256", "RS256 ", "RS1", "ES256K", "EDDSA", "Ed448", "RSA-OAEP", "dir")) {
      add("algorithm " + name, tokenWithHeader(alg + "\"" + name + "\"}"), Reason.ALGORITHM);
    }
    String jwks = Issuer.jwks(Issuer.RSA);
    add("HS256 by the key set", macSigned("HS256", "HmacSHA256", jwks), Reason.ALGORITHM);
    add(
        "HS256 by the client's id",
        macSigned("HS256", "HmacSHA256", "object-store"),
        Reason.ALGORITHM);
    add("HS384 by a public key in PEM", macSigned("HS384", "HmacSHA384", pem()), Reason.ALGORITHM);
    add("HS512 by the key id", macSigned("HS512", "HmacSHA512", "rsa"), Reason.ALGORITHM);
  }

  private void addHeaders() {
    String stranger = Issuer.STRANGER.toPublicJWK().toJSONString();
    String jwk = "\"jwk\":" + stranger;
    malformed("brings its key", signed(headerWith(jwk), claims(), RS256, Issuer.STRANGER));
    malformed(
        "brings the right key", tokenWithHeader(headerWith("\"jwk\":" + Issuer.RSA.toPublicJWK())));
    malformed(
        "brings a key set's address",
        tokenWithHeader(headerWith("\"jku\":\"https://idp.example.com\"")));
    malformed(
        "brings a certificate's address",
        tokenWithHeader(headerWith("\"x5u\":\"https://idp.example.com\"")));
    malformed("brings a certificate", tokenWithHeader(headerWith("\"x5c\":[\"AAAA\"]")));
    malformed("critical, unknown", tokenWithHeader(headerWith("\"crit\":[\"x\"],\"x\":1")));
    malformed("critical, empty", tokenWithHeader(headerWith("\"crit\":[]")));
    malformed("critical, null", tokenWithHeader(headerWith("\"crit\":null")));
    malformed("critical b64", tokenWithHeader(headerWith("\"crit\":[\"b64\"],\"b64\":false")));
    malformed("b64 false", tokenWithHeader(headerWith("\"b64\":false")));
    malformed("b64 true", tokenWithHeader(headerWith("\"b64\":true")));
    malformed("compressed", tokenWithHeader(headerWith("\"zip\":\"DEF\"")));
    malformed("nested", tokenWithHeader(headerWith("\"cty\":\"JWT\"")));
    malformed("encrypted", tokenWithHeader(headerWith("\"enc\":\"A128GCM\"")));
    malformed("algorithm twice", tokenWithHeader(headerWith("\"alg\":\"none\"")));
    malformed(
        "algorithm twice, once escaped", tokenWithHeader(headerWith("\"\\u0061lg\":\"RS256\"")));
    malformed("algorithm twice, in other case", tokenWithHeader(headerWith("\"ALG\":\"none\"")));
    malformed(
        "key id twice, with a Kelvin sign", tokenWithHeader(headerWith("\"\u212aid\":\"x\"")));
    malformed("key id in other case", tokenWithHeader("{\"alg\":\"RS256\",\"KID\":\"rsa\"}"));
    malformed("type in other case", tokenWithHeader(headerWith("\"TYP\":\"logout+jwt\"")));
    malformed("critical in other case", tokenWithHeader(headerWith("\"Crit\":[\"x\"]")));
    malformed("a key in other case", tokenWithHeader(headerWith("\"JWK\":{}")));
    malformed("a name with a line feed", tokenWithHeader(headerWith("\"a\\nb\":1")));
    malformed("key id with a line feed", tokenWithHeader("{\"alg\":\"RS256\",\"kid\":\"rsa\\n\"}"));
    malformed("half a surrogate pair", tokenWithHeader(headerWith("\"a\":\"\\ud800\"")));
    malformed("a number of gigabytes", tokenWithHeader(headerWith("\"a\":1e999999999")));
    malformed("key id twice", tokenWithHeader(headerWith("\"kid\":\"stranger\"")));
    malformed("type of a log-out", tokenWithHeader(headerWith("\"typ\":\"logout+jwt\"")));
    malformed("type of a proof", tokenWithHeader(headerWith("\"typ\":\"dpop+jwt\"")));
    malformed("type null", tokenWithHeader(headerWith("\"typ\":null")));
    malformed("key id empty", tokenWithHeader("{\"alg\":\"RS256\",\"kid\":\"\"}"));
    malformed("key id null", tokenWithHeader("{\"alg\":\"RS256\",\"kid\":null}"));
    malformed("key id a number", tokenWithHeader("{\"alg\":\"RS256\",\"kid\":1}"));
    malformed("header 1,000 deep", tokenWithHeader(headerWith("\"x\":" + deep(1000))));
  }

  private void addKeys() {
    for (String kid : List.of("stranger", "RSA", "rsa ", "../rsa", "p256")) {
      String header = "{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}";
      add("RS256 by key " + kid, tokenWithHeader(header), Reason.UNKNOWN_KEY);
    }
    add("by a key for encryption", by(RS256, Issuer.ENCRYPTION), Reason.UNKNOWN_KEY);
    add("by a key for wrapping", by(RS256, Issuer.WRAPPING), Reason.UNKNOWN_KEY);
    add("by a key of 1024 bits", by(RS256, Issuer.WEAK), Reason.UNKNOWN_KEY);
    add("PS256 by a key for RS256", by(PS256, Issuer.RS256_ONLY), Reason.UNKNOWN_KEY);
    String es384 = header(ES384, Issuer.P256);
    add("ES384 by a P-256 key", signed(es384, claims(), ES256, Issuer.P256), Reason.UNKNOWN_KEY);
    add("EdDSA by an RSA key", tokenWithHeader(header(EDDSA, Issuer.RSA)), Reason.UNKNOWN_KEY);
    add("RS256 by an Ed25519 key", by(RS256, Issuer.ED25519), Reason.UNKNOWN_KEY);
    add("ES256 by an Ed25519 key", by(ES256, Issuer.ED25519), Reason.UNKNOWN_KEY);
    String ed25519 = base64(header(EDDSA, Issuer.ED25519)) + "." + base64(claims()) + ".";
    add("EdDSA of zeros", ed25519 + base64("\0".repeat(64)), Reason.SIGNATURE);
    add("EdDSA of one byte", ed25519 + "AA", Reason.SIGNATURE);
    add("EdDSA of the neutral point", ed25519 + base64("\1" + "\0".repeat(63)), Reason.SIGNATURE);
    String named = header(RS256, Issuer.RSA);
    add(
        "another's key, our name",
        signed(named, claims(), RS256, Issuer.STRANGER),
        Reason.SIGNATURE);
    String unnamed = "{\"alg\":\"RS256\"}";
    add(
        "another's key, no name",
        signed(unnamed, claims(), RS256, Issuer.STRANGER),
        Reason.SIGNATURE);
    add(
        "encryption key, no name",
        signed(unnamed, claims(), RS256, Issuer.ENCRYPTION),
        Reason.SIGNATURE);
    add("another of our keys", signed(named, claims(), RS256, Issuer.RS256_ONLY), Reason.SIGNATURE);
    add("RS256 that is PS256", signed(named, claims(), PS256, Issuer.RSA), Reason.SIGNATURE);
    String content = base64(header(ES256, Issuer.P256)) + "." + base64(claims()) + ".";
    add("ES256 of zeros", content + base64("\0".repeat(64)), Reason.SIGNATURE);
    add("ES256 of one byte", content + "AA", Reason.SIGNATURE);
    add("ES256 in DER", content + base64("0\6\2\1\1\2\1\1"), Reason.SIGNATURE);
    String rsa = base64(named) + "." + base64(claims()) + ".";
    add("RS256 of zeros", rsa + base64("\0".repeat(256)), Reason.SIGNATURE);
    String other = token(claims("\"role\":\"admin\""));
    String mine = token(claims());
    add(
        "another token's signature",
        other.substring(0, other.lastIndexOf('.')) + mine.substring(mine.lastIndexOf('.')),
        Reason.SIGNATURE);
  }

  private void add(String name, String token, Reason reason) {
    all.add(new Hostile(name, token, reason));
  }

  private void malformed(String name, String token) {
    add(name, token, Reason.MALFORMED);
  }

  private static String by(SigningAlgorithm algorithm, JWK key) {
    return signed(header(algorithm, key), claims(), algorithm, key);
  }

  private static String macSigned(String algorithm, String mac, String secret) {
    String content = base64("{\"alg\":\"" + algorithm + "\"}") + "." + base64(claims());
    try {
      Mac hash = Mac.getInstance(mac);
      hash.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), mac));
      byte[] signature = hash.doFinal(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem() {
    try {
      byte[] key = Issuer.RSA.toRSAPublicKey().getEncoded();
      return "-----BEGIN PUBLIC KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
          + "\n-----END PUBLIC KEY-----\n";
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String deep(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }
}
