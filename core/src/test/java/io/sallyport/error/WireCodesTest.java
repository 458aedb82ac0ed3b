package io.sallyport.error;

import static io.sallyport.error.AwsService.IAM;
import static io.sallyport.error.AwsService.S3;
import static io.sallyport.error.AwsService.STS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.error.InvalidCredentialsException.Reason;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WireCodesTest {

  @Test
  void eachServiceHasItsOwnWordForBadInput() {
    IamException error = new InvalidInputException("A", "b", "c");
    assertTold("InvalidInput", 400, error, IAM);
    assertTold("ValidationError", 400, error, STS);
    assertTold("InvalidRequest", 400, error, S3);
  }

  @Test
  void s3AloneAnswers400ToAnExpiredToken() {
    IamException error = new ExpiredTokenException(Instant.EPOCH);
    assertTold("ExpiredToken", 403, error, IAM);
    assertTold("ExpiredToken", 403, error, STS);
    assertTold("ExpiredToken", 400, error, S3);
  }

  @Test
  void whateverWasWrongWithCredentialsIsToldAlike() {
    for (Reason reason : Reason.values()) {
      IamException error = new InvalidCredentialsException(reason);
      assertTold("InvalidClientTokenId", 403, error, IAM);
      assertTold("InvalidClientTokenId", 403, error, STS);
      assertTold("InvalidAccessKeyId", 403, error, S3);
    }
  }

  @Test
  void aMalformedSignatureIsToldInDetailByS3Only() {
    for (MalformedRequestException.Fault fault : MalformedRequestException.Fault.values()) {
      IamException error = new MalformedRequestException(fault);
      assertTold("IncompleteSignature", 400, error, IAM);
      assertTold("IncompleteSignature", 400, error, STS);
      assertTold(error.code(), error.httpStatus(), error, S3);
    }
  }

  @Test
  void whatIsNotInTheTableIsToldAlikeByAll() {
    for (AwsService service : AwsService.values()) {
      assertTold("AccessDenied", 403, new AccessDeniedException("no"), service);
      assertTold("ServiceUnavailable", 503, new UnavailableException(new Error()), service);
      assertTold("Throttling", 400, new ThrottlingException(), service);
    }
  }

  @Test
  void whateverWasWrongWithAnIdentityProviderIsToldAlike() {
    for (IdpCommunicationException.Reason reason : IdpCommunicationException.Reason.values()) {
      IamException error = new IdpCommunicationException(reason, Instant.EPOCH);
      assertTold("IDPCommunicationError", 400, error, STS);
      assertEquals("the identity provider could not be asked for its keys", error.getMessage());
    }
  }

  private static void assertTold(
      String code, int httpStatus, IamException error, AwsService service) {
    assertEquals(new WireCode(code, httpStatus), error.wire(service));
  }
}
