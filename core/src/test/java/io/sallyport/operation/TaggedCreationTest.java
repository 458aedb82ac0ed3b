package io.sallyport.operation;

import static io.sallyport.testing.Installation.POLICY;
import static io.sallyport.testing.Installation.TESTER2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.account.View;
import io.sallyport.audit.AuditEvent;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.identity.UserName;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.managed.ManagedPolicy;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.provider.Provider;
import io.sallyport.query.QueryResponse;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.Xml;
import io.sallyport.user.AdminCaps;
import io.sallyport.user.CreateUserRequest;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who makes something with tags needs the right to tag it, besides that to make it. */
class TaggedCreationTest {
  private static final String TRUST = Installation.trusting(TESTER2);
  private static final Tags BLUE = Tags.of(new Tag("team", "blue"));
  private static final Tags RED = Tags.of(new Tag("team", "red"));
  private static final Tags MORE = Tags.of(new Tag("team", "blue"), new Tag("cost", "1"));

  private interface Made {
    Optional<Tags> in(View view);
  }

  private interface Making {
    void by(View view, Tags tags);
  }

  /** What may have tags from the start. */
  record Kind(String noun, String arn, String parameters, Making making, Made made) {
    String create() {
      return "iam:Create" + noun;
    }

    String tag() {
      return "iam:Tag" + noun;
    }

    @Override
    public String toString() {
      return noun;
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "Role",
              "arn:aws:iam:::role/new",
              "RoleName=new&AssumeRolePolicyDocument=" + URLEncoder.encode(TRUST, UTF_8),
              (view, tags) ->
                  view.roles().create(CreateRoleRequest.of("new", TRUST).withTags(tags)),
              view -> view.roles().find(new RoleName("new")).map(role -> role.holdings().tags())),
          new Kind(
              "User",
              "arn:aws:iam:::user/new",
              "UserName=new",
              (view, tags) -> view.users().create(CreateUserRequest.of("new").withTags(tags)),
              view -> view.users().find(new UserName("new")).map(user -> user.holdings().tags())),
          new Kind(
              "Policy",
              "arn:aws:iam:::policy/new",
              "PolicyName=new&PolicyDocument=" + URLEncoder.encode(Installation.ALL_OF_S3, UTF_8),
              (view, tags) ->
                  view.policies()
                      .create(CreatePolicyRequest.of("new", Installation.ALL_OF_S3).withTags(tags)),
              view ->
                  view.policies()
                      .find(new PolicyArn("arn:aws:iam:::policy/new"))
                      .map(ManagedPolicy::tags)),
          new Kind(
              "OpenIDConnectProvider",
              "arn:aws:iam:::oidc-provider/new.example.com",
              "Url=https://new.example.com",
              (view, tags) ->
                  view.providers()
                      .create(CreateProviderRequest.of("https://new.example.com").withTags(tags)),
              view ->
                  view.providers().find(new ProviderName("new.example.com")).map(Provider::tags)));

  /** How it is made. */
  enum Way {
    QUERY,
    IN_PROCESS;

    /** What TESTER2 is told if it may not make it so. */
    Optional<String> refusal(Installation installation, Kind kind, Tags tags) {
      return this == QUERY
          ? queried(installation, kind, tags)
          : made(installation, RequestContext.empty(), kind, tags);
    }
  }

  private static Optional<String> queried(Installation installation, Kind kind, Tags tags) {
    StringBuilder form = new StringBuilder("Action=Create" + kind.noun + "&" + kind.parameters);
    int number = 0;
    for (Tag tag : tags.pairs()) {
      String member = "&Tags.member." + ++number;
      form.append(member + ".Key=" + tag.key() + member + ".Value=" + tag.value());
    }
    ClientSigner signer = ClientSigner.of(installation.key2, installation.clock);
    QueryResponse answer =
        installation
            .sallyport
            .query()
            .handle(signer.form("iam", form.toString()), form.toString().getBytes(UTF_8));
    if (answer.status() == 200) {
      return Optional.empty();
    }
    Xml error = Xml.parse(answer.body());
    assertEquals("AccessDenied", error.text("Error/Code"), answer::body);
    return Optional.of(error.text("Error/Message"));
  }

