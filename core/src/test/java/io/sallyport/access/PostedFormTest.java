package io.sallyport.access;

import static io.sallyport.testing.Installation.POLICY;
import static io.sallyport.testing.Installation.ROLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.Credentials;
import io.sallyport.http.RequestHead;
import io.sallyport.post.PostForm;
import io.sallyport.post.PostPolicy;
import io.sallyport.s3.S3Request;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.sigv4.BodyRejectedException;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.BrowserForm;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.junit.jupiter.api.Test;

/** A browser's form is granted as what its signer's policy and the signer's own let it be. */
class PostedFormTest {
  private static final String BUCKET = "{\"bucket\":\"my-bucket\"}";
  private static final String OF_USER = "[\"starts-with\",\"$key\",\"user/\"]";

  private static final Installation INSTALLATION = new Installation(new MemoryStore());
  private static final Credentials SESSION = session();

  private final AccessControl access = INSTALLATION.sallyport.access();

  private static Credentials session() {
    INSTALLATION.createRole();
    may("\"s3:*\"", "user/*");
    return INSTALLATION.assumeRole().credentials();
  }

  @AfterContainer
  static void close() {
    INSTALLATION.close();
  }

  private static void may(String actions, String keys) {
    INSTALLATION
        .sallyport
        .roles()
        .putPolicy(
            ROLE,
            POLICY,
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":["
                + actions
                + "],\"Resource\":\"arn:aws:s3:::my-bucket/"
                + keys
                + "\"}}");
  }

  private static Instant now() {
    return INSTALLATION.clock.instant();
  }

  private static BrowserForm signed(BrowserForm form, String... conditions) {
    String token = SESSION.sessionToken().reveal();
    String[] all = Arrays.copyOf(conditions, conditions.length + 1);
    all[conditions.length] = "{\"x-amz-security-token\":\"" + token + "\"}";
    return form.field("x-amz-security-token", token)
        .sign(SESSION.accessKeyId().value(), SESSION.secretKey().reveal(), now(), all);
  }

  private static BrowserForm plain() {
    return signed(new BrowserForm("user/cat.jpg"), BUCKET, OF_USER);
  }

  private AccessAnswer check(BrowserForm form) {
    RequestHead head = form.head();
    AccessAnswer before = access.check(head);
    if (!(before instanceof AccessAnswer.NeedsBeginning needs)) {
      return before;
    }
    byte[] body = form.body();
    return access.check(head, Arrays.copyOf(body, Math.min(needs.length(), body.length)));
  }

  private AccessAnswer.Granted granted(BrowserForm form) {
    AccessAnswer answer = check(form);
    return assertInstanceOf(AccessAnswer.Granted.class, answer, answer::toString);
  }

  private String code(BrowserForm form) {
    AccessAnswer answer = check(form);
    return assertInstanceOf(AccessAnswer.Refused.class, answer, answer::toString).code();
  }

  private static byte[] read(AccessAnswer.Granted granted, byte[] body) throws IOException {
    return granted.body().decoded(new ByteArrayInputStream(body)).readAllBytes();
  }

  @Test
  void aFormIsGrantedAsTheUploadThatItStandsFor() throws IOException {
    BrowserForm form =
        signed(
            new BrowserForm("user/${filename}")
                .field("Content-Type", "image/jpeg")
                .field("x-amz-meta-tag", "あ")
                .field("X-Ignore-This", "a")
                .field("success_action_status", "201"),
            BUCKET,
            OF_USER,
            "[\"starts-with\",\"$Content-Type\",\"image/\"]",
            "[\"starts-with\",\"$x-amz-meta-tag\",\"\"]",
            "[\"eq\",\"$success_action_status\",\"201\"]",
            "[\"content-length-range\",1,8]");
    form.fileName = "C:\\pictures/cat (1).jpg";
    AccessAnswer.Granted granted = granted(form);
    assertEquals("PutObject", granted.request().operation());
    assertEquals(Optional.of("my-bucket"), granted.request().bucket());
    assertEquals(Optional.of("user/cat (1).jpg"), granted.request().key());
    assertEquals(
        Map.of(
            "content-type", "image/jpeg",
            "content-length", "8",
            "x-amz-meta-tag", "ã\u0081\u0082"),
        granted.request().headers());
    assertEquals(201, granted.form().orElseThrow().status());
    assertArrayEquals(form.file, read(granted, form.body()));
    assertArrayEquals(
        form.file,
        granted.body().passThrough(new ByteArrayInputStream(form.body())).readAllBytes());
  }

