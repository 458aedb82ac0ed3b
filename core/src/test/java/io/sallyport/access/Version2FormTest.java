package io.sallyport.access;

import static io.sallyport.testing.Installation.POLICY;
import static io.sallyport.testing.Installation.ROLE;
import static io.sallyport.testing.Installation.TESTER1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.SallyportBuilder;
import io.sallyport.audit.AuditEvent;
import io.sallyport.bucket.Bucket;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.KeyManager;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.PolicyType;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.BrowserForm;
import io.sallyport.testing.Installation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Under the leniency a browser's form may be signed by Version 2, and is then all that one of
 * Version 4 is; nothing else may be.
 */
class Version2FormTest {
  private static final String BUCKET = "{\"bucket\":\"my-bucket\"}";
  private static final String OF_USER = "[\"starts-with\",\"$key\",\"user/\"]";

  private final List<Installation> opened = new ArrayList<>();
  private Optional<PolicyText> bucketPolicy = Optional.empty();
  private final Installation installation =
      open(builder -> builder.lenient(Set.of(Leniency.VERSION_2_FORMS)));

  private Installation open(UnaryOperator<SallyportBuilder> more) {
    Installation made =
        new Installation(
            new MemoryStore(),
            builder -> more.apply(builder.bucketDirectory(name -> Optional.of(bucket()))));
    opened.add(made);
    made.createRole();
    made.sallyport.users().putPolicy(TESTER1, POLICY, Installation.ALL_OF_S3);
    return made;
  }

  private Bucket bucket() {
    Bucket bucket = Bucket.ownedBy(AccountId.EMPTY);
    return bucketPolicy.map(bucket::withPolicy).orElse(bucket);
  }

  @AfterEach
  void close() {
    opened.forEach(Installation::close);
  }

  private Instant hence() {
    return installation.clock.instant().plusSeconds(3600);
  }

  private BrowserForm signed(AccessKey key, BrowserForm form, String... conditions) {
    return form.signByVersion2(key.id().value(), key.secret().reveal(), hence(), conditions);
  }

  private BrowserForm plain() {
    return signed(installation.key1, new BrowserForm("user/cat.jpg"), BUCKET, OF_USER);
  }

  private BrowserForm ofSession(Credentials session, String token) {
    return new BrowserForm("user/cat.jpg")
        .field("x-amz-security-token", token)
        .signByVersion2(
            session.accessKeyId().value(),
            session.secretKey().reveal(),
            hence(),
            BUCKET,
            OF_USER,
            "{\"x-amz-security-token\":\"" + token + "\"}");
  }

  private BrowserForm ofSession(Credentials session) {
    return ofSession(session, session.sessionToken().reveal());
  }

  private static AccessAnswer check(Installation asked, BrowserForm form) {
    byte[] body = form.body();
    RequestHead.Builder head = RequestHead.builder("POST", form.target);
    form.headers.forEach(head::header);
    head.header("Content-Length", "" + body.length).remoteAddress("192.0.2.7");
    return asked.sallyport.access().check(head.build(), body);
  }

  private AccessAnswer.Granted granted(BrowserForm form) {
    AccessAnswer answer = check(installation, form);
    return assertInstanceOf(AccessAnswer.Granted.class, answer, answer::toString);
  }

  private static AccessAnswer.Refused refused(Installation asked, BrowserForm form) {
    AccessAnswer answer = check(asked, form);
    return assertInstanceOf(AccessAnswer.Refused.class, answer, answer::toString);
  }

  private String code(BrowserForm form) {
    return refused(installation, form).code();
  }

