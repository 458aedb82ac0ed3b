package io.sallyport.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.SecretKey;
import io.sallyport.credential.SessionToken;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

class HeaderFormTest {
  private static final String SIGNATURE = "0123456789abcdef".repeat(4);
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
          + " SignedHeaders=host;x-amz-date, Signature="
          + SIGNATURE;

  private record Request(
      List<String> parts, List<Integer> order, List<String> tokens, String date) {

    RequestHead head() {
      String authorization =
          "AWS4-HMAC-SHA256 " + String.join(", ", order.stream().map(parts::get).toList());
      RequestHead.Builder head =
          RequestHead.builder("GET", "/bucket/key")
              .header("authorization", authorization)
              .header("x-amz-content-sha256", Digests.EMPTY_SHA256)
              .header("x-amz-date", date);
      tokens.forEach(token -> head.header("x-amz-security-token", token));
      return head.build();
    }

    Request with(int part, String text) {
      List<String> others = new ArrayList<>(parts);
      others.set(part, text);
      return new Request(others, order, tokens, date);
    }

    Request with(String... others) {
      return new Request(parts, order, List.of(others), date);
    }

    Request in(List<Integer> otherOrder) {
      return new Request(parts, otherOrder, tokens, date);
    }

    Request at(String other) {
      return new Request(parts, order, tokens, other);
    }
  }

  private static final Request FIRST =
      new Request(
          List.of(
              "Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request",
              "SignedHeaders=host;x-amz-date",
              "Signature=" + SIGNATURE),
          List.of(0, 1, 2),
          List.of(),
          "20130524T000000Z");

  /** In the same slot: their keys begin alike, and both texts have the same length. */
  private static final Request SECOND =
      FIRST
          .with(0, "Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-2/s3/aws4_request")
          .with("token");

  /** Reads a request that is proven then, and tells what is read, or why it is refused. */
  private static String read(HeaderForm form, Request request) {
    try {
      Version4Claim claim = form.read(request.head());
      claim.onceProven().run();
      return String.join(
          " ",
          claim.credential().toString(),
          claim.signedHeaders().toString(),
          claim.signature(),
          claim.signedAt().instant().toString(),
          claim.sessionToken().map(SessionToken::reveal).orElse("-"),
          claim.payload().text());
    } catch (IamException e) {
      return e.toString();
    }
  }

  @SuppressWarnings("ReferenceEquality") // What is read anew is equal, but another object.
  private static boolean isKept(HeaderForm form, Request request) {
    try {
      Version4Claim first = form.read(request.head());
      return first.credential() == form.read(request.head()).credential();
    } catch (IamException e) {
      return false;
    }
  }

  @Property
  void whatWasReadBeforeChangesNothing(@ForAll("sequences") List<Request> requests) {
    HeaderForm form = new HeaderForm();
    int found = 0;
    for (Request request : requests) {
      found += isKept(form, request) ? 1 : 0;
      assertEquals(read(new HeaderForm(), request), read(form, request), request.toString());
    }
    Statistics.collect(found > 0);
    Statistics.coverage(all -> all.check(true).percentage(share -> share > 25));
  }

  /** One or the other, with up to two changes. */
  @Provide
  Arbitrary<List<Request>> sequences() {
    Arbitrary<UnaryOperator<Request>> changes =
        Arbitraries.oneOf(
            changes(
                (request, end) -> request.with(2, "Signature=" + end),
                SIGNATURE.replace('0', '1'),
                SIGNATURE.replace('0', 'G'),
                SIGNATURE.replace('0', ','),
                SIGNATURE.replace('0', '='),
                SIGNATURE.replace('0', ' '),
                "Signature=" + SIGNATURE,
                SIGNATURE.substring(10) + "Signature=",
                SIGNATURE + " ",
                SIGNATURE + ", ",
                SIGNATURE.substring(1),
                SIGNATURE + "a",
                "",
                SIGNATURE + ", Signature=" + SIGNATURE,
                SIGNATURE + ", SignedHeaders=host"),
            changes(
                (request, names) -> request.with(1, "SignedHeaders=" + names),
                "host",
                "x-amz-date;host",
                "host;x-amz-datf",
                SIGNATURE,
                "!;" + SIGNATURE),
            changes(
                Request::at,
                "20130524T000001Z",
                "20130524T250000Z",
                "20130525T000000Z",
                "20130524T0000000",
                "now"),
            changes(Request::with, "token", "tokem", "no token", " token", "", "t".repeat(9_000)),
            Arbitraries.of(request -> request.with(), request -> request.with("token", "token")),
            Arbitraries.shuffle(0, 1, 2).map(order -> request -> request.in(order)));
    return Combinators.combine(Arbitraries.of(FIRST, SECOND), changes.list().ofMaxSize(2))
        .as(HeaderFormTest::changed)
        .list()
        .ofMinSize(2)
        .ofMaxSize(12);
  }