  @Test
  void aLongFileIsNotLookedAtBeforeItIsGranted() throws IOException {
    BrowserForm form = plain();
    form.file = new byte[300_000];
    Arrays.fill(form.file, (byte) '\r');
    assertArrayEquals(form.file, read(granted(form), form.body()));
  }

  @Test
  void anEmptyFileIsAFile() throws IOException {
    BrowserForm form = plain();
    form.file = new byte[0];
    assertArrayEquals(form.file, read(granted(form), form.body()));
  }

  @Test
  void theBucketOfTheFormIsNeverAnotherThanThatOfTheUrl() {
    // CVE-2023-43040: a gateway let the form's field say which bucket it was decided about.
    may("\"s3:*\"", "user/*");
    for (String conditions : List.of(BUCKET, "{\"bucket\":\"others-bucket\"}")) {
      BrowserForm form =
          signed(new BrowserForm("user/a").field("bucket", "my-bucket"), conditions, OF_USER);
      form.target = "/others-bucket";
      assertEquals("AccessDenied", code(form), conditions);
      BrowserForm other =
          signed(new BrowserForm("user/a").field("bucket", "others-bucket"), conditions, OF_USER);
      assertEquals("AccessDenied", code(other));
    }
    BrowserForm same =
        signed(new BrowserForm("user/a").field("bucket", "my-bucket"), BUCKET, OF_USER);
    assertEquals(Optional.of("my-bucket"), granted(same).request().bucket());
  }

  @Test
  void whatTheSignerMayNotDoNoFormMay() {
    BrowserForm elsewhere = signed(new BrowserForm("other/a"), BUCKET, "{\"key\":\"other/a\"}");
    assertEquals("AccessDenied", code(elsewhere));
    may("\"s3:PutObject\"", "user/*");
    try {
      for (String field : List.of("acl", "x-amz-acl", "x-amz-grant-read")) {
        BrowserForm open =
            signed(
                new BrowserForm("user/a").field(field, "public-read"),
                BUCKET,
                OF_USER,
                "{\"" + field + "\":\"public-read\"}");
        assertEquals("AccessDenied", code(open), field);
      }
      String tags = "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";
      BrowserForm tagged =
          signed(
              new BrowserForm("user/a").field("tagging", tags),
              BUCKET,
              OF_USER,
              "{\"tagging\":\"" + tags + "\"}");
      assertEquals("AccessDenied", code(tagged));
      may("\"s3:PutObject\",\"s3:PutObjectTagging\"", "user/*");
      assertEquals(Map.of("a", List.of("b")), granted(tagged).request().tags());
      assertEquals("a=b", granted(tagged).request().headers().get("x-amz-tagging"));
    } finally {
      may("\"s3:*\"", "user/*");
    }
  }