  @Test
  void aFormIsGrantedAsTheUploadThatItStandsFor() throws IOException {
    BrowserForm form = plain().field("x-ignore-this", "a");
    AccessAnswer.Granted granted = granted(form);
    assertEquals("PutObject", granted.request().operation());
    assertEquals(Optional.of("my-bucket"), granted.request().bucket());
    assertEquals(Optional.of("user/cat.jpg"), granted.request().key());
    assertEquals("arn:aws:iam:::user/TESTER1", granted.requester().toString());
    assertEquals(
        Map.of("content-type", "binary/octet-stream", "content-length", "8"),
        granted.request().headers());
    assertArrayEquals(
        form.file, granted.body().decoded(new ByteArrayInputStream(form.body())).readAllBytes());
  }

  @Test
  void namesOfFieldsKnowNoCase() {
    for (UnaryOperator<String> of :
        List.<UnaryOperator<String>>of(
            name -> name.toLowerCase(Locale.ROOT), name -> name.toUpperCase(Locale.ROOT))) {
      BrowserForm form = plain();
      for (String name : List.of("AWSAccessKeyId", "policy", "signature")) {
        form.fields.put(of.apply(name), form.fields.remove(name));
      }
      assertEquals(Optional.of("user/cat.jpg"), granted(form).request().key());
      BrowserForm twice = plain().field(of.apply("SiGnAtUrE"), "a");
      twice.fields.put("Signature", "a");
      assertEquals("MalformedPOSTRequest", code(twice));
    }
  }

  /** So AWS refuses it too where it takes Version 4 alone. */
  @Test
  void byDefaultItIsRefusedByName() {
    Set<Leniency> others = EnumSet.complementOf(EnumSet.of(Leniency.VERSION_2_FORMS));
    for (Installation strict : List.of(open(it -> it), open(it -> it.lenient(others)))) {
      for (String more : List.of("", "{\"AWSAccessKeyId\":\"" + strict.key1.id() + "\"}")) {
        String[] conditions =
            more.isEmpty() ? new String[] {BUCKET, OF_USER} : new String[] {BUCKET, OF_USER, more};
        AccessAnswer.Refused refused =
            refused(strict, signed(strict.key1, new BrowserForm("user/a"), conditions));
        assertEquals("InvalidRequest 400", refused.code() + " " + refused.httpStatus());
        assertTrue(refused.message().contains("Please use AWS4-HMAC-SHA256."), refused.message());
      }
    }
  }

  @Test
  void noOtherRequestIsSignedSo() {
    String key = installation.key1.id().value();
    String secret = installation.key1.secret().reveal();
    String date = "Sun, 01 Mar 2026 12:00:00 GMT";
    RequestHead inHeader =
        RequestHead.builder("GET", "/my-bucket/user/a")
            .header("Host", "localhost")
            .header("Date", date)
            .header(
                "Authorization",
                "AWS "
                    + key
                    + ":"
                    + BrowserForm.version2(secret, "GET\n\n\n" + date + "\n/my-bucket/user/a"))
            .build();
    String end = "" + hence().getEpochSecond();
    String signature = BrowserForm.version2(secret, "GET\n\n\n" + end + "\n/my-bucket/user/a");
    RequestHead inUrl =
        RequestHead.builder(
                "GET",
                "/my-bucket/user/a?AWSAccessKeyId="
                    + key
                    + "&Expires="
                    + end
                    + "&Signature="
                    + signature.replace("+", "%2B").replace("=", "%3D"))
            .header("Host", "localhost")
            .build();
    for (RequestHead head : List.of(inHeader, inUrl)) {
      AccessAnswer.Refused refused =
          assertInstanceOf(AccessAnswer.Refused.class, installation.sallyport.access().check(head));
      assertEquals("InvalidRequest", refused.code());
    }
  }

