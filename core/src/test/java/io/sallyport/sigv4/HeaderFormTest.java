package io.sallyport.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
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
        claim.onceProven().run(); // As if it were.
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
        Arbitraries.of(
            "AKIAIOSFODNN7EXAMPLE",
            "AKIAIOSFODNN7EXAMPLF",
            "AKIAIOSFODNN7EXAMPLE1", // Of these two, one takes the place of the other.
            "AKIAIOSFODNN7EXAMPLE2",
            "testkey-1",
            "a b",
            "");
    Arbitrary<String> names =
        Arbitraries.of("host", "host;x-amz-date", "x;host", "host;;x", SIGNATURE, "a;" + SIGNATURE);
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
    Arbitrary<List<String>> parts =
        Combinators.combine(keys, Arbitraries.of("/20130524", "/20130525"), names, ends)
            .as(
                (key, day, signed, end) ->
                    List.of(
                        "Credential=" + key + day + "/us-east-1/s3/aws4_request",
                        "SignedHeaders=" + signed,
                        "Signature=" + end));
    Arbitrary<String> authorizations =
        Combinators.combine(
                parts, Arbitraries.shuffle(0, 1, 2), Arbitraries.integers().between(0, 3))
            .as(HeaderFormTest::authorization);
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

  /** In this order three times of four, and else in that of the parts. */
  private static String authorization(List<String> parts, List<Integer> order, int dice) {
    List<String> said = dice == 0 ? order.stream().map(parts::get).toList() : parts;
    return "AWS4-HMAC-SHA256 " + String.join(", ", said);
  }

  @Test
  void onlyTheLastPartMayDiffer() {
    HeaderForm form = new HeaderForm();
    String credential = "Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";
    String other = SIGNATURE.replace('0', '1');
    for (String last : List.of(SIGNATURE, other, SIGNATURE)) {
      Request request =
          new Request(
              "AWS4-HMAC-SHA256 "
                  + credential
                  + ", Signature="
                  + SIGNATURE
                  + ", SignedHeaders="
                  + last,
              Optional.empty(),
              "20130524T000000Z");
      Version4Claim claim = form.read(request.head());
      claim.onceProven().run();
      assertEquals(List.of(last), claim.signedHeaders().list());
      assertEquals(SIGNATURE, claim.signature());
    }
  }

  @Test
  void whatIsNotProvenIsNotKept() {
    HeaderForm form = new HeaderForm();
    Request request = new Request(BEGINNING + SIGNATURE, Optional.of("token"), "20130524T000000Z");
    Version4Claim first = form.read(request.head());
    assertNotSame(first.credential(), form.read(request.head()).credential());
    first.onceProven().run();
    assertSame(first.credential(), form.read(request.head()).credential());
    assertSame(first.sessionToken(), form.read(request.head()).sessionToken());
  }

  @Test
  void whatIsLongIsNotKept() {
    HeaderForm form = new HeaderForm();
    String names = "x".repeat(400);
    List<Request> longer =
        List.of(
            new Request(BEGINNING + SIGNATURE, Optional.of("t".repeat(1_025)), "20130524T000000Z"),
            new Request(
                BEGINNING.replace("x-amz-date", names) + SIGNATURE,
                Optional.empty(),
                "20130524T000000Z"));
    for (Request request : longer) {
      Version4Claim first = form.read(request.head());
      first.onceProven().run();
      assertNotSame(first.credential(), form.read(request.head()).credential());
    }
  }

  @Test
  void aSignatureThatNamesItselfTwiceIsNoneHoweverOftenItIsSent() {
    HeaderForm form = new HeaderForm();
    Request right = new Request(BEGINNING + SIGNATURE, Optional.empty(), "20130524T000000Z");
    Request twice =
        new Request(BEGINNING + "Signature=" + SIGNATURE, Optional.empty(), "20130524T000000Z");
    for (int i = 0; i < 3; i++) {
      Version4Claim claim = form.read(right.head());
      claim.onceProven().run();
      assertEquals(SIGNATURE, claim.signature());
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