  @Test
  void whatThePolicyDoesNotLetIsRefused() {
    BrowserForm changed = plain();
    changed.fields.put("key", "other/cat.jpg");
    assertEquals("AccessDenied", code(changed));
    assertEquals("AccessDenied", code(plain().field("x-amz-meta-more", "a")));
    assertEquals("AccessDenied", code(plain().field("anything", "a")));
    assertEquals("AccessDenied", code(signed(new BrowserForm("user/a"), OF_USER)), "no bucket");
    assertEquals("AccessDenied", code(signed(new BrowserForm("user/a"), BUCKET)), "no key");
    assertEquals(
        "AccessDenied",
        code(signed(new BrowserForm("user/a"), BUCKET, OF_USER, "{\"acl\":\"private\"}")),
        "a field that is missing");
    assertEquals(
        "EntityTooLarge",
        code(signed(new BrowserForm("user/a"), BUCKET, OF_USER, "[\"content-length-range\",0,7]")));
    assertEquals(
        "EntityTooSmall",
        code(
            signed(new BrowserForm("user/a"), BUCKET, OF_USER, "[\"content-length-range\",9,99]")));
    assertEquals(
        "AccessDenied",
        code(
            signed(
                new BrowserForm("user/a").field("content-type", "image/png, text/html"),
                BUCKET,
                OF_USER,
                "[\"starts-with\",\"$Content-Type\",\"image/\"]")));
  }

  /** As Ceph and MinIO have it, too; the policy's own members know it. */
  @Test
  void operatorsAndFieldsOfAPolicyKnowNoCase() {
    BrowserForm form =
        signed(
            new BrowserForm("user/a"),
            "{\"BUCKET\":\"my-bucket\"}",
            "[\"StArTs-WiTh\",\"$KeY\",\"user/\"]",
            "[\"Content-Length-Range\",1,8]");
    assertEquals(Optional.of("user/a"), granted(form).request().key());
    form.file = new byte[9];
    assertEquals("EntityTooLarge", code(form));
  }

  @Test
  void aPolicyHoldsUntilItExpires() {
    String token = SESSION.sessionToken().reveal();
    BrowserForm form = new BrowserForm("user/a").field("x-amz-security-token", token);
    form.signUntil(
        SESSION.accessKeyId().value(),
        SESSION.secretKey().reveal(),
        now(),
        now().plusSeconds(60),
        BUCKET,
        OF_USER,
        "{\"x-amz-security-token\":\"" + token + "\"}");
    assertEquals(Optional.of("user/a"), granted(form).request().key());
    INSTALLATION.clock.advance(Duration.ofSeconds(60));
    assertEquals("AccessDenied", code(form));
  }

  @Test
  void aSignatureIsGoodForSevenDaysWhateverThePolicySays() {
    for (Duration age : List.of(Duration.ofDays(7).plusSeconds(1), Duration.ofMinutes(-16))) {
      BrowserForm form = new BrowserForm("user/a");
      form.signUntil(
          INSTALLATION.key1.id().value(),
          INSTALLATION.key1.secret().reveal(),
          now().minus(age),
          now().plusSeconds(9999),
          BUCKET,
          OF_USER);
      assertEquals("RequestTimeTooSkewed", code(form), age.toString());
    }
  }