  @Test
  void whatThePolicyDoesNotLetIsRefused() {
    BrowserForm changed = plain();
    changed.fields.put("key", "other/cat.jpg");
    assertEquals("AccessDenied", code(changed));
    assertEquals("AccessDenied", code(plain().field("x-amz-meta-more", "a")));
    assertEquals("AccessDenied", code(plain().field("anything", "a")));
    assertEquals("InvalidToken", code(plain().field("x-amz-security-token", "a")));
    assertEquals(
        "AccessDenied", code(signed(installation.key1, new BrowserForm("user/a"), OF_USER)));
    assertEquals(
        "AccessDenied", code(signed(installation.key1, new BrowserForm("user/a"), BUCKET)));
    assertEquals(
        "EntityTooLarge",
        code(
            signed(
                installation.key1,
                new BrowserForm("user/a"),
                BUCKET,
                OF_USER,
                "[\"content-length-range\",0,7]")));
    BrowserForm elsewhere = plain();
    elsewhere.target = "/others-bucket";
    assertEquals("AccessDenied", code(elsewhere));
    BrowserForm expired = plain();
    installation.clock.advance(Duration.ofHours(1));
    assertEquals("AccessDenied", code(expired));
    for (String policy : List.of("", "{}", "[]", "{\"conditions\":[]}")) {
      BrowserForm none = plain().signPolicyByVersion2(installation.key1.secret().reveal(), policy);
      assertEquals("InvalidPolicyDocument", code(none), policy);
    }
  }

  @Test
  void whatTheSignerMayNotDoNoFormMay() {
    assertEquals(
        "AccessDenied",
        code(signed(installation.key2, new BrowserForm("user/a"), BUCKET, OF_USER)));
  }

  /** It names no time, as AWS has it: what its signer wants to end, ends by the policy. */
  @Test
  void itIsGoodUntilItsPolicyExpires() {
    BrowserForm form =
        new BrowserForm("user/a")
            .signByVersion2(
                installation.key1.id().value(),
                installation.key1.secret().reveal(),
                installation.clock.instant().plus(Duration.ofDays(31)),
                BUCKET,
                OF_USER);
    installation.clock.advance(Duration.ofDays(30));
    assertEquals(Optional.of("user/a"), granted(form).request().key());
  }

  @Test
  void anythingButTheSignatureIsNone() throws GeneralSecurityException {
    String secret = installation.key1.secret().reveal();
    String policy = plain().fields.getOrDefault("policy", "");
    String right = plain().fields.getOrDefault("signature", "");
    byte[] bytes = Base64.getDecoder().decode(right);
    String ofVersion4 =
        new BrowserForm("user/a")
            .signPolicy(
                secret, new String(Base64.getDecoder().decode(policy), UTF_8), "20260301T120000Z")
            .fields
            .getOrDefault("x-amz-signature", "");
    for (String wrong :
        List.of(
            "",
            " ",
            "=",
            right.substring(1),
            right.substring(0, right.length() - 1),
            right + "=",
            right + "A",
            right + right,
            " " + right,
            right + " ",
            right.toLowerCase(Locale.ROOT),
            new StringBuilder(right).reverse().toString(),
            "\u3042".repeat(28),
            "?".repeat(28),
            "A".repeat(10_000),
            HexFormat.of().formatHex(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
            ofVersion4,
            Base64.getEncoder().encodeToString(HexFormat.of().parseHex(ofVersion4)),
            sign("HmacSHA256", secret.getBytes(UTF_8), policy),
            sign("HmacSHA1", ("AWS4" + secret).getBytes(UTF_8), policy),
            sign("HmacSHA1", dayKey(secret), policy),
            BrowserForm.version2(secret, new String(Base64.getDecoder().decode(policy), UTF_8)),
            BrowserForm.version2(installation.key2.secret().reveal(), policy))) {
      assertEquals("InvalidAccessKeyId", code(plain().field("signature", wrong)), wrong);
    }
  }

  private static String sign(String algorithm, byte[] key, String text)
      throws GeneralSecurityException {
    return Base64.getEncoder().encodeToString(mac(algorithm, key, text));
  }

  private static byte[] mac(String algorithm, byte[] key, String text)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(key, algorithm));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  /** Whoever has a day's key of Version 4 has no secret. */
  private static byte[] dayKey(String secret) throws GeneralSecurityException {
    byte[] key = ("AWS4" + secret).getBytes(UTF_8);
    for (String part : List.of("20260301", "us-east-1", "s3", "aws4_request")) {
      key = mac("HmacSHA256", key, part);
    }
    return key;
  }

