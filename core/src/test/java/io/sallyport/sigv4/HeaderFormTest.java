package io.sallyport.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.IamException;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.http.RequestHead;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HeaderFormTest {
  private static final String SIGNATURE = "0123456789abcdef".repeat(4);
  private static final String BEGINNING =
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
          + " SignedHeaders=host;x-amz-date, Signature=";

  private record Request(String authorization, Optional<String> token, String date) {
    RequestHead head() {
      RequestHead.Builder head =
          RequestHead.builder("GET", "/bucket/key")
              .header("authorization", authorization)
              .header("x-amz-content-sha256", Digests.EMPTY_SHA256)
              .header("x-amz-date", date);
      token.ifPresent(text -> head.header("x-amz-security-token", text));
      return head.build();
    }

    /** What is read of it, or why it is refused. */
    String read(HeaderForm form) {
      try {
        Version4Claim claim = form.read(head());
        return claim.credential()
            + " "
            + claim.signedHeaders().list()
            + " "
            + claim.signature()
            + " "
            + claim.signedAt().instant()
            + " "
            + claim.sessionToken().map(token -> token.reveal()).orElse("-")
            + " "
            + claim.payload();
      } catch (IamException e) {
        return e.toString();
      }
    }
  }

  @Property
  void whatWasReadBeforeChangesNothing(@ForAll("sequences") List<Request> requests) {
    HeaderForm form = new HeaderForm();
    for (Request request : requests) {
      assertEquals(request.read(new HeaderForm()), request.read(form), request.toString());
    }
  }

  @Provide
  Arbitrary<List<Request>> sequences() {
    return requests().list().ofMinSize(2).ofMaxSize(12);
  }

  private static Arbitrary<Request> requests() {
    Arbitrary<String> keys =
        Arbitraries.of("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLF", "testkey-1", "a b", "");
    Arbitrary<String> names = Arbitraries.of("host", "host;x-amz-date", "x;host", "host;;x");
    Arbitrary<String> ends =
        Arbitraries.of(
            SIGNATURE,
            SIGNATURE.replace('0', '1'),
            SIGNATURE.replace('0', 'G'),
            SIGNATURE.replace('0', ','),
            SIGNATURE.replace('0', '='),
            "Signature=" + SIGNATURE,
            SIGNATURE.substring(10) + "Signature=",
            SIGNATURE + " ",
            SIGNATURE + ", ",
            SIGNATURE.substring(1),
            SIGNATURE + "a",
            "",
            SIGNATURE + ", Signature=" + SIGNATURE,
            SIGNATURE + ", SignedHeaders=host");
    Arbitrary<String> authorizations =
        Combinators.combine(keys, Arbitraries.of("/20130524", "/20130525"), names, ends)
            .as(
                (key, day, signed, end) ->
                    "AWS4-HMAC-SHA256 Credential="
                        + key
                        + day
                        + "/us-east-1/s3/aws4_request, SignedHeaders="
                        + signed
                        + ", Signature="
                        + end);
    Arbitrary<Optional<String>> tokens =
        Arbitraries.of(
            Optional.empty(),
            Optional.of("token"),
            Optional.of("tokem"),
            Optional.of("no token"),
            Optional.of("t".repeat(1_024)),
            Optional.of("t".repeat(1_025)),
            Optional.of("t".repeat(8_193)));
    Arbitrary<String> dates =
        Arbitraries.of("20130524T000000Z", "20130524T000001Z", "20130524T250000Z", "now");
    return Combinators.combine(authorizations, tokens, dates).as(Request::new);
  }

  @Test
  void aSignatureThatNamesItselfTwiceIsNoneHoweverOftenItIsSent() {
    HeaderForm form = new HeaderForm();
    Request right = new Request(BEGINNING + SIGNATURE, Optional.empty(), "20130524T000000Z");
    Request twice =
        new Request(BEGINNING + "Signature=" + SIGNATURE, Optional.empty(), "20130524T000000Z");
    for (int i = 0; i < 3; i++) {
      assertEquals(SIGNATURE, form.read(right.head()).signature());
      assertThrows(MalformedRequestException.class, () -> form.read(twice.head()));
    }
  }

  @Test
  void anotherSecondIsAnotherTime() {
    HeaderForm form = new HeaderForm();
    Request one = new Request(BEGINNING + SIGNATURE, Optional.empty(), "20130524T000000Z");
    Request other = new Request(BEGINNING + SIGNATURE, Optional.empty(), "20130524T000001Z");
    String first = one.read(form);
    assertNotEquals(first, other.read(form));
    assertEquals(first, one.read(form));
  }
}
