package io.sallyport.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.http.RequestHead;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.KnownTokens;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.Xml;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** AssumeRoleWithWebIdentity over the wire: the one call that nobody has to sign. */
class WebIdentityCallTest {
  private static final String CALL =
      "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=Bob"
          + "&RoleArn=arn%3Aaws%3Aiam%3A%3A%3Arole%2FWeb&WebIdentityToken=";

  private final SettableClock clock = new SettableClock();
  private final KnownTokens tokens = new KnownTokens(clock);
  private final Installation installation =
      new Installation(
          new MemoryStore(), builder -> builder.webIdentityVerifier(tokens).clock(clock));
  private final QueryApi query = installation.sallyport.query();

  @BeforeEach
  void createRole() {
    installation
        .sallyport
        .providers()
        .create(CreateProviderRequest.of(KnownTokens.ISSUER).withClientIds(KnownTokens.CLIENT));
    installation
        .sallyport
        .roles()
        .create(CreateRoleRequest.of("Web", KnownTokens.trust("\"sts:*\"", "")));
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private static RequestHead unsigned(String target) {
    return RequestHead.builder("POST", target)
        .header("Host", "localhost")
        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
        .build();
  }

  private QueryResponse send(String form) {
    RequestHead head = unsigned("/");
    assertTrue(query.accepts(head));
    assertTrue(query.refusal(head).isEmpty());
    return query.handle(head, form.getBytes(UTF_8));
  }

  private void assertRefused(int status, String code, String form) {
    QueryResponse response = send(form);
    assertEquals(code, Xml.parse(response.body()).text("Error/Code"), response::body);
    assertEquals(status, response.status());
  }

  @Test
  void aSessionIsGivenInTheXmlOfAwsServiceModel() {
    QueryResponse response =
        send(
            CALL
                + tokens.token(Map.of("https://aws.amazon.com/source_identity", List.of("alice")))
                + "&DurationSeconds=900");
    assertEquals(200, response.status(), response::body);
    Xml xml = Xml.parse(response.body());
    assertEquals("AssumeRoleWithWebIdentityResponse", xml.name());
    assertEquals("https://sts.amazonaws.com/doc/2011-06-15/", xml.namespace());
    String result = "AssumeRoleWithWebIdentityResult/";
    assertEquals("alice", xml.text(result + "SubjectFromWebIdentityToken"));
    assertEquals(KnownTokens.CLIENT, xml.text(result + "Audience"));
    assertEquals(KnownTokens.ISSUER, xml.text(result + "Provider"));
    assertEquals("alice", xml.text(result + "SourceIdentity"));
    assertEquals("arn:aws:sts:::assumed-role/Web/Bob", xml.text(result + "AssumedRoleUser/Arn"));
    assertEquals(
        clock.instant().plusSeconds(900).toString(), xml.text(result + "Credentials/Expiration"));
  }

  @Test
  void tagsAndPolicyTakeRoomAndTheAnswerSaysHowMuch() {
    Xml xml =
        Xml.parse(
            send(CALL
                    + tokens.token(
                        Map.of("https://aws.amazon.com/tags/principal_tags/Team", List.of("blue")))
                    + "&Policy="
                    + URLEncoder.encode(Installation.ALL_OF_S3, UTF_8))
                .body());
    assertTrue(Integer.parseInt(xml.text("AssumeRoleWithWebIdentityResult/PackedPolicySize")) > 0);
  }

  @Test
  void whoeverSignsMayAskToo() {
    String token = tokens.token(Map.of());
    QueryResponse response =
        query.handle(
            ClientSigner.of(installation.key2, installation.clock).form("sts", CALL + token),
            (CALL + token).getBytes(UTF_8));
    assertEquals(200, response.status(), response::body);
  }

  @Test
  void nothingElseIsHeardUnsigned() {
    for (String form :
        List.of(
            "Action=ListRoles&Version=2010-05-08",
            "Action=GetCallerIdentity&Version=2011-06-15",
            "Action=AssumeRole&Version=2011-06-15&RoleSessionName=Bob&RoleArn=x",
            "Action=Nothing",
            "",
            "Action=assumerolewithwebidentity")) {
      assertRefused(403, "MissingAuthenticationToken", form);
    }
  }

  @Test
  void aParameterThatIsNotOfThisCallIsRefusedByName() {
    String call = CALL + tokens.token(Map.of());
    for (String name :
        List.of("ProviderId", "ExternalId", "SourceIdentity", "Tags.member.1.Key", "Nothing")) {
      QueryResponse response = send(call + "&" + name + "=xxxx");
      assertEquals("ValidationError", Xml.parse(response.body()).text("Error/Code"));
      assertTrue(response.body().contains(name), response::body);
    }
    assertEquals(0, tokens.verified);
  }

  @Test
  void refusalsHaveAwsCodes() {
    assertRefused(400, "InvalidIdentityToken", CALL + "xxxx");
    assertRefused(400, "ValidationError", CALL + "x");
    assertRefused(400, "ValidationError", CALL);
    assertRefused(400, "ValidationError", CALL + "xxxx&DurationSeconds=1");
    String token = tokens.token(Map.of());
    assertRefused(403, "AccessDenied", CALL.replace("FWeb", "FNone") + token);
    assertRefused(
        403,
        "IDPRejectedClaim",
        CALL + tokens.token(Map.of("https://aws.amazon.com/tags", List.of("x"))));
    assertRefused(400, "ValidationError", CALL + token + "&DurationSeconds=7200");
    clock.advance(Duration.ofHours(1));
    assertRefused(400, "ExpiredTokenException", CALL + token);
  }

  /** No answer and no event holds the token. */
  @Test
  void theTokenIsNotRepeated() {
    String token = tokens.token(Map.of());
    for (String form :
        List.of(
            CALL + token,
            CALL.replace("FWeb", "FNone") + token,
            CALL + token + "x",
            CALL + token + "&DurationSeconds=1",
            CALL + token + "&ProviderId=xxxx")) {
      assertFalse(send(form).body().contains(token));
    }
    installation.end();
    String told = installation.events.toString();
    assertTrue(told.contains("AssumeRoleWithWebIdentity"), told);
    assertFalse(told.contains(token));
  }

  /** The body of what isn't signed is read only where it may hold such a call. */
  @Test
  void withoutAVerifierNothingUnsignedIsRead() {
    try (Installation none = new Installation()) {
      RequestHead head = unsigned("/");
      assertEquals(403, none.sallyport.query().refusal(head).orElseThrow().status());
      assertEquals(
          "MissingAuthenticationToken",
          Xml.parse(none.sallyport.query().handle(head, (CALL + "xxxx").getBytes(UTF_8)).body())
              .text("Error/Code"));
    }
  }

  @Test
  void whatIsNoFormIsNoCall() {
    RequestHead get = RequestHead.builder("GET", "/?" + CALL + "xxxx").header("Host", "h").build();
    assertFalse(query.accepts(get));
    RequestHead put =
        RequestHead.builder("POST", "/bucket?" + CALL + "xxxx")
            .header("Host", "h")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .build();
    assertFalse(query.accepts(put));
  }

  @Test
  void aCallMayBeInTheQueryOfAnEmptyBodyOfAnyType() {
    String call = "/?" + CALL + tokens.token(Map.of());
    RequestHead head =
        RequestHead.builder("POST", call)
            .header("Host", "h")
            .header("Content-Type", "application/octet-stream")
            .build();
    assertTrue(query.accepts(head));
    assertTrue(query.refusal(head).isEmpty());
    QueryResponse response = query.handle(head, new byte[0]);
    assertEquals(200, response.status(), response::body);
  }
}