  @Test
  void aFormIsSignedByOneVersion() {
    for (String name :
        List.of("x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature")) {
      BrowserForm form =
          signed(
              installation.key1,
              new BrowserForm("user/a").field(name, "a"),
              BUCKET,
              OF_USER,
              "{\"" + name + "\":\"a\"}");
      assertEquals("InvalidArgument", code(form), name);
    }
    for (String name : List.of("AWSAccessKeyId", "signature")) {
      BrowserForm form = ofVersion4();
      form.field(name, plain().fields.getOrDefault(name, ""));
      assertEquals("InvalidArgument", code(form), name);
    }
    assertEquals(Optional.of("user/a"), granted(ofVersion4()).request().key());
  }

  private BrowserForm ofVersion4() {
    return new BrowserForm("user/a")
        .sign(
            installation.key1.id().value(),
            installation.key1.secret().reveal(),
            installation.clock.instant(),
            BUCKET,
            OF_USER);
  }

  /** Each of them has conditions on fields that the other has not. */
  @Test
  void aPolicyThatWasWrittenForVersion4IsNoneOfVersion2() {
    BrowserForm form = ofVersion4();
    String policy = form.fields.getOrDefault("policy", "");
    form.fields.keySet().removeIf(name -> name.startsWith("x-amz-"));
    form.field("AWSAccessKeyId", installation.key1.id().value())
        .field("signature", BrowserForm.version2(installation.key1.secret().reveal(), policy));
    assertEquals("AccessDenied", code(form));
    BrowserForm other = ofVersion4();
    other.fields.put("policy", plain().fields.getOrDefault("policy", ""));
    assertEquals("InvalidAccessKeyId", code(other), "the signature is not of this policy");
  }

  /** Requests and URLs of Version 2 are signed with the same key, by the same algorithm. */
  @Test
  void whatIsSignedOfAnotherRequestIsNoPolicy() {
    String toSign = "PUT\n\n\n1772372400\n/my-bucket/user/a";
    BrowserForm form =
        plain()
            .field("policy", toSign)
            .field("signature", BrowserForm.version2(installation.key1.secret().reveal(), toSign));
    assertEquals("InvalidPolicyDocument", code(form));
  }

  @Test
  void aSignatureThatIsNotWholeIsMalformed() {
    for (String part : List.of("AWSAccessKeyId", "policy", "signature")) {
      BrowserForm form = plain();
      form.fields.remove(part);
      AccessAnswer.Refused refused = refused(installation, form);
      assertEquals("InvalidArgument", refused.code(), part);
    }
    for (String id : List.of("", " ", "a/b", "a b", "\u3042", "a".repeat(129))) {
      assertEquals("InvalidArgument", code(plain().field("AWSAccessKeyId", id)), id);
    }
    BrowserForm longToken = ofSession(installation.assumeRole().credentials(), "a".repeat(8193));
    assertEquals("InvalidToken", code(longToken));
    assertEquals("AccessDenied", code(new BrowserForm("user/a")), "nobody's");
  }

