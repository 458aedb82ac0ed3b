package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;

/** Signs heads that no SDK would make, but some client does. */
final class OwnSigner {
  private OwnSigner() {}

  /**
   * Signs a head for 24 May 2013.
   *
   * @param scope {@code region/service}
   * @param signedHeaders their names
   * @param payload the last line of the canonical request
   */
  static RequestHead.Builder sign(
      RequestHead.Builder head, String scope, String signedHeaders, String payload) {
    String credential = "AKIAIOSFODNN7EXAMPLE/20130524/" + scope + "/aws4_request";
    CredentialScope.Claim claim =
        CredentialScope.Claim.parse(credential, Fault.AUTHORIZATION_HEADER);
    Timestamp signedAt = Timestamp.parse("20130524T000000Z").orElseThrow();
    SignatureClaim unsigned =
        new SignatureClaim(
            claim,
            signedAt,
            java.util.Optional.empty(),
            SignedNames.parse(signedHeaders, Fault.AUTHORIZATION_HEADER),
            "0".repeat(64),
            java.util.Optional.empty(),
            new Payload(PayloadMode.UNSTATED, ""));
    RequestHead built = head.build();
    String signature =
        new SigningKey(new DayKey(AwsExamples.SECRET, claim.scope()), claim.scope(), signedAt)
            .sign(CanonicalRequest.of(built, unsigned, SignedHeaders.of(built, unsigned)), payload);
    return head.header(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential="
            + credential
            + ",SignedHeaders="
            + signedHeaders
            + ",  Signature="
            + signature);
  }
}
