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
    Version4Claim unsigned =
        new Version4Claim(
            claim,
            signedAt,
            java.util.Optional.empty(),
            SignedNames.parse(signedHeaders, Fault.AUTHORIZATION_HEADER),
            "0".repeat(64),
            java.util.Optional.empty(),
            new Payload(PayloadMode.UNSTATED, ""),
            Version4Claim.NOTHING);
    RequestHead built = head.build();
    String signature =
        new SigningKey(new DayKey(AwsExamples.SECRET, claim.scope()), signedAt)
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

  /**
   * A URL as the AWS SDK for JavaScript v2 signs it: one header is signed as such, and stands in
   * the query.
   *
   * @param scope {@code region/service}
   * @param parameters the header, encoded as a parameter
   */
  static RequestHead.Builder presignHoisting(
      String scope, String header, String value, String parameters) {
    String query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2F"
            + scope.replace("/", "%2F")
            + "%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=600"
            + "&X-Amz-SignedHeaders=host%3B"
            + header
            + parameters;
    RequestHead signed =
        put(query + "&X-Amz-Signature=" + "0".repeat(64)).header(header, value).build();
    Version4Claim claim = QueryForm.read(signed, QueryForm.parameters(signed));
    CredentialScope of = claim.credential().scope();
    String signature =
        new SigningKey(new DayKey(AwsExamples.SECRET, of), claim.signedAt())
            .sign(
                CanonicalRequest.of(signed, claim, SignedHeaders.of(signed, claim)),
                "UNSIGNED-PAYLOAD");
    return put(query + "&X-Amz-Signature=" + signature);
  }

  private static RequestHead.Builder put(String query) {
    return RequestHead.builder("PUT", "/b/k?" + query).header("Host", "127.0.0.1:8000");
  }
}
