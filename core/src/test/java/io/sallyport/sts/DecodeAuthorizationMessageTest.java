package io.sallyport.sts;

import static io.sallyport.testing.Installation.ROLE;
import static io.sallyport.testing.Installation.TESTER1;
import static io.sallyport.testing.Installation.TESTER2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.SallyportBuilder;
import io.sallyport.access.AccessAnswer;
import io.sallyport.credential.Credentials;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.AwsService;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidAuthorizationMessageException;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.query.QueryResponse;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.Xml;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What denials carry, who may read it, and what it never tells. */
class DecodeAuthorizationMessageTest {
  private static final PolicyName MORE = new PolicyName("More");
  private static final String MAY_DECODE =
      """
      {"Version":"2012-10-17","Statement":{"Sid":"Decode","Effect":"Allow",\
      "Action":"sts:DecodeAuthorizationMessage","Resource":"*"}}\
      """;

  private final Installation installation =
      new Installation(new MemoryStore(), SallyportBuilder::encodingDenials);
  private final StsService sts = installation.sallyport.sts();

  @BeforeEach
  void letTester1Decode() {
    installation.createRole();
    installation.sallyport.users().putPolicy(TESTER1, MORE, MAY_DECODE);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private Principal tester1() {
    return installation.sallyport.principal(TESTER1);
  }

  private Principal tester2() {
    return installation.sallyport.principal(TESTER2);
  }

  private AccessDeniedException denied(Principal caller, AssumeRoleRequest request) {
    return assertThrows(AccessDeniedException.class, () -> sts.assumeRole(caller, request));
  }

  private AccessDeniedException deniedList(Principal caller) {
    return assertThrows(
        AccessDeniedException.class, () -> installation.sallyport.as(caller).roles().get(ROLE));
  }

  private String decoded(AccessDeniedException denial) {
    return sts.decodeAuthorizationMessage(
        tester1(), denial.encodedMessage().orElseThrow(), RequestContext.empty());
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private void assertInvalid(Principal caller, String message) {
    assertThrows(
        InvalidAuthorizationMessageException.class,
        () -> sts.decodeAuthorizationMessage(caller, message, RequestContext.empty()));
  }

  @Test
  void aDenialSaysWhatItWasMadeOf() {
    installation.sallyport.users().putPolicy(TESTER2, MORE, Installation.ALL_OF_S3);
    JsonNode read = json(decoded(deniedList(tester2())));
    assertEquals(
        json(
            """
            {"allowed":false,"explicitDeny":false,"matchedStatements":{"items":[]},\
            "failures":{"items":[]}}\
            """),
        ((com.fasterxml.jackson.databind.node.ObjectNode) read.deepCopy()).without("context"));
    JsonNode context = read.get("context");
    assertEquals("iam:GetRole", context.get("action").asText());
    assertEquals("arn:aws:iam:::role/S3Access", context.get("resource").asText());
    assertEquals("TESTER2", context.at("/principal/name").asText());
    assertEquals("arn:aws:iam:::user/TESTER2", context.at("/principal/arn").asText());
    assertEquals(tester2().userId(), context.at("/principal/id").asText());
    List<String> keys = new ArrayList<>();
    context.at("/conditions/items").forEach(item -> keys.add(item.get("key").asText()));
    assertTrue(keys.containsAll(List.of("aws:CurrentTime", "aws:username")), keys::toString);
  }

  /** What only the host's log names a request by is nobody else's to read. */
  @Test
  void whatIsForTheHostsLogIsNotTold() {
    RequestContext facts =
        RequestContext.builder()
            .host("sallyport:RequestId", "r-1")
            .host("SALLYPORT:AccessKeyId", "AKIAHIDDEN")
            .host("aws:SourceIp", "192.0.2.7")
            .build();
    AccessDeniedException denial =
        assertThrows(
            AccessDeniedException.class,
            () -> installation.sallyport.as(tester2(), facts).roles().get(ROLE));
    String told = decoded(denial);
    assertTrue(told.contains("192.0.2.7"), told);
    assertFalse(told.contains("r-1") || told.contains("AKIAHIDDEN"), told);
    assertFalse(told.toLowerCase(Locale.ROOT).contains("sallyport:"), told);
  }

  @Test
  void aStatementThatDeniesIsShown() {
    installation
        .sallyport
        .users()
        .putPolicy(
            TESTER2,
            MORE,
            """
            {"Version":"2012-10-17","Statement":[\
            {"Sid":"All","Effect":"Allow","Action":"iam:*","Resource":"*"},\
            {"Effect":"Deny","Action":["iam:Get*"],"Resource":"*",\
            "Condition":{"StringLike":{"aws:username":"TEST*"}}}]}\
            """);
    JsonNode read = json(decoded(deniedList(tester2())));
    assertTrue(read.get("explicitDeny").asBoolean());
    JsonNode first = read.at("/matchedStatements/items/0");
    assertEquals("More#1", first.get("statementId").asText());
    assertEquals("DENY", first.get("effect").asText());
    assertEquals("iam:Get*", first.at("/actions/items/0/value").asText());
    assertEquals("*", first.at("/resources/items/0/value").asText());
    assertEquals("aws:username", first.at("/conditions/items/0/key").asText());
    assertEquals("TEST*", first.at("/conditions/items/0/values/items/0/value").asText());
    assertEquals("All", read.at("/matchedStatements/items/1/statementId").asText());
    assertEquals("ALLOW", read.at("/matchedStatements/items/1/effect").asText());
  }

  @Test
  void iamAndStsTellItInTheMessageAndS3DoesNot() {
    ClientSigner client = ClientSigner.of(installation.key2, installation.clock);
    String list = "Action=ListRoles";
    String message = message("iam", client, list);
    String text = ". Encoded authorization failure message: ";
    assertTrue(message.contains(text), message);
    String encoded = message.substring(message.indexOf(text) + text.length());
    String form = "Action=DecodeAuthorizationMessage&EncodedMessage=" + encoded;
    QueryResponse answer =
        installation
            .sallyport
            .query()
            .handle(
                ClientSigner.of(installation.key1, installation.clock).form("sts", form),
                form.getBytes(UTF_8));
    assertEquals(200, answer.status(), answer.body());
    String path = "DecodeAuthorizationMessageResult/DecodedMessage";
    JsonNode read = json(Xml.parse(answer.body()).text(path));
    assertEquals("iam:ListRoles", read.at("/context/action").asText());

    AccessAnswer.Refused refused =
        assertInstanceOf(
            AccessAnswer.Refused.class,
            installation.sallyport.access().check(client.s3("GET", "/photos/1.jpg")));
    assertFalse(refused.error().message(AwsService.S3).contains("Encoded"));
    assertFalse(refused.error().message(AwsService.IAM).contains("Encoded"));
  }

  private String message(String service, ClientSigner client, String form) {
    QueryResponse answer =
        installation.sallyport.query().handle(client.form(service, form), form.getBytes(UTF_8));
    assertEquals(403, answer.status(), answer.body());
    return Xml.parse(answer.body()).text("Error/Message");
  }

  @Test
  void noHostTellsItUnlessItSaysSo() {
    try (Installation plain = new Installation()) {
      AccessDeniedException denial =
          assertThrows(
              AccessDeniedException.class,
              () -> plain.sallyport.as(plain.sallyport.principal(TESTER2)).roles().get(ROLE));
      assertTrue(denial.encodedMessage().isEmpty());
      assertEquals(denial.getMessage(), denial.message(AwsService.IAM));
    }
  }

  /** The message that is logged, and the one over S3, are what they are without it. */
  @Test
  void theErrorItselfDoesNotHaveIt() {
    AccessDeniedException denial = deniedList(tester2());
    assertFalse(denial.getMessage().contains(denial.encodedMessage().orElseThrow()));
    assertFalse(denial.toString().contains(denial.encodedMessage().orElseThrow()));
  }

  @Test
  void whoMayNotDecodeLearnsNothing() {
    String message = deniedList(tester2()).encodedMessage().orElseThrow();
    assertThrows(
        AccessDeniedException.class,
        () -> sts.decodeAuthorizationMessage(tester2(), message, RequestContext.empty()));
    AccountId other = new AccountId("111122223333");
    Principal stranger = new Principal.Root(other);
    assertInvalid(stranger, message);
    Principal own = new Principal.Root(AccountId.EMPTY);
    assertTrue(
        sts.decodeAuthorizationMessage(own, message, RequestContext.empty()).startsWith("{"));
  }

  @Test
  void whatIsNoMessageOfOursIsRefused() {
    String message = deniedList(tester2()).encodedMessage().orElseThrow();
    byte[] sealed = Base64.getUrlDecoder().decode(message);
    for (int i = 0; i < sealed.length; i += 7) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertInvalid(tester1(), Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
    }
    for (String each :
        List.of("", "x", message + "A", message.substring(4), message + "=", "é", " " + message)) {
      assertInvalid(tester1(), each);
    }
    assertEquals(400, new InvalidAuthorizationMessageException().httpStatus());
    assertEquals(
        "InvalidAuthorizationMessageException", new InvalidAuthorizationMessageException().code());
  }

  /** Both are sealed by the same keys, and neither opens as the other. */
  @Test
  void aSessionTokenIsNoMessageAndAMessageNoToken() {
    Credentials session = installation.assumeRole().credentials();
    assertInvalid(tester1(), session.sessionToken().reveal());
    String message = deniedList(tester2()).encodedMessage().orElseThrow();
    AccessAnswer.Refused refused =
        assertInstanceOf(
            AccessAnswer.Refused.class,
            installation
                .sallyport
                .access()
                .check(
                    ClientSigner.of(session, message.substring(0, 4000), installation.clock)
                        .s3("GET", "/photos/1.jpg")));
    IamException error = refused.error();
    assertEquals(
        InvalidCredentialsException.Reason.INVALID_SESSION_TOKEN,
        assertInstanceOf(InvalidCredentialsException.class, error).reason());
  }

  /** A role that isn't there and one that doesn't trust the caller can't be told apart. */
  @Test
  void whetherThereIsARoleIsNotToldByTheMessage() {
    AssumeRoleRequest there = AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob");
    AssumeRoleRequest none = AssumeRoleRequest.of("arn:aws:iam:::role/S3Nobody", "Bob");
    AccessDeniedException one = denied(tester1(), there);
    AccessDeniedException other = denied(tester1(), none);
    assertEquals(
        one.encodedMessage().orElseThrow().length(), other.encodedMessage().orElseThrow().length());
    assertNotEquals(one.encodedMessage(), other.encodedMessage());
    assertEquals(one.getMessage().replace("S3Access", "S3Nobody"), other.getMessage());
    assertEquals("sts:AssumeRole", json(decoded(one)).at("/context/action").asText());
    assertEquals(
        "arn:aws:iam:::role/S3Nobody", json(decoded(other)).at("/context/resource").asText());
  }

  @Test
  void ofARoleOfAnotherAccountNothingIsTold() {
    AccountId other = new AccountId("111122223333");
    installation
        .sallyport
        .in(other)
        .roles()
        .create(
            CreateRoleRequest.of(
                "Theirs",
                Installation.trusting(TESTER2)
                    .replace("\"Effect\":\"Allow\"", "\"Sid\":\"Theirs\",\"Effect\":\"Deny\"")));
    AccessDeniedException denial =
        denied(tester2(), AssumeRoleRequest.of("arn:aws:iam::111122223333:role/Theirs", "Bob"));
    JsonNode read = json(decoded(denial));
    assertFalse(read.get("explicitDeny").asBoolean());
    assertEquals(0, read.at("/matchedStatements/items").size());
    AccessDeniedException none =
        denied(tester2(), AssumeRoleRequest.of("arn:aws:iam::111122223333:role/NobodyX", "Bob"));
    assertEquals(
        decoded(denial).replace("role/Theirs", ""), decoded(none).replace("role/NobodyX", ""));
  }

  @Test
  void noSecretIsInIt() {
    AssumeRoleRequest request =
        AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob")
            .withExternalId("external-id-of-bob");
    String assumed = decoded(denied(tester1(), request));
    assertTrue(assumed.contains("sts:ExternalId"), assumed);
    assertFalse(assumed.contains("external-id-of-bob"), assumed);

    AssumedRole session = installation.assumeRole();
    String read = decoded(deniedList(session.principal()));
    for (String secret :
        List.of(
            session.credentials().sessionToken().reveal(),
            session.credentials().secretKey().reveal(),
            installation.key1.secret().reveal(),
            installation.key2.secret().reveal())) {
      assertFalse(read.contains(secret));
    }
  }

  @Test
  void allAreOfOneLengthHoweverMuchThereIsToSay() {
    Set<Integer> lengths = new HashSet<>();
    lengths.add(deniedList(tester2()).encodedMessage().orElseThrow().length());
    installation
        .sallyport
        .roles()
        .create(CreateRoleRequest.of("Long", Installation.trusting(TESTER2)));
    StringBuilder statements = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      String digest =
          Integer.toHexString((i + 1) * 0x9E3779B1) + Integer.toHexString(i * 0x85EBCA6B);
      statements.append(
          """
          {"Sid":"S%s","Effect":"Deny","Action":"iam:Get*","Resource":["*","arn:aws:s3:::%s"]},\
          """
              .formatted(digest, digest + digest));
    }
    String document =
        "{\"Version\":\"2012-10-17\",\"Statement\":["
            + statements.substring(0, statements.length() - 1)
            + "]}";
    RoleName name = new RoleName("Long");
    installation.sallyport.roles().putPolicy(name, MORE, document);
    AssumedRole session =
        sts.assumeRole(tester2(), AssumeRoleRequest.of("arn:aws:iam:::role/Long", "Bob"));
    AccessDeniedException denial = deniedList(session.principal());
    lengths.add(denial.encodedMessage().orElseThrow().length());
    JsonNode read = json(decoded(denial));
    assertTrue(read.get("explicitDeny").asBoolean());
    assertTrue(read.at("/matchedStatements/items").size() > 0);
    assertEquals(Set.of((3072 + 9 + 40) * 4 / 3 + 1), lengths);
  }
}