  private static Arbitrary<UnaryOperator<Request>> changes(
      BiFunction<Request, String, Request> change, String... texts) {
    return Arbitraries.of(texts).map(text -> request -> change.apply(request, text));
  }

  private static Request changed(Request request, List<UnaryOperator<Request>> changes) {
    Request changed = request;
    for (UnaryOperator<Request> change : changes) {
      changed = change.apply(changed);
    }
    return changed;
  }

  @Test
  void ofTwoFaultsTheSameIsToldWhateverIsKept() {
    HeaderForm form = new HeaderForm();
    form.read(FIRST.head()).onceProven().run();
    for (char other : new char[] {',', 'G', '='}) {
      Request twice = FIRST.with(2, "Signature=" + SIGNATURE.replace('0', other)).at("now");
      assertEquals(read(new HeaderForm(), twice), read(form, twice), twice.toString());
    }
  }

  @Test
  void onlyTheLastPartMayDiffer() {
    HeaderForm form = new HeaderForm();
    Request turned = FIRST.in(List.of(0, 2, 1));
    for (String names : List.of(SIGNATURE, SIGNATURE.replace('0', '1'), SIGNATURE)) {
      Version4Claim claim = form.read(turned.with(1, "SignedHeaders=" + names).head());
      claim.onceProven().run();
      assertEquals(List.of(names), claim.signedHeaders().list());
      assertEquals(SIGNATURE, claim.signature());
    }
  }

  @Test
  void anotherTokenIsAnother() {
    HeaderForm form = new HeaderForm();
    form.read(SECOND.head()).onceProven().run();
    assertTrue(isKept(form, SECOND));
    assertEquals(Optional.empty(), form.read(SECOND.with().head()).sessionToken());
    assertEquals(
        Optional.of(SessionToken.of("tokem")),
        form.read(SECOND.with("tokem").head()).sessionToken());
    assertEquals(
        Optional.of(SessionToken.of("token")),
        form.read(SECOND.with(" token ").head()).sessionToken());
    assertThrows(
        MalformedRequestException.class, () -> form.read(SECOND.with("token", "token").head()));
    assertThrows(
        InvalidCredentialsException.class, () -> form.read(SECOND.with("no token").head()));
  }

  @Test
  void whatIsShortIsKeptAndNothingLonger() {
    HeaderForm form = new HeaderForm();
    int names = 512 - (AUTHORIZATION.length() - SIGNATURE.length()) + "x-amz-date".length();
    for (int more = 0; more <= 1; more++) {
      Request named = FIRST.with(1, "SignedHeaders=host;" + "x".repeat(names + more));
      Request tokened = FIRST.with("t".repeat(1_024 + more));
      for (Request request : List.of(named, tokened)) {
        form.read(request.head()).onceProven().run();
        assertEquals(more == 0, isKept(form, request), request.toString());
      }
    }
  }

  @Test
  void aSignatureThatNamesItselfTwiceIsNoneHoweverOftenItIsSent() {
    HeaderForm form = new HeaderForm();
    Request twice = FIRST.with(2, "Signature=Signature=" + SIGNATURE);
    for (int i = 0; i < 3; i++) {
      form.read(FIRST.head()).onceProven().run();
      assertThrows(MalformedRequestException.class, () -> form.read(twice.head()));
    }
  }

  @Test
  void nothingIsKeptBeforeItIsProven() {
    SignatureVerifier verifier = new SignatureVerifier(AwsExamples.CLOCK);
    RequestHead head = AwsExamples.getObject().build();
    SignedRequest first = (SignedRequest) verifier.parse(head);
    assertThrows(
        InvalidCredentialsException.class,
        () -> verifier.verify(first, SecretKey.of("another-secret")));
    assertNotSame(first.accessKeyId(), ((SignedRequest) verifier.parse(head)).accessKeyId());
    VerifiedRequest unused = verifier.verify(first, AwsExamples.SECRET);
    assertSame(first.accessKeyId(), ((SignedRequest) verifier.parse(head)).accessKeyId());
  }
}
