package io.sallyport.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sallyport.http.RequestHead;
import io.sallyport.policy.Leniency;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused by whichever code: AWS's, or Ceph's where that is asked for. */
class CephsCodesTest {
  private static String answer(Set<Leniency> leniencies, boolean isUrl, String value) {
    try (Installation installation =
        new Installation(new MemoryStore(), builder -> builder.lenient(leniencies))) {
      ClientSigner signer = ClientSigner.of(installation.key1, installation.clock);
      RequestHead head =
          isUrl
              ? livingFor(value, signer.presigned("GET", "/my-bucket/a"))
              : signer.s3("PUT", "/my-bucket/a", Map.of("x-amz-checksum-sha256", value));
      AccessAnswer.Refused refused =
          assertInstanceOf(AccessAnswer.Refused.class, installation.sallyport.access().check(head));
      return refused.code() + " " + refused.httpStatus();
    }
  }

  private static RequestHead livingFor(String seconds, RequestHead url) {
    String query = url.rawQuery().replaceFirst("X-Amz-Expires=[0-9]+", "X-Amz-Expires=" + seconds);
    return RequestHead.builder("GET", url.rawPath() + "?" + query)
        .header("Host", url.header("host").orElseThrow())
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "true, 604801, AuthorizationQueryParametersError 400, AccessDenied 403",
    "true, -7, AuthorizationQueryParametersError 400, AccessDenied 403",
    "true, x, AuthorizationQueryParametersError 400, AccessDenied 403",
    "true, 0, AccessDenied 403, AccessDenied 403",
    "false, bad, InvalidRequest 400, BadDigest 400",
    "false, '', InvalidRequest 400, BadDigest 400",
  })
  void whatIsMalformedIsRefusedByTheCodeThatIsAskedFor(
      boolean isUrl, String value, String aws, String ceph) {
    assertEquals(aws, answer(Set.of(), isUrl, value));
    assertEquals(ceph, answer(Set.of(Leniency.CEPHS_CODES), isUrl, value));
    assertEquals(ceph, answer(Leniency.ceph(), isUrl, value));
  }
}