  @Test
  void aPolicyThatIsNoneIsRefused() {
    String time = "20260301T120000Z";
    for (String policy :
        List.of(
            "",
            "[]",
            "{}",
            "{\"expiration\":\"2099-01-01T00:00:00Z\"}",
            "{\"conditions\":[]}",
            "{\"expiration\":\"tomorrow\",\"conditions\":[]}",
            "{\"expiration\":1,\"conditions\":[]}",
            "{\"expiration\":\"2099-01-01T00:00:00Z\",\"conditions\":{}}",
            "{\"expiration\":\"2099-01-01T00:00:00Z\",\"conditions\":[],\"conditions\":[]}",
            "{\"expiration\":\"2099-01-01T00:00:00Z\",\"conditions\":[],\"more\":1}",
            "{\"expiration\":\"2099-01-01T00:00:00Z\",\"conditions\":[1]}",
            "{\"expiration\":\"2099-01-01T00:00:00Z\",\"conditions\":[{}]}",
            "{\"expiration\":\"2099-01-01T00:00:00Z\",\"conditions\":[{\"key\":\"a\",\"acl\":\"b\"}]}",
            "{\"Expiration\":\"2099-01-01T00:00:00Z\",\"conditions\":[]}",
            "{\"expiration\":\"2099-01-01T00:00:00Z\",\"Conditions\":[]}",
            "{\"expiration\":\"2099-01-01T00:00:00Z\",\"conditions\":[[\"eq\",\"key\",\"a\"]]}",
            "{\"expiration\":\"2099-01-01T00:00:00Z\",\"conditions\":[[\"ne\",\"$key\",\"a\"]]}",
            "{\"expiration\":\"2099-01-01T00:00:00Z\",\"conditions\":[[\"eq\",\"$key\"]]}",
            "{\"expiration\":\"2099-01-01T00:00:00Z\",\"conditions\":[{\"key\":1}]}",
            "{\"expiration\":\"2099-01-01T00:00:00Z\",\"conditions\":[[\"content-length-range\",-1,2]]}",
            "{\"expiration\":\"2099-01-01T00:00:00Z\",\"conditions\":[[\"content-length-range\",1.5,2]]}",
            "[".repeat(5000))) {
      BrowserForm form = plain().signPolicy(SESSION.secretKey().reveal(), policy, time);
      assertEquals("InvalidPolicyDocument", code(form), policy);
    }
    assertEquals("InvalidToken", code(plain().field("policy", "e30=\n")), "nobody signed it");
  }

