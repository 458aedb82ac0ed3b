package io.sallyport.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sallyport.sigv4.RequestHead;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class S3RequestParserTest {
  private static final S3RequestParser PARSER = S3RequestParser.pathStyle();

  @Test
  void readsAnObject() {
    S3Request.Mapped request = mapped(RequestHead.builder("GET", "/my-bucket/a/b%20c+d.txt"));
    assertEquals("GetObject", request.operation());
    assertEquals(Optional.of("my-bucket"), request.bucket());
    assertEquals(Optional.of("a/b c+d.txt"), request.key());
    assertEquals(List.of("s3:GetObject arn:aws:s3:::my-bucket/a/b c+d.txt"), needs(request));
  }

  static S3Request.Mapped mapped(RequestHead.Builder head) {
    return assertInstanceOf(S3Request.Mapped.class, PARSER.parse(head.build()));
  }

  static List<String> needs(S3Request.Mapped request) {
    return request.permissions().stream().map(p -> p.action() + " " + p.resource()).toList();
  }
}