  private static Optional<String> made(
      Installation installation, RequestContext facts, Kind kind, Tags tags) {
    try {
      kind.making.by(
          installation.sallyport.as(installation.sallyport.principal(TESTER2), facts), tags);
      return Optional.empty();
    } catch (AccessDeniedException e) {
      return Optional.of(e.getMessage());
    }
  }

  static Stream<Kind> everyKind() {
    return KINDS.stream();
  }

  static Stream<Kind> everyKindOfCaps() {
    return everyKind().filter(kind -> !kind.noun.equals("Policy"));
  }

  static Stream<Arguments> everyKindAndWay() {
    return everyKind()
        .flatMap(kind -> Arrays.stream(Way.values()).map(way -> Arguments.of(kind, way)));
  }

  private static String allow(String action) {
    return statement("Allow", action, "\"Resource\":\"*\"");
  }

  private static String statement(String effect, String action, String more) {
    return "{\"Effect\":\"%s\",\"Action\":\"%s\",%s}".formatted(effect, action, more);
  }

  private static String on(String resource) {
    return "\"Resource\":\"" + resource + "\"";
  }

  private static String given(String condition) {
    return "\"Resource\":\"*\",\"Condition\":{" + condition + "}";
  }

  /** TESTER2 has these statements. */
  private static Installation with(String... statements) {
    Installation installation = new Installation();
    if (statements.length > 0) {
      installation
          .sallyport
          .users()
          .putPolicy(
              TESTER2,
              POLICY,
              "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}");
    }
    return installation;
  }

  private static void assertMade(Way way, Kind kind, Tags tags, String... statements) {
    try (Installation installation = with(statements)) {
      assertEquals(Optional.empty(), way.refusal(installation, kind, tags));
      assertEquals(Optional.of(tags), kept(installation, kind));
    }
  }

  private static Optional<Tags> kept(Installation installation, Kind kind) {
    return kind.made.in(host(installation));
  }

  private static View host(Installation installation) {
    return installation.sallyport.in(AccountId.EMPTY);
  }

  /** It is refused by the name of the action that isn't allowed, and nothing of it is there. */
  private static void assertRefused(
      String action, Way way, Kind kind, Tags tags, String... statements) {
    try (Installation installation = with(statements)) {
      String told = way.refusal(installation, kind, tags).orElse("made");
      assertTrue(told.contains("is not authorized to perform " + action + " on"), told);
      assertEquals(Optional.empty(), kept(installation, kind));
      assertEquals(List.of(), installation.sallyport.providers().list());
    }
  }

  @ParameterizedTest
  @MethodSource("everyKindAndWay")
  void withTagsItTakesBothRightsAndWithoutOne(Kind kind, Way way) {
    String create = allow(kind.create());
    String tag = allow(kind.tag());
    assertMade(way, kind, BLUE, create, tag);
    assertRefused(kind.tag(), way, kind, BLUE, create);
    assertRefused(kind.create(), way, kind, BLUE, tag);
    assertRefused(kind.create(), way, kind, BLUE);
    assertMade(way, kind, Tags.NONE, create);
    assertRefused(kind.create(), way, kind, Tags.NONE, tag);
  }

  @ParameterizedTest
  @MethodSource("everyKindAndWay")
  void aDenyOfEitherBinds(Kind kind, Way way) {
    String noTag = statement("Deny", kind.tag(), on("*"));
    assertRefused(kind.tag(), way, kind, BLUE, allow("*"), noTag);
    assertMade(way, kind, Tags.NONE, allow("*"), noTag);
    assertRefused(
        kind.create(), way, kind, BLUE, allow("*"), statement("Deny", kind.create(), on("*")));
  }

  @ParameterizedTest
  @MethodSource("everyKindAndWay")
  void bothAreAskedOnWhatIsMade(Kind kind, Way way) {
    String create = allow(kind.create());
    assertMade(way, kind, BLUE, create, statement("Allow", kind.tag(), on(kind.arn)));
    String others = statement("Allow", kind.tag(), on(kind.arn.replace("new", "other")));
    assertRefused(kind.tag(), way, kind, BLUE, create, others);
  }

