package io.sallyport.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.InvalidCredentialsException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each service calls each error, as code and status. */
class WireCodesTest {
  private static final Instant NOW = Instant.parse("2013-05-24T00:00:00.5Z");
  private static final Instant EARLY = Instant.parse("2013-05-23T23:00:00Z");
  private static final Duration SKEW = Duration.ofMinutes(15);

  static Stream<Arguments> errors() {
    return Stream.of(
        row(new AccessDeniedException("no"), "AccessDenied 403"),
        row(new ActionException("NoSuchQuota", 404, "no"), "NoSuchQuota 404"),
        row(ConflictException.alreadyExists("a", "b"), "EntityAlreadyExists 409"),
        row(ConflictException.hasDependents("a"), "DeleteConflict 409"),
        row(ConflictException.concurrentModification("a"), "ConcurrentModification 409"),
        row(
            new ExpiredTokenException(EARLY),
            "ExpiredToken 403",
            "ExpiredToken 403",
            "ExpiredToken 400"),
        credentials(Reason.UNKNOWN_ACCESS_KEY, "InvalidAccessKeyId 403"),
        credentials(Reason.SIGNATURE_MISMATCH, "InvalidAccessKeyId 403"),
        credentials(Reason.INVALID_SESSION_TOKEN, "InvalidToken 400"),
        credentials(Reason.REVOKED, "InvalidToken 400"),
        row(
            InvalidCredentialsException.sessionMismatch(),
            "InvalidClientTokenId 403",
            "InvalidClientTokenId 403",
            "InvalidToken 400"),
        row(
            new InvalidIdentityTokenException(InvalidIdentityTokenException.Reason.EXPIRED),
            "ExpiredTokenException 400"),
        row(
            new IdpCommunicationException(IdpCommunicationException.Reason.UNREACHABLE, EARLY),
            "IDPCommunicationError 400"),
        row(
            new InvalidInputException("A", "b", "c"),
            "InvalidInput 400",
            "ValidationError 400",
            "InvalidRequest 400"),
        row(new LimitExceededException("a"), "LimitExceeded 409"),
        row(LimitExceededException.packedPolicyTooLarge(101), "PackedPolicyTooLarge 400"),
        row(
            new MalformedPolicyDocumentException("a"),
            "MalformedPolicyDocument 400",
            "MalformedPolicyDocument 400",
            "MalformedPolicy 400"),
        row(new NoSuchEntityException("a", "b"), "NoSuchEntity 404"),
        row(new NotSignedException(), "MissingAuthenticationToken 403"),
        row(
            new RequestTimeTooSkewedException(EARLY, SKEW, NOW),
            "SignatureDoesNotMatch 403",
            "SignatureDoesNotMatch 403",
            "RequestTimeTooSkewed 403"),
        row(
            RequestTimeTooSkewedException.ended(EARLY, SKEW, NOW),
            "SignatureDoesNotMatch 403",
            "SignatureDoesNotMatch 403",
            "AccessDenied 403"),
        row(new InvalidAuthorizationMessageException(), "InvalidAuthorizationMessageException 400"),
        row(new RejectedClaimException("a", "b"), "IDPRejectedClaim 403"),
        row(S3RequestException.keyTooLong(1024), "KeyTooLongError 400"),
        row(new SignatureDoesNotMatchException("A", "0", "s", "c"), "SignatureDoesNotMatch 403"),
        row(new ThrottlingException(), "Throttling 400"),
        row(new UnavailableException(new Error()), "ServiceUnavailable 503"),
        row(new UnsupportedActionException("a"), "InvalidAction 400"));
  }

  private static Arguments row(IamException error, String everywhere) {
    return row(error, everywhere, everywhere, everywhere);
  }

  private static Arguments row(IamException error, String iam, String sts, String s3) {
    return Arguments.of(error, List.of(iam, sts, s3));
  }

