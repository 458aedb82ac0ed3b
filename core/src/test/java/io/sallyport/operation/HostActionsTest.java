package io.sallyport.operation;

import static io.sallyport.testing.Installation.POLICY;
import static io.sallyport.testing.Installation.TESTER1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.SallyportBuilder;
import io.sallyport.arn.Arn;
import io.sallyport.audit.AuditEvent;
import io.sallyport.error.ActionException;
import io.sallyport.error.AwsService;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.query.HostAction;
import io.sallyport.query.QueryResponse;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A host's quotas, which its users set by calls of IAM. */
class HostActionsTest {
  private static final String VERSION = "&Version=2010-05-08";

  private final Map<String, Integer> quotas = new ConcurrentHashMap<>();

  private final Installation installation =
      new Installation(
          new MemoryStore(),
          builder ->
              builder
                  .action(AwsService.IAM, "PutQuota", this::put)
                  .action(AwsService.STS, "GetQuota", this::get));

  private final ClientSigner signer = ClientSigner.of(installation.key1, installation.clock);

  @AfterEach
  void close() {
    installation.close();
  }

  private static Arn quota(String name) {
    return Arn.parse("arn:aws:store:::quota/" + name);
  }

  private HostAction.Call put(Principal caller, HostAction.Parameters parameters) {
    String name = parameters.text("Name");
    int size = parameters.findNumber("Size").orElse(1);
    List<String> tags = parameters.texts("TagKeys");
    boolean isHard = parameters.findFlag("Hard").orElse(false);
    RequestContext conditions =
        RequestContext.builder().host("iam:QuotaSize", Integer.toString(size)).build();
    return new HostAction.Call(
        quota(name),
        conditions,
        result -> {
          if (quotas.containsKey(name)) {
            throw new ActionException("QuotaExists", 409, "the quota " + name + " exists");
          }
          quotas.put(name, size);
          result.structure(
              "Quota",
              quota ->
                  quota
                      .element("Owner", caller.name())
                      .element("Size", size + (isHard ? " & hard" : ""))
                      .texts("Tags", tags));
        });
  }

  private HostAction.Call get(Principal caller, HostAction.Parameters parameters) {
    String name = parameters.findText("Name").orElse("none");
    return HostAction.Call.on(
        quota(name),
        result -> {
          Integer size = quotas.get(name);
          if (size == null) {
            throw new ActionException("NoSuchQuota", 404, "there is no quota " + name);
          }
          result.element("Size", size.toString());
        });
  }

  private void allow(String statement) {
    installation
        .sallyport
        .users()
        .putPolicy(
            TESTER1, POLICY, "{\"Version\":\"2012-10-17\",\"Statement\":{" + statement + "}}");
  }

  private QueryResponse call(String service, String form) {
    return installation.sallyport.query().handle(signer.form(service, form), form.getBytes(UTF_8));
  }

  @Test
  void whoIsAllowedDoesIt() {
    allow("\"Effect\":\"Allow\",\"Action\":\"iam:PutQuota\",\"Resource\":\"*\"");
    QueryResponse answer =
        call(
            "iam",
            "Action=PutQuota&Name=disk&Size=7&Hard=true&TagKeys.member.1=a&TagKeys.member.2=%3Cb"
                + VERSION);
    assertEquals(
        "<PutQuotaResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><PutQuotaResult>"
            + "<Quota><Owner>arn:aws:iam:::user/TESTER1</Owner><Size>7 &amp; hard</Size>"
            + "<Tags><member>a</member><member>&lt;b</member></Tags></Quota></PutQuotaResult>"
            + "<ResponseMetadata><RequestId>"
            + answer.requestId()
            + "</RequestId></ResponseMetadata></PutQuotaResponse>",
        answer.body());
    assertEquals(Map.of("disk", 7), new TreeMap<>(quotas));
    installation.end();
    assertEquals(
        List.of("iam:PutQuota arn:aws:store:::quota/disk"),
        installation.events.stream()
            .filter(AuditEvent.Changed.class::isInstance)
            .map(AuditEvent.Changed.class::cast)
            .filter(event -> event.actor().accessKeyId().isPresent())
            .map(event -> event.action() + " " + event.resource())
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'Effect':'Allow','Action':'iam:PutQuota','Resource':'*' | disk | 5 | 200",
        "'Effect':'Allow','Action':'iam:*','Resource':'arn:aws:store:::quota/disk' | disk | 5 |"
            + " 200",
        "'Effect':'Allow','Action':'iam:PutQuota','Resource':'arn:aws:store:::quota/d' | disk | 5 |"
            + " 403",
        "'Effect':'Allow','Action':'iam:PutRolePolicy','Resource':'*' | disk | 5 | 403",
        "'Effect':'Allow','Action':'sts:PutQuota','Resource':'*' | disk | 5 | 403",
        "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'NumericLessThan':{'iam:QuotaSize':6}}"
            + " | disk | 5 | 200",
        "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'NumericLessThan':{'iam:QuotaSize':6}}"
            + " | disk | 6 | 403",
      })
  void itIsAskedOnWhatTheHandlerSays(String statement, String name, int size, int status) {
    allow(statement.replace('\'', '"'));
    QueryResponse answer = call("iam", "Action=PutQuota&Name=" + name + "&Size=" + size);
    assertEquals(status, answer.status(), answer.body());
    assertEquals(status == 200, quotas.containsKey(name));
  }

