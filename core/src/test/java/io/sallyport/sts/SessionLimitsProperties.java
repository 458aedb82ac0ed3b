package io.sallyport.sts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.access.AccessAnswer;
import io.sallyport.credential.Credentials;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.UserName;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever policies there are, a session's own only take away: of every service, on every way. */
class SessionLimitsProperties {
  private static final UserName ADMIN = new UserName("admin");
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam:::root"},\
      "Action":"sts:*"}}\
      """;
  private static final String ALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\","
          + "\"Resource\":\"*\"}}";

  private static final List<String> ASKED =
      List.of(
          "s3:GetObject arn:aws:s3:::bbb/k",
          "s3:PutObject arn:aws:s3:::ccc/k",
          "s3:ListAllMyBuckets arn:aws:s3:::*",
          "iam:CreateUser arn:aws:iam:::user/eve",
          "iam:PutRolePolicy arn:aws:iam:::role/Open",
          "iam:ListRoles arn:aws:iam:::role/",
          "sts:AssumeRole arn:aws:iam:::role/Open",
          "sts:TagSession arn:aws:iam:::role/Open",
          "sts:GetFederationToken arn:aws:sts:::federated-user/Eve",
          "sts:GetAccessKeyInfo *",
          "sqs:SendMessage arn:aws:sqs:::q");

  /** Calls over the wire; those of S3 are paths. */
  private static final List<String> CALLED =
      List.of(
          "s3 GET /bbb/k",
          "s3 PUT /ccc/k",
          "s3 GET /",
          "iam Action=ListRoles",
          "iam Action=GetUser&UserName=TESTER2",
          "iam Action=CreateGroup&GroupName=G",
          "sts Action=AssumeRole&RoleSessionName=Eve&RoleArn=arn:aws:iam:::role/Open",
          "sts Action=GetFederationToken&Name=Eve",
          "sts Action=GetAccessKeyInfo&AccessKeyId=AKIAOFBOB00000000000");

  private static Arbitrary<String> policies(List<String> conditions) {
    Arbitrary<String> effects = Arbitraries.of("Allow", "Allow", "Allow", "Deny");
    Arbitrary<String> actions =
        Arbitraries.of(
            "\"Action\":\"*\"",
            "\"Action\":[\"s3:*\",\"iam:List*\"]",
            "\"Action\":\"s3:Get*\"",
            "\"Action\":[\"iam:*\",\"sts:*\"]",
            "\"Action\":[\"sts:AssumeRole\",\"s3:List*\"]",
            "\"NotAction\":\"iam:*\"",
            "\"NotAction\":[\"s3:PutObject\",\"sts:AssumeRole\"]");
    Arbitrary<String> resources =
        Arbitraries.of(
            "\"Resource\":\"*\"",
            "\"Resource\":\"*\"",
            "\"Resource\":[\"arn:aws:s3:::bbb/*\",\"arn:aws:iam:::role/*\"]",
            "\"NotResource\":\"arn:aws:iam:::role/Open\"");
    return Combinators.combine(effects, actions, resources, Arbitraries.of(conditions))
        .as(
            (effect, action, resource, condition) ->
                "{\"Effect\":\"%s\",%s,%s%s}".formatted(effect, action, resource, condition))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(
            statements ->
                statements.stream()
                    .collect(
                        Collectors.joining(
                            ",", "{\"Version\":\"2012-10-17\",\"Statement\":[", "]}")));
  }

  @Provide
  Arbitrary<String> anyPolicies() {
    return policies(
        List.of(
            "",
            "",
            ",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"false\"}}",
            ",\"Condition\":{\"StringLike\":{\"aws:userid\":\"*:Bob\"}}",
            ",\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalType\":\"AssumedRole\"}}",
            ",\"Condition\":{\"Null\":{\"aws:TokenIssueTime\":\"false\"}}"));
  }

  @Provide
  Arbitrary<String> plainPolicies() {
    return policies(List.of(""));
  }

  /** An installation where TESTER2 and two roles have a policy, besides a role for all. */
  private static Installation made(String policy) {
    Installation installation = new Installation();
    installation.sallyport.users().putPolicy(Installation.TESTER2, Installation.POLICY, policy);
    for (String name : List.of("Mine", "Next", "Open")) {
      installation.sallyport.roles().create(CreateRoleRequest.of(name, TRUST));
      installation.sallyport.roles().putPolicy(new RoleName(name), Installation.POLICY, policy);
    }
    // To assume the roles, which what is tried must not depend on.
    installation.sallyport.users().create(ADMIN);
    installation.sallyport.users().putPolicy(ADMIN, Installation.POLICY, ALL);
    installation.sallyport.roles().create(CreateRoleRequest.of("Step", TRUST));
    installation.sallyport.roles().putPolicy(new RoleName("Step"), Installation.POLICY, ALL);
    return installation;
  }

