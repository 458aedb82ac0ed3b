package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.SecretKey;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.http.RequestHead;
import io.sallyport.policy.Leniency;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** A signature of Version 2 is that of RFC 2104 with SHA-1, in Base64, and nothing else. */
class Version2ClaimProperties {
  /** The policy of the Amazon S3 guide's "Upload examples (Signature Version 2)". */
  private static final String AWS_POLICY =
      "eyAiZXhwaXJhdGlvbiI6ICIyMDA3LTEyLTAxVDEyOjAwOjAwLjAwMFoiLAogICJjb25kaXRpb25zIjogWwog"
          + "ICAgeyJidWNrZXQiOiAiam9obnNtaXRoIn0sCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNl"
          + "ci9lcmljLyJdLAogICAgeyJhY2wiOiAicHVibGljLXJlYWQifSwKICAgIHsic3VjY2Vzc19hY3Rpb25f"
          + "cmVkaXJlY3QiOiAiaHR0cDovL2pvaG5zbWl0aC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBs"
          + "b2FkLmh0bWwifSwKICAgIFsic3RhcnRzLXdpdGgiLCAiJENvbnRlbnQtVHlwZSIsICJpbWFnZS8iXSwK"
          + "ICAgIHsieC1hbXotbWV0YS11dWlkIjogIjE0MzY1MTIzNjUxMjc0In0sCiAgICBbInN0YXJ0cy13aXRo"
          + "IiwgIiR4LWFtei1tZXRhLXRhZyIsICIiXQogIF0KfQo=";

  private static final RequestHead PUT = RequestHead.builder("PUT", "/my-bucket/a").build();
  private static final SignatureVerifier VERIFIER =
      AwsExamples.VERIFIER.lenient(Set.of(Leniency.VERSION_2_FORMS));

  private static Map<String, String> fields(String policy, String signature) {
    return new HashMap<>(
        Map.of("awsaccesskeyid", "AKIA", "policy", policy, "signature", signature));
  }

  private static boolean isVerified(Map<String, String> fields, String secret) {
    SignedRequest request = (SignedRequest) VERIFIER.parseForm(PUT, fields);
    try {
      VERIFIER.verify(request, SecretKey.of(secret));
      return true;
    } catch (InvalidCredentialsException e) {
      return false;
    }
  }

  /** HMAC, written out. */
  private static String plain(String secret, String policy) throws NoSuchAlgorithmException {
    byte[] text = secret.getBytes(US_ASCII);
    byte[] key = Arrays.copyOf(text.length > 64 ? sha1(text) : text, 64);
    byte[] inner = key.clone();
    byte[] outer = key.clone();
    for (int i = 0; i < 64; i++) {
      inner[i] ^= 0x36;
      outer[i] ^= 0x5c;
    }
    byte[] signed = sha1(outer, sha1(inner, policy.getBytes(UTF_8)));
    return Base64.getEncoder().encodeToString(signed);
  }

  private static byte[] sha1(byte[]... parts) throws NoSuchAlgorithmException {
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    for (byte[] part : parts) {
      sha1.update(part);
    }
    return sha1.digest();
  }

  /** AWS prints another signature, which nobody's library gives; this one is OpenSSL's. */
  @Example
  void theExampleOfAwsIsVerified() {
    Map<String, String> fields = fields(AWS_POLICY, "gp42sMsv4L5xLO0OjT+56V64o+A=");
    SignedRequest request = (SignedRequest) VERIFIER.parseForm(PUT, fields);
    assertEquals(request, VERIFIER.verify(request, AwsExamples.SECRET).request());
    assertTrue(request.isForm());
    assertFalse(request.isPresigned());
    assertEquals("AWS s3 ", request.version() + " " + request.service() + " " + request.region());
    assertEquals(Optional.empty(), request.signedAt());
    assertEquals(Optional.empty(), request.expiresAt());
    assertEquals(PayloadMode.UNSIGNED, request.payload());
    for (String text : new String[] {request.toString(), request.claim().toString()}) {
      assertFalse(text.contains(AWS_POLICY) || text.contains("gp42"), text);
    }
  }

  @Property
  void theSameIsSignedAsByTheLetterOfTheRfc(
      @ForAll @CharRange(from = '!', to = '~') @StringLength(min = 1, max = 256) String secret,
      @ForAll String policy)
      throws NoSuchAlgorithmException {
    assertTrue(isVerified(fields(policy, plain(secret, policy)), secret));
  }

  @Property
  void noOtherTextOrSecretHasThatSignature(
      @ForAll @AlphaChars @StringLength(min = 1, max = 64) String secret,
      @ForAll @AlphaChars @StringLength(max = 300) String policy,
      @ForAll @CharRange(from = '!', to = '~') char other,
      @ForAll @IntRange(max = 999) int at)
      throws NoSuchAlgorithmException {
    String signature = plain(secret, policy);
    assertFalse(isVerified(fields(policy + other, signature), secret));
    assertFalse(isVerified(fields(policy, signature), secret + other));
    StringBuilder changed = new StringBuilder(signature);
    changed.setCharAt(at % signature.length(), other);
    assertEquals(
        changed.toString().equals(signature),
        isVerified(fields(policy, changed.toString()), secret));
    StringBuilder longer = new StringBuilder(signature).insert(at % signature.length(), other);
    assertFalse(isVerified(fields(policy, longer.toString()), secret));
  }

  @Example
  void aVerifierIsStrictUnlessItIsToldOtherwise() {
    Map<String, String> fields = fields(AWS_POLICY, "gp42sMsv4L5xLO0OjT+56V64o+A=");
    for (SignatureVerifier strict :
        new SignatureVerifier[] {
          AwsExamples.VERIFIER, VERIFIER.lenient(Set.of()), AwsExamples.VERIFIER.explaining()
        }) {
      assertThrows(MalformedRequestException.class, () -> strict.parseForm(PUT, fields));
    }
    assertEquals("AWS", ((SignedRequest) VERIFIER.explaining().parseForm(PUT, fields)).version());
  }
}