  @Test
  void aSessionIsProvenByItsTokenAndNothingElse() {
    Credentials session = installation.assumeRole().credentials();
    String token = session.sessionToken().reveal();
    assertEquals(
        "arn:aws:sts:::assumed-role/S3Access/Bob",
        granted(ofSession(session)).requester().toString());
    assertEquals(
        "InvalidToken",
        code(ofSession(session).field("signature", BrowserForm.version2("wrong", "a"))));
    assertEquals("InvalidToken", code(ofSession(session, "a" + token)), "another token");
    assertEquals(
        "InvalidToken",
        code(ofSession(installation.assumeRole().credentials(), token)),
        "another session's");
    AccessKey permanent = installation.key1;
    assertEquals(
        "InvalidToken",
        code(
            signed(
                permanent,
                new BrowserForm("user/a").field("x-amz-security-token", token),
                BUCKET,
                OF_USER,
                "[\"starts-with\",\"$x-amz-security-token\",\"\"]")),
        "a token with a key that needs none");
    BrowserForm without =
        new BrowserForm("user/a")
            .signByVersion2(
                session.accessKeyId().value(),
                session.secretKey().reveal(),
                hence(),
                BUCKET,
                OF_USER);
    assertEquals("InvalidAccessKeyId", code(without));
    BrowserForm uncovered = without.field("x-amz-security-token", token);
    assertEquals("AccessDenied", code(uncovered), "its policy says nothing of the token");
  }

  @Test
  void aSessionThatIsOverPostsNothing() {
    Credentials revoked = installation.assumeRole().credentials();
    BrowserForm form = ofSession(revoked);
    granted(form);
    installation.sallyport.sessions().revokeRole(installation.sallyport.roles().get(ROLE));
    assertEquals("InvalidToken", code(form));
    installation.clock.advance(Duration.ofMinutes(2));
    Credentials expiring = installation.assumeRole().credentials();
    installation.clock.advance(Duration.ofMinutes(59));
    BrowserForm late = ofSession(expiring);
    granted(late);
    installation.clock.advance(Duration.ofMinutes(1));
    assertEquals("ExpiredToken", code(late));
    Credentials struckOut = installation.assumeRole().credentials();
    BrowserForm sealed = ofSession(struckOut);
    granted(sealed);
    KeyManager keys = installation.sallyport.keys();
    keys.tokenKeys().forEach(key -> keys.strikeOut(key.id()));
    assertEquals("InvalidToken", code(sealed));
  }

  @Test
  void aKeyThatIsGoneSignsNothing() {
    BrowserForm form = plain();
    granted(form);
    installation.sallyport.users().deleteAccessKey(TESTER1, installation.key1.id());
    assertEquals("InvalidAccessKeyId", code(form));
  }

  @Test
  void rootUsersSignAsOthers() {
    AccessKey root = installation.sallyport.account().createAccessKey();
    granted(signed(root, new BrowserForm("user/a"), BUCKET, OF_USER));
  }

  /** No policy could end what is good for years. */
  @Test
  void whoBreaksTheGlassSignsNone() {
    AccessKey glass = new AccessKey(new AccessKeyId("GLASS"), SecretKey.of("g".repeat(40)));
    Installation broken =
        open(
            builder ->
                builder
                    .lenient(Set.of(Leniency.VERSION_2_FORMS))
                    .breakGlass(AccountId.EMPTY, new UserName("ann"), glass));
    BrowserForm form = signed(glass, new BrowserForm("user/a"), BUCKET, OF_USER);
    AccessAnswer.Refused right = refused(broken, form);
    form.field("signature", BrowserForm.version2("g".repeat(39), "a"));
    AccessAnswer.Refused wrong = refused(broken, form);
    assertEquals("InvalidAccessKeyId", right.code());
    assertEquals(wrong.code() + wrong.message(), right.code() + right.message());
  }

  private static PolicyText denying(String condition) {
    return PolicyText.kept(
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\","
            + "\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::my-bucket/*\",\"Condition\":{"
            + condition
            + "}}}",
        PolicyType.RESOURCE);
  }

