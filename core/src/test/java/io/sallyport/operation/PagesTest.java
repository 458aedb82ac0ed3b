package io.sallyport.operation;

import static io.sallyport.testing.Installation.ALL_OF_S3;
import static io.sallyport.testing.Installation.ROLE;
import static io.sallyport.testing.Installation.TESTER2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.account.View;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.GroupName;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.identity.UserName;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.query.QueryResponse;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.Xml;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists over the wire: page by page the same as at once, and members by their numbers. */
class PagesTest {
  private static final UserName BOB = new UserName("bob");
  private static final PolicyArn ARN = new PolicyArn("arn:aws:iam:::policy/P1");
  private static final String POLICY = "PolicyArn=arn:aws:iam:::policy/P1";
  private static final String SIMULATED =
      "ActionNames.member.1=s3:GetObject&ActionNames.member.2=s3:PutObject"
          + "&ActionNames.member.3=s3:DeleteObject&PolicySourceArn=arn:aws:iam:::user/bob";

  /** Names that fall together in other case, and tags whose keys and values do if joined. */
  private static final List<String> NAMES = List.of("a", "B", "c_", "C-", "d");

  private static final Tags TAGS =
      Tags.of(
          new Tag("a b", "c"),
          new Tag("a", "b c"),
          new Tag("A", "b"),
          new Tag("a", ""),
          new Tag("b", "x"));

  /** Each operation that has pages, with what it must be given. */
  private static final Map<String, String> LISTS =
      Map.ofEntries(
          Map.entry("GetGroup", "GroupName=a"),
          Map.entry("ListAccessKeys", "UserName=bob"),
          Map.entry("ListAccountAliases", ""),
          Map.entry("ListAttachedGroupPolicies", "GroupName=a"),
          Map.entry("ListAttachedRolePolicies", "RoleName=S3Access"),
          Map.entry("ListAttachedUserPolicies", "UserName=bob"),
          Map.entry("ListEntitiesForPolicy", POLICY),
          Map.entry("ListGroupPolicies", "GroupName=a"),
          Map.entry("ListGroups", ""),
          Map.entry("ListGroupsForUser", "UserName=bob"),
          Map.entry("ListInstanceProfilesForRole", "RoleName=S3Access"),
          Map.entry(
              "ListOpenIDConnectProviderTags",
              "OpenIDConnectProviderArn=arn:aws:iam:::oidc-provider/idp.example.com"),
          Map.entry("ListPolicies", ""),
          Map.entry("ListPolicyTags", POLICY),
          Map.entry("ListPolicyVersions", POLICY),
          Map.entry("ListRolePolicies", "RoleName=S3Access"),
          Map.entry("ListRoleTags", "RoleName=S3Access"),
          Map.entry("ListRoles", ""),
          Map.entry("ListUserPolicies", "UserName=bob"),
          Map.entry("ListUserTags", "UserName=bob"),
          Map.entry("ListUsers", ""),
          Map.entry(
              "SimulateCustomPolicy",
              SIMULATED.replaceAll("&PolicySource.*", "")
                  + "&PolicyInputList.member.1="
                  + URLEncoder.encode(ALL_OF_S3, UTF_8)),
          Map.entry("SimulatePrincipalPolicy", SIMULATED));

  private static final Pattern PART =
      Pattern.compile(
          "<(AccessKeyId|Arn|EvalActionName|GroupName|Key|PolicyName|RoleName|UserName"
              + "|Value|VersionId)>[^<]*<|<PolicyNames><member>.*</member></PolicyNames>");

  private final Installation installation = new Installation();
  private final ClientSigner tester2 = ClientSigner.of(installation.key2, installation.clock);