  @ParameterizedTest
  @MethodSource("everyKindAndWay")
  void theTagsDecideAboutTaggingToo(Kind kind, Way way) {
    String create = allow(kind.create());
    for (String condition :
        List.of(
            "\"StringEquals\":{\"aws:RequestTag/team\":\"blue\"},"
                + "\"ForAllValues:StringEquals\":{\"aws:TagKeys\":\"team\"}",
            "\"StringEquals\":{\"aws:RequestTag/team\":\"blue\"},"
                + "\"Null\":{\"aws:RequestTag/cost\":\"true\","
                + "\"iam:ResourceTag/team\":\"true\","
                + "\"iam:PermissionsBoundary\":\"true\"}")) {
      String tag = statement("Allow", kind.tag(), given(condition));
      assertMade(way, kind, BLUE, create, tag);
      assertRefused(kind.tag(), way, kind, RED, create, tag);
      assertRefused(kind.tag(), way, kind, MORE, create, tag);
      assertMade(way, kind, Tags.NONE, create, tag);
    }
    String notRed =
        statement("Deny", kind.tag(), given("\"StringEquals\":{\"aws:RequestTag/team\":\"red\"}"));
    assertMade(way, kind, MORE, allow("*"), notRed);
    assertRefused(kind.tag(), way, kind, RED, allow("*"), notRed);
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void whatIsKnownOfTheRequestDecidesAboutTaggingToo(Kind kind) {
    String office =
        statement("Allow", kind.tag(), given("\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}"));
    try (Installation installation = with(allow(kind.create()), office)) {
      RequestContext elsewhere = RequestContext.builder().host("aws:SourceIp", "10.0.0.1").build();
      assertTrue(made(installation, elsewhere, kind, BLUE).isPresent());
      RequestContext there = RequestContext.builder().host("aws:SourceIp", "192.0.2.7").build();
      assertEquals(Optional.empty(), made(installation, there, kind, BLUE));
    }
  }

  @ParameterizedTest
  @MethodSource("everyKindAndWay")
  void eachDecisionIsTold(Kind kind, Way way) {
    assertEquals(
        List.of(kind.create() + " true", kind.tag() + " true", "changed by " + kind.create()),
        told(kind, way, BLUE, allow(kind.create()), allow(kind.tag())));
    assertEquals(
        List.of(kind.create() + " true", kind.tag() + " false"),
        told(kind, way, BLUE, allow(kind.create())));
    assertEquals(List.of(kind.create() + " false"), told(kind, way, BLUE, allow(kind.tag())));
    assertEquals(
        List.of(kind.create() + " true", "changed by " + kind.create()),
        told(kind, way, Tags.NONE, allow("*")));
  }

  /** What was decided and changed about what was to be made. */
  private static List<String> told(Kind kind, Way way, Tags tags, String... statements) {
    Installation installation = with(statements);
    Optional<String> unused = way.refusal(installation, kind, tags);
    installation.end();
    return installation.events.stream().flatMap(event -> about(kind.arn, event)).toList();
  }

  private static Stream<String> about(String arn, AuditEvent event) {
    if (event instanceof AuditEvent.Decided decided && decided.resource().equals(arn)) {
      return Stream.of(decided.action() + " " + decided.decision().isAllowed());
    }
    if (event instanceof AuditEvent.Changed changed && changed.resource().equals(arn)) {
      return Stream.of("changed by " + changed.action());
    }
    return Stream.of();
  }

  /** Ceph asks for the caps to write alone, whatever tags there are. */
  @ParameterizedTest
  @MethodSource("everyKindOfCaps")
  void capsToWriteAllowBoth(Kind kind) {
    for (Way way : Way.values()) {
      try (Installation installation = with()) {
        installation
            .sallyport
            .users()
            .addCaps(TESTER2, AdminCaps.parse("roles=write;users=write;oidc-provider=write"));
        assertEquals(Optional.empty(), way.refusal(installation, kind, MORE));
        assertEquals(Optional.of(MORE), kept(installation, kind));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void theHostItselfIsAskedNothing(Kind kind) {
    try (Installation installation = with()) {
      kind.making.by(host(installation), BLUE);
      assertEquals(Optional.of(BLUE), kept(installation, kind));
    }
  }
}