  @Test
  void aBucketsPolicyTellsItByItsVersion() {
    for (Map.Entry<String, List<Boolean>> denied :
        Map.of(
                "\"StringEquals\":{\"s3:signatureversion\":\"AWS\"}", List.of(true, false),
                "\"StringNotEquals\":{\"s3:signatureversion\":\"AWS4-HMAC-SHA256\"}",
                    List.of(true, false),
                "\"StringEquals\":{\"s3:authType\":\"POST\"}", List.of(true, true),
                "\"Null\":{\"s3:signatureAge\":\"true\"}", List.of(true, false),
                "\"NumericGreaterThan\":{\"s3:signatureAge\":\"-1\"}", List.of(false, true),
                "\"StringEquals\":{\"s3:x-amz-content-sha256\":\"UNSIGNED-PAYLOAD\"}",
                    List.of(true, true),
                "\"Null\":{\"aws:RequestedRegion\":\"true\"}", List.of(true, false))
            .entrySet()) {
      bucketPolicy = Optional.of(denying(denied.getKey()));
      List<Boolean> answers = new ArrayList<>();
      for (BrowserForm form : List.of(plain(), ofVersion4())) {
        answers.add(check(installation, form) instanceof AccessAnswer.Refused);
      }
      assertEquals(denied.getValue(), answers, denied.getKey());
    }
  }

  /** Which keys there are is told to nobody but the host, of forms not even if it explains. */
  @Test
  void aFailedProofIsNotedWithItsReasonAndNotTold() {
    Installation explaining =
        open(it -> it.explainingSignatures().lenient(Set.of(Leniency.VERSION_2_FORMS)));
    for (Installation asked : List.of(installation, explaining)) {
      AccessKey unknown = new AccessKey(new AccessKeyId("AKIANOBODY"), SecretKey.of("x"));
      AccessKey wrong = new AccessKey(asked.key1.id(), SecretKey.of("x"));
      List<String> told = new ArrayList<>();
      for (AccessKey key : List.of(unknown, wrong)) {
        BrowserForm form = signed(key, new BrowserForm("user/a"), BUCKET, OF_USER);
        AccessAnswer.Refused refused = refused(asked, form);
        told.add(refused.code() + refused.message() + refused.error().details());
      }
      assertEquals(told.get(0), told.get(1));
      asked.end();
      assertEquals(
          List.of(
              "anonymous from 192.0.2.7 not let in to s3 as AKIANOBODY: UNKNOWN_ACCESS_KEY",
              "anonymous from 192.0.2.7 not let in to s3 as "
                  + asked.key1.id()
                  + ": SIGNATURE_MISMATCH"),
          asked.events.stream()
              .filter(AuditEvent.NotAuthenticated.class::isInstance)
              .map(event -> event.toString().substring(event.at().toString().length() + 1))
              .toList());
    }
  }

  /** Cases, bits and the end of Base64: what is granted is what was signed. */
  @Test
  void noChangeOfAFormReachesWhatItsPolicyDoesNotName() {
    BrowserForm form = plain();
    byte[] right = form.body();
    form.headers.put("Content-Length", "" + right.length);
    Set<String> granted = new TreeSet<>();
    for (int at = 0; at < form.beginning().length; at++) {
      for (int bits : new int[] {1, 4, 0x20, right[at] ^ '='}) {
        byte[] changed = right.clone();
        changed[at] ^= (byte) bits;
        if (bits != 0
            && installation.sallyport.access().check(form.head(), changed)
                instanceof AccessAnswer.Granted it) {
          assertTrue(it.request().key().orElseThrow().startsWith("user/"), it::toString);
          granted.add(
              it.requester() + " " + it.request().operation() + " " + it.request().bucket().get());
        }
      }
    }
    assertEquals(Set.of("arn:aws:iam:::user/TESTER1 PutObject my-bucket"), granted);
  }

  @Test
  void itsUseIsThatOfItsKey() {
    granted(plain());
    installation.clock.advance(Duration.ofSeconds(1));
    assertEquals(
        "s3 ",
        installation
            .sallyport
            .users()
            .getAccessKeyLastUsed(installation.key1.id())
            .use()
            .map(use -> use.service() + " " + use.region())
            .orElse(""));
  }
}
