package io.sallyport.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.http.RequestHead;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryParametersTest {
  @Test
  void decodesNamesAndValues() {
    assertEquals(
        Map.of("prefix", List.of("a/b c"), "acl", List.of(""), "A", List.of("=")),
        parse("prefix=a%2Fb+c&acl&%41=%3D&").values());
  }

  @Test
  void forgetsWhatOnlyProvesWhoSentIt() {
    String presigned =
        "X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Date=c&X-Amz-Expires=d&X-Amz-SignedHeaders=e"
            + "&X-Amz-Signature=f&x-amz-security-token=g&X%2DAmz-Signature=h&versionId=1";
    assertEquals(Map.of("versionId", List.of("1")), parse(presigned).values());
  }

  @Test
  void writesWhatItRead() {
    String query = "a=%26%3D%2B%20%2F%3A~%2A&b=&c=%E3%81%82";
    assertEquals(query, parse(query).encoded());
  }

  private static QueryParameters parse(String query) {
    return QueryParameters.of(RequestHead.builder("GET", "/?" + query).build());
  }
}