  @Test
  void aSignatureThatIsNoneIsRefused() {
    String signature = plain().fields.getOrDefault("x-amz-signature", "");
    assertEquals(
        "InvalidToken",
        code(plain().field("x-amz-signature", signature.substring(1) + flip(signature))),
        "as if the token were none");
    for (String part :
        List.of("policy", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature")) {
      BrowserForm less = plain();
      less.fields.remove(part);
      assertEquals("InvalidArgument", code(less), "half a signature, without " + part);
    }
    for (Map.Entry<String, String> wrong :
        Map.of(
                "x-amz-credential", "a/b/c",
                "x-amz-date", "20260228T120000Z",
                "x-amz-signature", signature + "0")
            .entrySet()) {
      BrowserForm form = plain().field(wrong.getKey(), wrong.getValue());
      assertEquals("InvalidArgument", code(form), wrong.getKey());
    }
    BrowserForm version4a =
        new BrowserForm("user/a").field("x-amz-algorithm", "AWS4-ECDSA-P256-SHA256");
    assertEquals("InvalidRequest", code(signed(version4a, BUCKET, OF_USER)));
    for (String old : List.of("AWSAccessKeyId", "signature")) {
      assertEquals(
          "InvalidRequest",
          code(
              signed(
                  new BrowserForm("user/a").field(old, "a"),
                  BUCKET,
                  OF_USER,
                  "{\"" + old + "\":\"a\"}")));
    }
    BrowserForm ofSts =
        new BrowserForm("user/a")
            .field(
                "x-amz-credential",
                SESSION.accessKeyId().value() + "/20260301/us-east-1/sts/aws4_request");
    assertEquals("AuthorizationHeaderMalformed", code(signed(ofSts, BUCKET, OF_USER)));
    BrowserForm withoutToken =
        new BrowserForm("user/a")
            .sign(
                SESSION.accessKeyId().value(),
                SESSION.secretKey().reveal(),
                now(),
                BUCKET,
                OF_USER);
    assertEquals("InvalidAccessKeyId", code(withoutToken));
  }

  private static String flip(String signature) {
    return signature.startsWith("0") ? "1" : "0";
  }

  @Test
  void nobodysFormIsAnonymous() {
    assertEquals("AccessDenied", code(new BrowserForm("user/a")));
  }

  @Test
  void whatIsNoFormIsRefused() {
    byte[] right = plain().body();
    String text = new String(right, UTF_8);
    String b = "--" + BrowserForm.BOUNDARY;
    for (String wrong :
        List.of(
            "",
            "a",
            b,
            b + "--\r\n",
            "\r\n" + text,
            "preamble\r\n" + text,
            text.replace("name=\"file\"", "name=\"upload\""),
            text.replace("; name=\"key\"", ""),
            text.replace("name=\"key\"", "name=key"),
            text.replace("name=\"key\"", "name=\"key\"; size=\"1\""),
            text.replace("name=\"key\"", "name=\"k\\\"ey\""),
            text.replace("name=\"key\"", "name=\"k y\""),
            text.replace("name=\"key\"\r\n", "name=\"key\"\r\nX-Amz-Acl: public-read\r\n"),
            text.replace(
                "name=\"key\"\r\n", "name=\"key\"\r\nContent-Transfer-Encoding: base64\r\n"),
            text.replace("name=\"policy\"", "name=\"key\""),
            text.replace("name=\"policy\"", "name=\"KEY\""),
            text.replace("name=\"policy\"", "name=\"\u212aey\""),
            text.replace("\r\n", "\n"))) {
      BrowserForm form = plain();
      form.headers.put("Content-Length", "" + wrong.getBytes(UTF_8).length);
      AccessAnswer answer = access.check(form.head(), wrong.getBytes(UTF_8));
      assertEquals(
          "MalformedPOSTRequest",
          assertInstanceOf(AccessAnswer.Refused.class, answer, wrong).code(),
          wrong);
    }
    BrowserForm without = plain();
    without.fields.remove("key");
    assertEquals("UserKeyMustBeSpecified", code(without));
    assertEquals(
        "MaxPostPreDataLengthExceededError", code(plain().field("x-ignore-a", "a".repeat(20_000))));
    BrowserForm many = plain();
    for (int i = 0; i < 101; i++) {
      many.field("x-ignore-" + i, "");
    }
    assertEquals("MalformedPOSTRequest", code(many));
    BrowserForm unbounded = plain();
    unbounded.headers.put("Content-Type", "multipart/form-data");
    assertEquals("MalformedPOSTRequest", code(unbounded));
    for (String length : List.of("", "-1", "1e3", "01500", "9".repeat(30))) {
      BrowserForm form = plain();
      form.headers.put("Content-Length", length);
      assertEquals("MissingContentLength", code(form), length);
    }
  }

  @Test
  void whatComesBehindTheFileIsRefusedBeforeTheLastByte() {
    String field =
        "\r\n--"
            + BrowserForm.BOUNDARY
            + "\r\nContent-Disposition: form-data; name=\"submit\"\r\n\r\nUpload";
    for (String behind : List.of(field, "\r\n--" + BrowserForm.BOUNDARY)) {
      BrowserForm form = plain();
      form.behind = behind;
      AccessAnswer.Granted granted = granted(form);
      int length = form.file.length + behind.length();
      assertEquals("" + length, granted.request().headers().get("content-length"));
      InputStream in = granted.body().decoded(new ByteArrayInputStream(form.body()));
      assertEquals(
          "MalformedPOSTRequest",
          assertThrows(BodyRejectedException.class, () -> in.readNBytes(length)).refusal().code());
    }
  }

  @Test
  void aBodyThatIsNotTheOneThatWasDecidedOnIsRefused() throws IOException {
    BrowserForm form = plain();
    AccessAnswer.Granted granted = granted(form);
    byte[] body = form.body();
    for (int at = 0; at < body.length; at++) {
      byte[] changed = body.clone();
      changed[at] ^= 1;
      boolean isFile = at >= form.beginning().length && at < form.beginning().length + 8;
      if (isFile) {
        assertEquals(8, read(granted, changed).length);
      } else {
        assertThrows(BodyRejectedException.class, () -> read(granted, changed), "" + at);
      }
    }
    for (int cut = 0; cut < body.length; cut++) {
      byte[] shorter = Arrays.copyOf(body, cut);
      assertThrows(BodyRejectedException.class, () -> read(granted, shorter), "" + cut);
    }
    assertThrows(
        BodyRejectedException.class, () -> read(granted, Arrays.copyOf(body, body.length + 1)));
  }

  @Test
  void aChecksumInTheFormIsOfItsFile() throws IOException {
    for (String value : List.of("y/Q5Jg==", "AAAAAA==")) {
      BrowserForm form =
          signed(
              new BrowserForm("user/a").field("x-amz-checksum-crc32", value),
              BUCKET,
              OF_USER,
              "[\"starts-with\",\"$x-amz-checksum-crc32\",\"\"]");
      form.file = "123456789".getBytes(UTF_8);
      AccessAnswer.Granted granted = granted(form);
      if (value.equals("AAAAAA==")) {
        assertEquals(
            "BadDigest",
            assertThrows(BodyRejectedException.class, () -> read(granted, form.body()))
                .refusal()
                .code());
      } else {
        assertArrayEquals(form.file, read(granted, form.body()));
      }
    }
  }

  @Test
  void fieldsThatWouldMakeItAnotherRequestAreRefused() {
    for (String name :
        List.of(
            "x-amz-copy-source",
            "x-amz-content-sha256",
            "x-amz-decoded-content-length",
            "x-amz-trailer",
            "x-amz-anything")) {
      assertEquals(
          "InvalidArgument",
          code(
              signed(
                  new BrowserForm("user/a").field(name, "a"),
                  BUCKET,
                  OF_USER,
                  "{\"" + name + "\":\"a\"}")),
          name);
    }
    assertEquals(
        "InvalidArgument",
        code(
            signed(
                new BrowserForm("user/a").field("content-encoding", "gzip,AWS-chunked"),
                BUCKET,
                OF_USER,
                "[\"starts-with\",\"$content-encoding\",\"\"]")));
    BrowserForm twice =
        signed(
            new BrowserForm("user/a").field("acl", "private").field("x-amz-acl", "public-read"),
            BUCKET,
            OF_USER,
            "{\"acl\":\"private\"}",
            "{\"x-amz-acl\":\"public-read\"}");
    assertEquals("InvalidArgument", code(twice));
    BrowserForm lines =
        signed(
            new BrowserForm("user/a").field("x-amz-meta-a", "b\r\nx-amz-acl: public-read"),
            BUCKET,
            OF_USER,
            "[\"starts-with\",\"$x-amz-meta-a\",\"b\"]");
    assertEquals("InvalidArgument", code(lines));
  }

  @Test
  void whatComesInTheHeadOfAFormIsNotOfTheObject() {
    BrowserForm form = plain();
    form.headers.put("x-amz-acl", "public-read");
    form.headers.put("x-amz-copy-source", "/others-bucket/a");
    form.headers.put("if-none-match", "*");
    AccessAnswer.Granted granted = granted(form);
    assertEquals(
        Map.of("content-type", "binary/octet-stream", "content-length", "8"),
        granted.request().headers());
    assertEquals(
        List.of("s3:PutObject"),
        granted.request().permissions().stream().map(p -> p.action()).toList());
  }

  @Test
  void aFormThatIsSignedAnotherWayOrAsksForMoreIsNone() {
    RequestHead signed =
        ClientSigner.of(SESSION, INSTALLATION.clock)
            .s3("POST", "/my-bucket", Map.of("Content-Type", "multipart/form-data; boundary=a"));
    assertInstanceOf(AccessAnswer.Refused.class, access.check(signed));
    for (String target :
        List.of("/", "/my-bucket/user/a", "/my-bucket?acl", "/my-bucket?uploads")) {
      BrowserForm form = plain();
      form.target = target;
      assertInstanceOf(AccessAnswer.Refused.class, access.check(form.head()), target);
    }
    BrowserForm put = plain();
    put.headers.put("Content-Type", "application/x-www-form-urlencoded");
    assertInstanceOf(AccessAnswer.Refused.class, access.check(put.head()));
  }

  @Test
  void aBrowserIsAnsweredAsItsFormSays() {
    FormAnswer plain = granted(plain()).form().orElseThrow();
    assertEquals(204, plain.status());
    assertEquals(Optional.empty(), plain.location("http://s3/a", "\"e\""));
    assertEquals("", plain.body("http://s3/a", "\"e\""));
    FormAnswer redirect =
        granted(
                signed(
                    new BrowserForm("user/a b")
                        .field("success_action_redirect", "https://example.com/?a=b"),
                    BUCKET,
                    OF_USER,
                    "[\"starts-with\",\"$success_action_redirect\",\"https://example.com/\"]"))
            .form()
            .orElseThrow();
    assertEquals(303, redirect.status());
    assertEquals(
        Optional.of("https://example.com/?a=b&bucket=my-bucket&key=user%2Fa%20b&etag=%22e%22"),
        redirect.location("http://s3/a", "\"e\""));
    for (String url :
        List.of(
            "javascript:alert(1)",
            "/a",
            "https:",
            "https://a/\u3042",
            "ftp://a/",
            "https://a/#b")) {
      FormAnswer none =
          granted(
                  signed(
                      new BrowserForm("user/a").field("success_action_redirect", url),
                      BUCKET,
                      OF_USER,
                      "[\"starts-with\",\"$success_action_redirect\",\"\"]"))
              .form()
              .orElseThrow();
      assertEquals(204, none.status(), url);
    }
    FormAnswer created = new FormAnswer(201, Optional.empty(), "my-bucket", "a<b");
    assertTrue(created.body("http://s3/a", "\"e\"").contains("<Key>a&lt;b</Key>"));
    assertEquals(Optional.of("http://s3/a"), created.location("http://s3/a", "\"e\""));
  }

  @Test
  void aKeyThatNamesItsFileOverAndOverIsNotPutTogether() {
    BrowserForm many = new BrowserForm("user/" + "${filename}".repeat(800));
    many.fileName = "a".repeat(1_900);
    assertEquals("KeyTooLongError", code(signed(many, BUCKET, OF_USER)));
    many.fileName = "a";
    assertEquals("KeyTooLongError", code(signed(many, BUCKET, OF_USER)));
    BrowserForm longName = new BrowserForm("user/${filename}");
    longName.fileName = "a".repeat(1_025);
    assertEquals("KeyTooLongError", code(signed(longName, BUCKET, OF_USER)));
  }

  @Test
  void noTextOfAFormHoldsWhatProvesItOrWhereItLeads() {
    String redirect = "https://example.com/done?code=very-secret";
    BrowserForm form =
        signed(
            new BrowserForm("user/a").field("success_action_redirect", redirect),
            BUCKET,
            OF_USER,
            "{\"success_action_redirect\":\"" + redirect + "\"}");
    AccessAnswer.Granted granted = granted(form);
    assertEquals(Optional.of(redirect), granted.form().orElseThrow().redirect());
    PostForm read = PostForm.read(form.head(), form.body());
    PostPolicy policy = PostPolicy.read(form.fields.getOrDefault("policy", ""));
    for (String text : List.of(read.toString(), policy.toString(), granted.toString())) {
      for (String name :
          List.of("policy", "x-amz-signature", "x-amz-security-token", "success_action_redirect")) {
        assertFalse(text.contains(form.fields.getOrDefault(name, "")), () -> name + ": " + text);
      }
      assertFalse(text.contains("very-secret"), text);
    }
    assertTrue(read.toString().endsWith("x-amz-signature] and a file of 8 bytes"), read::toString);
    assertEquals("303 [redirect hidden] my-bucket/user/a", granted.form().get().toString());
    assertEquals("204 my-bucket/user/cat.jpg", granted(plain()).form().orElseThrow().toString());
  }

  @Test
  void aLineOfAPartsHeadIsAtMost2048Bytes() {
    String before = "Content-Disposition: form-data; name=\"file\"; filename=\"\"";
    BrowserForm form = signed(new BrowserForm("user/a"), BUCKET, OF_USER);
    form.fileName = "a".repeat(2_048 - before.length());
    assertEquals(Optional.of("user/a"), granted(form).request().key());
    form.fileName += "a";
    assertEquals("MalformedPOSTRequest", code(form));
  }

  @Test
  void whatIsKnownOfItsSenderIsKnownOfTheUpload() {
    RequestHead head =
        RequestHead.builder("POST", "/")
            .header("Host", "my-bucket.s3.example:8000")
            .header("User-Agent", "agent")
            .header("Referer", "https://example.com/")
            .header("Content-Type", "multipart/form-data; boundary=a")
            .remoteAddress("192.0.2.7")
            .secure("1.3")
            .build();
    S3RequestParser parser = S3RequestParser.virtualHosted("s3.example");
    assertTrue(parser.isPost(head));
    RequestHead put = parser.posted(head, Map.of("key", "others-bucket/a"), 8);
    S3Request.Mapped asked = assertInstanceOf(S3Request.Mapped.class, parser.parse(put));
    assertEquals(Optional.of("my-bucket"), asked.bucket());
    assertEquals(Optional.of("others-bucket/a"), asked.key());
    assertEquals(Optional.of("192.0.2.7"), put.remoteAddress());
    assertEquals(Optional.of("1.3"), put.tlsVersion());
    assertTrue(put.isSecure());
    assertEquals(Optional.of("agent"), put.header("user-agent"));
    assertEquals(Optional.of("https://example.com/"), put.header("referer"));
  }

  @Test
  void keysOfAllKindsAreTheKeysThatAreStored() {
    for (String key :
        List.of(
            "user/ä あ", "user/%2F", "user/a?acl", "user/a#b", "user//x", "user/+", "user/'\"&")) {
      BrowserForm form = signed(new BrowserForm(key), BUCKET, OF_USER);
      assertEquals(Optional.of(key), granted(form).request().key());
      assertEquals(
          "arn:aws:s3:::my-bucket/" + key, granted(form).request().permissions().get(0).resource());
    }
    for (String key : List.of("user/../../others-bucket/a", "user/../a")) {
      BrowserForm form = signed(new BrowserForm(key), BUCKET, OF_USER);
      AccessAnswer answer = check(form);
      if (answer instanceof AccessAnswer.Granted granted) {
        assertEquals(Optional.of(key), granted.request().key());
      }
    }
  }

  @Property(tries = 1000)
  void noChangeOfAFormReachesWhatItsPolicyDoesNotName(
      @ForAll @IntRange(max = 1 << 30) int at, @ForAll byte with, @ForAll boolean isInserted) {
    BrowserForm form = plain();
    byte[] body = form.body();
    int place = at % form.beginning().length;
    byte[] changed = body.clone();
    if (isInserted) {
      changed = new byte[body.length + 1];
      System.arraycopy(body, 0, changed, 0, place);
      System.arraycopy(body, place, changed, place + 1, body.length - place);
    }
    changed[place] = with;
    form.headers.put("Content-Length", "" + changed.length);
    AccessAnswer answer = access.check(form.head(), changed);
    assertFalse(answer instanceof AccessAnswer.NeedsBody);
    if (answer instanceof AccessAnswer.Granted granted) {
      assertEquals(Optional.of("my-bucket"), granted.request().bucket());
      assertTrue(granted.request().key().orElseThrow().startsWith("user/"));
      assertEquals(
          List.of("s3:PutObject"),
          granted.request().permissions().stream().map(p -> p.action()).toList());
    }
  }

  /** The one header of a form's head that can only shut. */
  @Test
  void whoseBucketAFormIsForMustBeIts() {
    BrowserForm form = plain();
    form.headers.put("x-amz-expected-bucket-owner", "111122223333");
    assertEquals("AccessDenied", code(form));
  }
}