  @BeforeEach
  void furnish() {
    installation.createRole();
    View view = installation.sallyport.in(AccountId.EMPTY);
    String all = ALL_OF_S3.replace("s3:*", "*").replace("arn:aws:s3:::*", "*");
    view.users().putPolicy(TESTER2, new PolicyName("All"), all);
    view.users().create(BOB);
    view.users().createAccessKey(BOB);
    view.users().createAccessKey(BOB);
    view.users().tag(BOB, TAGS);
    view.roles().tag(ROLE, TAGS);
    view.providers().create(CreateProviderRequest.of("https://idp.example.com"));
    view.providers().tag(new ProviderName("idp.example.com"), TAGS);
    for (int i = 1; i <= 4; i++) {
      PolicyArn arn = view.policies().create(CreatePolicyRequest.of("P" + i, ALL_OF_S3)).arn();
      view.roles().attachPolicy(ROLE, arn);
      view.users().attachPolicy(BOB, arn);
    }
    view.policies().tag(ARN, TAGS);
    IntStream.range(0, 4).forEach(i -> view.policies().createVersion(ARN, ALL_OF_S3));
    for (String name : NAMES) {
      view.groups().create(new GroupName(name));
      view.groups().addUser(new GroupName(name), BOB);
      view.users().create(new UserName(name));
      view.groups().addUser(new GroupName("a"), new UserName(name));
      view.groups().attachPolicy(new GroupName(name), ARN);
      view.roles().create(CreateRoleRequest.of(name, Installation.trusting(TESTER2)));
      view.roles().putPolicy(ROLE, new PolicyName(name), ALL_OF_S3);
      view.users().putPolicy(BOB, new PolicyName(name), ALL_OF_S3);
      view.groups().putPolicy(new GroupName("a"), new PolicyName(name), ALL_OF_S3);
    }
  }

  @AfterEach
  void close() {
    installation.close();
  }

  static Stream<String> lists() {
    return LISTS.keySet().stream().sorted();
  }

  private String ok(String form) {
    QueryResponse answer =
        installation.sallyport.query().handle(tester2.form("iam", form), form.getBytes(UTF_8));
    assertEquals(200, answer.status(), answer.body());
    return answer.body();
  }

  private static List<String> parts(String body) {
    return PART.matcher(body)
        .results()
        .map(MatchResult::group)
        .flatMap(
            part -> Stream.of(part.replaceAll("</?PolicyNames>", "").split("(?<=</member>)", -1)))
        .filter(part -> !part.isEmpty())
        .toList();
  }

  @Test
  void everyOperationThatTakesAMarkerIsTried() {
    TreeSet<String> paged =
        AuthorisationTest.operations()
            .filter(
                operation -> {
                  String form = AuthorisationTest.request(operation) + "&MaxItems=0";
                  QueryResponse answer =
                      installation
                          .sallyport
                          .query()
                          .handle(tester2.form("iam", form), form.getBytes(UTF_8));
                  return answer.body().contains("MaxItems \"0\" is not from 1 to 1000");
                })
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(LISTS.keySet()), paged);
  }

  @ParameterizedTest
  @MethodSource("lists")
  void pageByPageItIsTheSameAsAtOnce(String operation) {
    String form = "Action=" + operation + "&" + LISTS.getOrDefault(operation, "");
    form = form.endsWith("&") ? form.substring(0, form.length() - 1) : form;
    List<String> whole = parts(ok(form));
    List<String> paged = new ArrayList<>();
    String result = operation + "Result/";
    String marker = "";
    for (int pages = 0; pages < 100; pages++) {
      String body = ok(form + "&MaxItems=1" + marker);
      List<String> parts = parts(body);
      paged.addAll(
          operation.equals("GetGroup") && pages > 0 ? parts.subList(2, parts.size()) : parts);
      Xml xml = Xml.parse(body);
      List<String> next = xml.texts(result + "Marker");
      assertEquals(!next.isEmpty(), xml.text(result + "IsTruncated").equals("true"));
      if (next.isEmpty()) {
        assertEquals(whole.stream().sorted().toList(), paged.stream().sorted().toList());
        return;
      }
      assertTrue(next.get(0).length() <= 320, next.get(0));
      marker = "&Marker=" + URLEncoder.encode(next.get(0), UTF_8);
    }
    throw new AssertionError("it has no end");
  }

  @Test
  void tagsCountByTheirNumbersAndNotByTheirSpelling() {
    String form =
        IntStream.of(10, 9, 2, 1, 11)
            .mapToObj(n -> "&Tags.member." + n + ".Key=k&Tags.member." + n + ".Value=v" + n)
            .collect(Collectors.joining());
    ok("Action=CreateUser&UserName=carol" + form);
    assertEquals(
        List.of("v1", "v2", "v9", "v10", "v11"),
        Xml.parse(ok("Action=GetUser&UserName=carol"))
            .texts("GetUserResult/User/Tags/member/Value"));
    assertEquals(
        List.of("v1", "v2", "v9", "v10", "v11"),
        installation.sallyport.users().get(new UserName("carol")).holdings().tags().values("k"));
  }
}
