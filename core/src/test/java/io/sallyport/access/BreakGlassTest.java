package io.sallyport.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.SallyportBuilder;
import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.AuditSink;
import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.UserName;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.BreakGlass;
import io.sallyport.principal.Principal;
import io.sallyport.query.QueryResponse;
import io.sallyport.sigv4.BodyRejectedException;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.GetFederationTokenRequest;
import io.sallyport.sts.GetSessionTokenRequest;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.TroubledStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Who may do everything when nothing else helps, if the signature is right, and never in silence.
 */
class BreakGlassTest {
  private static final UserName ANN = new UserName("ann");
  private static final AccountId OTHER = new AccountId("444455556666");
  private static final String NAME = "arn:aws:iam:::break-glass/ann";
  private static final AccessKey KEY =
      new AccessKey(
          new AccessKeyId("GLASS00000000000000A"),
          SecretKey.of("a-secret-that-nobody-else-has-0123456789"));

  private static final String NOBODY =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*",
       "Resource":["arn:aws:s3:::shut","arn:aws:s3:::shut/*"]}}\
      """;

  private final TroubledStore store = new TroubledStore();
  private final Map<String, Bucket> buckets =
      Map.of(
          "shut", bucket(AccountId.EMPTY, NOBODY),
          "broken", bucket(AccountId.EMPTY, "{"),
          "theirs", bucket(OTHER, NOBODY.replace("shut", "theirs")),
          "lost", Bucket.ofUnknownOwner());

  private BucketDirectory directory = name -> Optional.ofNullable(buckets.get(name));
  private final Installation installation = new Installation(store, this::glass);
  private final ClientSigner ann = ClientSigner.of(KEY, installation.clock);

  private SallyportBuilder glass(SallyportBuilder builder) {
    return builder
        .bucketDirectory(name -> directory.find(name))
        .breakGlass(AccountId.EMPTY, ANN, KEY);
  }

  private static Bucket bucket(AccountId owner, String policy) {
    return Bucket.ownedBy(owner).withPolicy(PolicyText.kept(policy, PolicyType.RESOURCE));
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private String check(RequestHead head) {
    return installation
        .sallyport
        .access()
        .check(head)
        .fold(granted -> "granted", AccessAnswer.Refused::code);
  }

  @Test
  void noPolicyShutsItOut() {
    for (String target :
        List.of("/shut/k", "/shut?policy", "/broken/k", "/theirs/k", "/lost/k", "/none/k", "/")) {
      assertEquals("granted", check(ann.s3("GET", target)), target);
    }
    assertEquals("granted", check(ann.s3("DELETE", "/shut?policy")));
    assertEquals("granted", check(ann.s3("PUT", "/theirs/k", "text")));
    byte[] body = "<Delete><Object><Key>a</Key></Object></Delete>".getBytes(UTF_8);
    AccessAnswer answer =
        installation
            .sallyport
            .access()
            .check(ann.s3("POST", "/shut?delete", new String(body, UTF_8)), body);
    assertEquals(
        List.of(),
        assertInstanceOf(AccessAnswer.Granted.class, answer).deletion().orElseThrow().refused());
  }

  @Test
  void itNeedsNeitherTheStoreNorTheHost() {
    directory =
        name -> {
          throw new IllegalStateException("nobody can be asked");
        };
    store.stopAnswering();
    installation.clock.advance(Duration.ofHours(1));
    ClientSigner root = ClientSigner.of(installation.key1, installation.clock);
    assertEquals("ServiceUnavailable", check(root.s3("GET", "/shut/k")));
    AccessAnswer.Granted granted =
        assertInstanceOf(
            AccessAnswer.Granted.class,
            installation.sallyport.access().check(ann.s3("GET", "/shut/k")));
    assertEquals(Optional.empty(), granted.missingKey());
    assertTrue(
        granted.requester().decide("s3:GetObjectTagging", "arn:aws:s3:::shut/k").isAllowed());
    assertEquals(1, granted.explain().size());
  }

  @Test
  void whoseABucketIsNobodyIsAsked() {
    for (String expected : List.of("111122223333", "444455556666")) {
      assertEquals(
          "AccessDenied",
          check(ann.s3("GET", "/theirs/k", Map.of("x-amz-expected-bucket-owner", expected))));
    }
  }

  @Test
  void noSignatureIsWaived() throws IOException {
    AccessKey wrong =
        new AccessKey(KEY.id(), SecretKey.of("a-secret-that-nobody-else-has-012345678X"));
    assertEquals(
        "InvalidAccessKeyId",
        check(ClientSigner.of(wrong, installation.clock).s3("GET", "/shut/k")));
    RequestHead stale = ann.s3("GET", "/shut/k");
    RequestHead put = ann.s3("PUT", "/shut/k", "text");
    AccessAnswer.Granted granted =
        assertInstanceOf(AccessAnswer.Granted.class, installation.sallyport.access().check(put));
    assertThrows(
        BodyRejectedException.class,
        () ->
            granted
                .body()
                .decoded(new ByteArrayInputStream("TEXT".getBytes(UTF_8)))
                .readAllBytes());
    installation.clock.advance(Duration.ofMinutes(16));
    assertEquals("RequestTimeTooSkewed", check(stale));
    RequestHead moved =
        RequestHead.builder("GET", "/shut/other")
            .headers(headers(ann.s3("GET", "/shut/k")))
            .build();
    assertEquals("InvalidAccessKeyId", check(moved));
  }

  private static Map<String, List<String>> headers(RequestHead head) {
    Map<String, List<String>> headers = new TreeMap<>();
    head.headerNames().forEach(name -> headers.put(name, head.headers(name)));
    return headers;
  }

  @Test
  void aTokenMakesItNobody() {
    installation.createRole();
    String token = installation.assumeRole().credentials().sessionToken().reveal();
    RequestHead signed = ann.s3("GET", "/shut/k", Map.of("x-amz-security-token", token));
    assertEquals("InvalidToken", check(signed));
  }

  @Test
  void itDoesAllOfIamInItsAccount() {
    String form = "Action=CreateUser&UserName=rescuer&Version=2010-05-08";
    assertEquals(200, call(form).status());
    assertEquals(200, call("Action=ListUsers&Version=2010-05-08").status());
    Principal glass = new BreakGlass(AccountId.EMPTY, ANN);
    assertEquals(1, rootKeys(glass));
    QueryResponse self =
        installation
            .sallyport
            .query()
            .handle(
                ann.form("sts", "Action=GetCallerIdentity&Version=2011-06-15"),
                "Action=GetCallerIdentity&Version=2011-06-15".getBytes(UTF_8));
    assertTrue(self.body().contains("<Arn>" + NAME + "</Arn>"), self.body());
  }

  private int rootKeys(Principal glass) {
    installation.sallyport.as(glass).account().createAccessKey();
    return installation.sallyport.as(glass).account().listAccessKeys().size();
  }

  private QueryResponse call(String form) {
    return installation.sallyport.query().handle(ann.form("iam", form), form.getBytes(UTF_8));
  }

  @Test
  void itBeginsNoSession() {
    installation.createRole();
    Principal glass = new BreakGlass(AccountId.EMPTY, ANN);
    var sts = installation.sallyport.sts();
    assertThrows(
        AccessDeniedException.class,
        () -> sts.assumeRole(glass, AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "xy")));
    AccessDeniedException refusal =
        assertThrows(
            AccessDeniedException.class,
            () -> sts.getSessionToken(glass, GetSessionTokenRequest.of()));
    assertEquals(
        "Cannot call GetSessionToken by a key that breaks the glass: it begins no session",
        refusal.getMessage());
    assertThrows(
        AccessDeniedException.class,
        () -> sts.getFederationToken(glass, GetFederationTokenRequest.of("Bob")));
  }

  @Test
  void eachUseIsToldByName() {
    List<String> warnings = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            Object[] parameters = record.getParameters();
            warnings.add(
                record.getLevel()
                    + " "
                    + MessageFormat.format(
                        record.getMessage(), parameters == null ? new Object[0] : parameters));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("io.sallyport.gate.Glass");
    logger.addHandler(handler);
    try {
      check(ann.s3("GET", "/shut/k?versionId=secret"));
      check(ann.s3("GET", "/shut/k?versionId=a&versionId=b"));
      assertEquals(200, call("Action=ListUsers&Version=2010-05-08").status());
      assertEquals(400, call("Action=secret&Version=2010-05-08").status());
      assertEquals(400, call("no form%zz").status());
    } finally {
      logger.removeHandler(handler);
    }
    String ofAnn = "WARNING The glass was broken: " + NAME + " from 192.0.2.1 asked for ";
    assertEquals(
        List.of(
            ofAnn + "s3:GetObject by GET /shut/k.",
            ofAnn + "s3:? by GET /shut/k.",
            ofAnn + "iam:ListUsers.",
            ofAnn + "iam:?.",
            ofAnn + "iam:?."),
        warnings);
    installation.end();
    List<AuditEvent.Decided> decided =
        installation.events.stream()
            .filter(AuditEvent.Decided.class::isInstance)
            .map(AuditEvent.Decided.class::cast)
            .filter(event -> event.actor().principal().equals(NAME))
            .toList();
    assertEquals(2, decided.size());
    assertEquals(
        "allowed by statement 0 of identity policy \"break-glass\"",
        decided.get(0).decision().toString());
  }

  /** A sink that hears of nothing that is allowed. */
  private static AuditSink deaf(List<AuditEvent> told) {
    return new AuditSink() {
      @Override
      public void accept(AuditEvent event) {
        told.add(event);
      }

      @Override
      public boolean hearsAllowed() {
        return false;
      }
    };
  }

  @Test
  void whatItWasAllowedIsToldToWhomNothingElseIsThatIsAllowed() {
    List<AuditEvent> told = new CopyOnWriteArrayList<>();
    AuditSink sink = told::add;
    for (AuditSink each : List.of(sink.exceptAllowed(), deaf(told))) {
      told.clear();
      try (Installation quiet =
          new Installation(new TroubledStore(), builder -> glass(builder).auditSink(each))) {
        AccessAnswer unused = quiet.sallyport.access().check(ann.s3("GET", "/lost/k"));
        String form = "Action=ListUsers&Version=2010-05-08";
        RequestHead call = ann.form("iam", form);
        assertEquals(200, quiet.sallyport.query().handle(call, form.getBytes(UTF_8)).status());
        Principal tester = quiet.sallyport.principal(Installation.TESTER1);
        String role = "arn:aws:iam:::role/x";
        RequestContext facts = RequestContext.empty();
        assertTrue(quiet.sallyport.access().decide(tester, "iam:GetRole", role, facts).isAllowed());
      }
      assertEquals(
          List.of(NAME + " s3:GetObject", NAME + " iam:ListUsers"),
          told.stream()
              .filter(AuditEvent.Decided.class::isInstance)
              .map(AuditEvent.Decided.class::cast)
              .filter(event -> event.decision().isAllowed())
              .map(event -> event.actor().principal() + " " + event.action())
              .toList());
    }
  }

  @Test
  void aKeyIsOnePersonsAndCantBeGuessed() {
    AccessKey other = new AccessKey(new AccessKeyId("GLASS00000000000000B"), KEY.secret());
    SallyportBuilder builder = Sallyport.builder();
    builder.breakGlass(AccountId.EMPTY, ANN, KEY);
    builder.breakGlass(AccountId.EMPTY, new UserName("bob"), other);
    assertThrows(
        IllegalArgumentException.class, () -> builder.breakGlass(OTHER, new UserName("eve"), KEY));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            builder.breakGlass(
                AccountId.EMPTY, ANN, new AccessKey(new AccessKeyId("C"), KEY.secret())));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            builder.breakGlass(
                OTHER, ANN, new AccessKey(new AccessKeyId("C"), SecretKey.of("x".repeat(39)))));
    assertThrows(InvalidInputException.class, () -> new UserName("a/b"));
  }
}
