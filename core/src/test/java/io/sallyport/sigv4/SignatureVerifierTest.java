package io.sallyport.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.InvalidCredentialsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureVerifierTest {
  @Test
  void acceptsAwsExampleOfGetObject() {
    SignedRequest request = AwsExamples.verify(AwsExamples.getObject()).request();
    assertEquals("AKIAIOSFODNN7EXAMPLE", request.accessKeyId().value());
    assertEquals("s3", request.service());
    assertTrue(request.sessionToken().isEmpty());
    assertTrue(request.expiresAt().isEmpty());
    assertEquals(PayloadMode.HASHED, request.payload());
  }

  @Test
  void acceptsAwsExampleOfPutObject() {
    AwsExamples.verify(AwsExamples.putObject());
  }

  @ParameterizedTest
  @CsvSource({
    "lifecycle, fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    "max-keys=2&prefix=J, 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    "prefix=J&max-keys=2, 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    "prefix=%4a&&max%2Dkeys=2, 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
  })
  void acceptsAwsExamplesOfGetBucket(String query, String signature) {
    AwsExamples.verify(AwsExamples.getBucket(query, signature));
  }

  @Test
  void acceptsAwsExampleOfAPresignedUrl() {
    SignedRequest request =
        AwsExamples.verify(
                AwsExamples.presigned(
                    "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"))
            .request();
    assertEquals("2013-05-25T00:00:00Z", request.expiresAt().orElseThrow().toString());
    assertFalse(request.toString().contains("aeeed9"));
  }

  @Test
  void refusesAnotherSignature() {
    assertThrows(
        InvalidCredentialsException.class,
        () -> AwsExamples.verify(AwsExamples.presigned("0".repeat(64))));
  }
}
