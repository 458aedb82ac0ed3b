package io.sallyport.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.SecretKey;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.error.MalformedRequestException.Fault;
import org.junit.jupiter.api.Test;

class DayKeysTest {
  private static final SecretKey OTHER = SecretKey.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ");

  private final DayKeys keys = new DayKeys();

  private static CredentialScope.Claim claim(String scope) {
    return CredentialScope.Claim.parse(
        "AKIAIOSFODNN7EXAMPLE/" + scope + "/aws4_request", Fault.AUTHORIZATION_HEADER);
  }

  @Test
  void aKeyIsAnsweredForItsOwnSecretAndScopeAlone() {
    CredentialScope.Claim claim = claim("20130524/us-east-1/s3");
    DayKey key = new DayKey(AwsExamples.SECRET, claim.scope());
    keys.keep(claim, key);
    assertSame(
        key,
        keys.kept(claim("20130524/us-east-1/s3"), SecretKey.of(AwsExamples.SECRET.reveal()))
            .orElseThrow());
    assertTrue(keys.kept(claim, OTHER).isEmpty());
    for (String scope :
        new String[] {"20130525/us-east-1/s3", "20130524/us-east-2/s3", "20130524/us-east-1/sts"}) {
      assertTrue(keys.kept(claim(scope), AwsExamples.SECRET).isEmpty(), scope);
    }
  }

  @Test
  void aSecretThatWasReplacedVerifiesNothing() {
    SignatureVerifier verifier = new SignatureVerifier(AwsExamples.CLOCK);
    SignedRequest request = (SignedRequest) verifier.parse(AwsExamples.getObject().build());
    for (int i = 0; i < 3; i++) {
      verifier.verify(request, AwsExamples.SECRET);
      assertEquals(
          Reason.SIGNATURE_MISMATCH,
          assertThrows(InvalidCredentialsException.class, () -> verifier.verify(request, OTHER))
              .reason());
    }
  }
}