  @Test
  void aResourceOfAnotherAccountIsNotTheCallersToAllow() {
    HostAction elsewhere =
        (caller, parameters) ->
            HostAction.Call.on(
                Arn.parse("arn:aws:store::111122223333:quota/disk"), result -> quotas.put("x", 1));
    try (Installation other =
        new Installation(
            new MemoryStore(), builder -> builder.action(AwsService.IAM, "PutQuota", elsewhere))) {
      Principal root = new Principal.Root(AccountId.EMPTY);
      assertEquals(
          403, other.sallyport.query().handle(root, AwsService.IAM, "Action=PutQuota").status());
      Principal owner = new Principal.Root(new AccountId("111122223333"));
      assertEquals(
          200, other.sallyport.query().handle(owner, AwsService.IAM, "Action=PutQuota").status());
    }
  }

  @Test
  void itsErrorsAreItsOwn() {
    allow("\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"");
    quotas.put("disk", 1);
    QueryResponse exists = call("iam", "Action=PutQuota&Name=disk");
    assertEquals(409, exists.status());
    assertTrue(exists.body().contains("<Code>QuotaExists</Code>"), exists.body());
    assertTrue(exists.body().contains("<Message>the quota disk exists</Message>"), exists.body());
    QueryResponse none = call("sts", "Action=GetQuota");
    assertEquals(404, none.status());
    assertTrue(none.body().contains("<Code>NoSuchQuota</Code>"), none.body());
    assertEquals(200, call("sts", "Action=GetQuota&Name=disk").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Action=PutQuota",
        "Action=PutQuota&Name=",
        "Action=PutQuota&Name=a&Size=-1",
        "Action=PutQuota&Name=a&Size=x",
        "Action=PutQuota&Name=a&Hard=yes",
        "Action=PutQuota&Name=a&Other=b",
        "Action=PutQuota&Name=a&TagKeys=b",
        "Action=PutQuota&Name=a&Version=2011-06-15",
      })
  void whatItDoesNotKnowIsRefusedBeforeItIsDone(String form) {
    allow("\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"");
    assertEquals(400, call("iam", form).status());
    assertEquals(Map.of(), quotas);
  }

  @Test
  void anEmptyListIsNone() {
    allow("\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"");
    assertEquals(200, call("iam", "Action=PutQuota&Name=a&TagKeys=").status());
  }

  @Test
  void anotherServiceHasItNotAndNobodyDoesItUnsignedOrByAUrl() {
    allow("\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"");
    assertTrue(call("sts", "Action=PutQuota&Name=a").body().contains("InvalidAction"));
    assertTrue(call("iam", "Action=GetQuota&Name=a").body().contains("InvalidAction"));
    String form = "Action=PutQuota&Name=a";
    assertEquals(
        403,
        installation
            .sallyport
            .query()
            .handle(signer.presignedForm("iam", form), form.getBytes(UTF_8))
            .status());
    assertEquals(Map.of(), quotas);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateRole", "UntagRoles", "ListRoles"})
  void oursStayOurs(String name) {
    SallyportBuilder builder =
        Sallyport.builder()
            .store(new MemoryStore())
            .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
            .action(AwsService.IAM, name, this::get);
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, builder::build);
    assertEquals("iam:" + name + " is here already", refusal.getMessage());
  }

  @Test
  void whatIsNoActionIsNotAdded() {
    Stream.of("", "putQuota", "Put Quota", "Put*", "P".repeat(129))
        .forEach(
            name ->
                assertThrows(
                    IllegalArgumentException.class,
                    () -> Sallyport.builder().action(AwsService.IAM, name, this::get)));
    SallyportBuilder builder = Sallyport.builder().action(AwsService.IAM, "PutQuota", this::put);
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.action(AwsService.IAM, "PutQuota", this::get));
    assertThrows( // Policies would take the two for one.
        IllegalArgumentException.class,
        () -> builder.action(AwsService.IAM, "Putquota", this::get));
    assertThrows(
        IllegalArgumentException.class, () -> builder.action(AwsService.S3, "PutQuota", this::get));
    assertThrows(IllegalArgumentException.class, () -> new ActionException("No such", 404, "no"));
    assertThrows(IllegalArgumentException.class, () -> new ActionException("No", 200, "no"));
  }

  private static Stream<HostAction> failing() {
    return Stream.of(
        (caller, parameters) ->
            HostAction.Call.on(quota("a"), result -> result.element("</x>", "secret")),
        (caller, parameters) ->
            HostAction.Call.on(
                quota("a"),
                result -> {
                  throw new NoClassDefFoundError("secret");
                }),
        (caller, parameters) -> {
          throw new IllegalStateException("secret");
        });
  }

  @ParameterizedTest
  @MethodSource("failing")
  void aHandlerThatFailsIsNotedAndTellsNothing(HostAction failing) {
    try (Installation other =
        new Installation(
            new MemoryStore(), builder -> builder.action(AwsService.IAM, "PutQuota", failing))) {
      QueryResponse answer =
          other
              .sallyport
              .query()
              .handle(new Principal.Root(AccountId.EMPTY), AwsService.IAM, "Action=PutQuota");
      assertEquals(503, answer.status());
      assertFalse(answer.body().contains("secret"), answer.body());
      other.end();
      List<AuditEvent.Refused> noted =
          other.events.stream()
              .filter(AuditEvent.Refused.class::isInstance)
              .map(AuditEvent.Refused.class::cast)
              .toList();
      assertEquals(1, noted.size(), other.events::toString);
      assertEquals("iam:PutQuota", noted.get(0).operation());
      assertEquals("arn:aws:iam:::root", noted.get(0).actor().principal());
      assertTrue(answer.body().contains("<Code>" + noted.get(0).code() + "<"), answer.body());
      assertFalse(other.events.toString().contains("secret"), other.events::toString);
    }
  }

  /**
   * Whoever may do everything in an account may do nothing in another, the empty one among them.
   */
  @ParameterizedTest
  @CsvSource({"'',''", "'',111122223333", "444455556666,''", "444455556666,111122223333"})
  void nobodyActsOnWhatIsAnotherAccounts(String calling, String owning) {
    AccountId account = new AccountId(calling);
    HostAction action =
        (caller, parameters) ->
            HostAction.Call.on(
                Arn.parse("arn:aws:store::" + owning + ":quota/photos"),
                result -> quotas.put("photos", 1));
    try (Installation other =
        new Installation(
            new MemoryStore(), builder -> builder.action(AwsService.IAM, "SetQuota", action))) {
      QueryResponse answer =
          other
              .sallyport
              .query()
              .handle(new Principal.Root(account), AwsService.IAM, "Action=SetQuota" + VERSION);
      boolean isOwn = calling.equals(owning);
      assertEquals(isOwn ? 200 : 403, answer.status(), answer.body());
      assertEquals(isOwn, quotas.containsKey("photos"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"listRoles", "Listroles", "Untagroles"})
  void noActionDiffersFromOursByCaseAlone(String name) {
    SallyportBuilder builder =
        Sallyport.builder()
            .store(new MemoryStore())
            .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]));
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.action(AwsService.IAM, name, this::put).build());
  }

  /** What a handler says of a call adds to what is known of its request, and hides nothing. */
  @Test
  void itsConditionsChangeNothingThatIsKnownOfTheRequest() {
    HostAction action =
        (caller, parameters) ->
            new HostAction.Call(
                quota("disk"),
                RequestContext.builder()
                    .host("aws:SourceIp", "10.9.9.9")
                    .host("aws:SecureTransport", "true")
                    .host("aws:UserAgent", "trusted")
                    .host("aws:PrincipalArn", "arn:aws:iam:::user/root")
                    .host("iam:QuotaSize", "7")
                    .build(),
                result -> quotas.put("disk", 7));
    try (Installation other =
        new Installation(
            new MemoryStore(), builder -> builder.action(AwsService.IAM, "PutQuota", action))) {
      for (String condition :
          List.of(
              "\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}",
              "\"Bool\":{\"aws:SecureTransport\":\"true\"}",
              "\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam:::user/root\"}",
              "\"StringEquals\":{\"iam:QuotaSize\":\"8\"}",
              "\"StringEquals\":{\"iam:QuotaSize\":\"7\"}")) {
        other
            .sallyport
            .users()
            .putPolicy(
                TESTER1,
                POLICY,
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"iam:PutQuota\","
                    + "\"Resource\":\"*\",\"Condition\":{"
                    + condition
                    + "}}}");
        String form = "Action=PutQuota";
        RequestHead head = ClientSigner.of(other.key1, other.clock).form("iam", form);
        assertEquals(
            condition.contains("\"7\"") ? 200 : 403,
            other.sallyport.query().handle(head, form.getBytes(UTF_8)).status(),
            condition);
      }
    }
  }
}