  private static Arguments credentials(Reason reason, String s3) {
    String call = "InvalidClientTokenId 403";
    return row(new InvalidCredentialsException(reason), call, call, s3);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void eachServiceHasItsOwnWord(IamException error, List<String> told) {
    assertEquals(
        told, Stream.of(AwsService.values()).map(error::wire).map(WireCodesTest::text).toList());
  }

  private static String text(WireCode wire) {
    return wire.code() + " " + wire.httpStatus();
  }

  @Test
  void theTableHasEveryKindOfErrorButOne() {
    List<Class<?>> kinds = Arrays.asList(IamException.class.getPermittedSubclasses());
    List<Class<?>> tried = errors().<Class<?>>map(row -> row.get()[0].getClass()).toList();
    assertEquals(
        List.of(MalformedRequestException.class),
        kinds.stream().filter(kind -> !tried.contains(kind)).toList());
  }

  @Test
  void aMalformedSignatureIsToldInDetailByS3Only() {
    for (MalformedRequestException.Fault fault : MalformedRequestException.Fault.values()) {
      IamException error = new MalformedRequestException(fault);
      assertEquals("IncompleteSignature 400", text(error.wire(AwsService.IAM)));
      assertEquals("IncompleteSignature 400", text(error.wire(AwsService.STS)));
      assertEquals(new WireCode(error.code(), error.httpStatus()), error.wire(AwsService.S3));
    }
  }

  @Test
  void aTokenOfAnIdentityProviderIsToldToBeTooOldAndNothingElse() {
    for (InvalidIdentityTokenException.Reason reason :
        InvalidIdentityTokenException.Reason.values()) {
      boolean expired = reason == InvalidIdentityTokenException.Reason.EXPIRED;
      assertEquals(
          expired ? "ExpiredTokenException 400" : "InvalidIdentityToken 400",
          text(new InvalidIdentityTokenException(reason).wire(AwsService.STS)));
    }
  }

  @Test
  void whateverWasWrongWithAnIdentityProviderIsToldAlike() {
    for (IdpCommunicationException.Reason reason : IdpCommunicationException.Reason.values()) {
      IamException error = new IdpCommunicationException(reason, Instant.EPOCH);
      assertEquals("the identity provider could not be asked for its keys", error.getMessage());
    }
  }

  /** AWS's own words, which SDKs and people look for. */
  @Test
  void aStaleSignatureIsToldWithBothTimes() {
    assertEquals(
        "Signature expired: 20130523T230000Z is now earlier than 20130523T234500Z"
            + " (20130524T000000Z - 15 min.)",
        new RequestTimeTooSkewedException(EARLY, SKEW, NOW).message(AwsService.STS));
    assertEquals(
        "Signature not yet current: 20130524T000000Z is still later than 20130523T231500Z"
            + " (20130523T230000Z + 15 min.)",
        new RequestTimeTooSkewedException(NOW, SKEW, EARLY).message(AwsService.IAM));
  }

  @Test
  void s3TellsTheTimesInElements() {
    IamException skewed = new RequestTimeTooSkewedException(EARLY, SKEW, NOW);
    assertEquals(
        "The difference between the request time and the current time is too large.",
        skewed.message(AwsService.S3));
    assertEquals(
        "{RequestTime=20130523T230000Z, MaxAllowedSkewMilliseconds=900000,"
            + " ServerTime=2013-05-24T00:00:00Z}",
        skewed.details().toString());
    IamException ended = RequestTimeTooSkewedException.ended(EARLY, Duration.ofSeconds(60), NOW);
    assertEquals("Request has expired", ended.message(AwsService.S3));
    assertEquals(
        "{X-Amz-Expires=60, Expires=2013-05-23T23:01:00Z, ServerTime=2013-05-24T00:00:00Z}",
        ended.details().toString());
  }

  @Test
  void whatWasSignedIsInNoMessageThatIsLogged() {
    IamException error = new SignatureDoesNotMatchException("A", "0", "string", "canonical");
    assertTrue(error.message(AwsService.STS).contains("\n'canonical'\n"));
    assertEquals("canonical", error.details().get("CanonicalRequest"));
    assertEquals(
        "63 61", error.details().getOrDefault("CanonicalRequestBytes", "").substring(0, 5));
    assertEquals(error.getMessage(), error.message(AwsService.S3));
    assertTrue(!error.toString().contains("canonical") && !error.toString().contains("string"));
  }
}