  private record Held(Principal principal, Credentials credentials) {}

  private static Held role(Installation in, Principal by, AssumeRoleRequest request) {
    AssumedRole begun = in.sallyport.sts().assumeRole(by, request);
    return new Held(begun.principal(), begun.credentials());
  }

  private static Held held(BegunSession begun) {
    return new Held(begun.principal(), begun.credentials());
  }

  @Property(tries = 40)
  void aSessionPolicyNeverAllowsMore(
      @ForAll("anyPolicies") String own, @ForAll("anyPolicies") String limit) {
    try (Installation in = made(own)) {
      AssumeRoleRequest mine = AssumeRoleRequest.of("arn:aws:iam:::role/Mine", "Bob");
      Principal admin = in.sallyport.principal(ADMIN);
      assertNoMore(in, role(in, admin, mine.withPolicy(limit)), role(in, admin, mine));
      Principal step =
          role(in, admin, AssumeRoleRequest.of("arn:aws:iam:::role/Step", "Bob")).principal();
      assertNoMore(in, role(in, step, mine.withPolicy(limit)), role(in, step, mine));
      // Of whom a user federates, no policy is none at all.
      Principal root = new Principal.Root(AccountId.EMPTY);
      GetFederationTokenRequest bob = GetFederationTokenRequest.of("Bob");
      Held all = held(in.sallyport.sts().getFederationToken(root, bob.withPolicy(ALL)));
      assertNoMore(
          in, held(in.sallyport.sts().getFederationToken(root, bob.withPolicy(limit))), all);
      Held none = held(in.sallyport.sts().getFederationToken(root, bob));
      ASKED.forEach(each -> assertFalse(may(in, none.principal(), each), each));
    }
  }

  @Property(tries = 40)
  void noSessionOfAUserMayMoreThanTheUser(
      @ForAll("plainPolicies") String own, @ForAll("plainPolicies") String limit) {
    try (Installation in = made(ALL)) {
      Principal user = in.sallyport.principal(Installation.TESTER2);
      BegunSession session = in.sallyport.sts().getSessionToken(user, GetSessionTokenRequest.of());
      BegunSession bob =
          in.sallyport
              .sts()
              .getFederationToken(user, GetFederationTokenRequest.of("Bob").withPolicy(limit));
      in.sallyport.users().putPolicy(Installation.TESTER2, Installation.POLICY, own);
      for (BegunSession each : List.of(session, bob)) {
        ClientSigner signer = ClientSigner.of(each.credentials(), in.clock);
        ClientSigner users = ClientSigner.of(in.key2, in.clock);
        for (String call : CALLED) {
          assertTrue(!may(in, signer, call) || may(in, users, call), each + " " + call + own);
          assertEquals(false, call.startsWith("iam") && may(in, signer, call), call);
        }
      }
    }
  }

  private static void assertNoMore(Installation in, Held limited, Held whole) {
    for (String each : ASKED) {
      assertTrue(!may(in, limited.principal(), each) || may(in, whole.principal(), each), each);
    }
    ClientSigner of = ClientSigner.of(limited.credentials(), in.clock);
    ClientSigner than = ClientSigner.of(whole.credentials(), in.clock);
    for (String call : CALLED) {
      assertTrue(!may(in, of, call) || may(in, than, call), call);
    }
  }

  private static boolean may(Installation in, Principal principal, String asked) {
    String[] parts = asked.split(" ", 2);
    return in.sallyport
        .access()
        .decide(principal, parts[0], parts[1], RequestContext.empty())
        .isAllowed();
  }

  /** Whether a call is not refused for want of a right. What it makes, it makes but once. */
  private static boolean may(Installation in, ClientSigner signer, String call) {
    String[] parts = call.split(" ", 2);
    if (parts[0].equals("s3")) {
      String[] asked = parts[1].split(" ", 2);
      return in.sallyport.access().check(signer.s3(asked[0], asked[1]))
          instanceof AccessAnswer.Granted;
    }
    return !in.sallyport
        .query()
        .handle(signer.form(parts[0], parts[1]), parts[1].getBytes(UTF_8))
        .body()
        .contains("<Code>AccessDenied</Code>");
  }
}
