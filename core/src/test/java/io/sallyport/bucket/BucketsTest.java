package io.sallyport.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.access.AccessAnswer;
import io.sallyport.bucket.Grant.Right;
import io.sallyport.credential.AccessKey;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.error.UnavailableException;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Renaming;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.identity.UserName;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Anonymous;
import io.sallyport.s3.ObjectVersion;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.GetFederationTokenRequest;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.user.UserManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may do what with buckets of several accounts, by all that a host can tell of them. */
class BucketsTest {
  private static final AccountId ONE = new AccountId("111111111111");
  private static final AccountId TWO = new AccountId("222222222222");
  private static final UserName ALICE = new UserName("alice");
  private static final String NO_BUCKET = "NoSuchBucket";
  private static final String DENIED = "AccessDenied";
  private static final String OK = "";

  private final Host host = new Host();
  private Installation installation = installed(Set.of());

  /** A host's buckets, as a test has them. */
  private static final class Host implements BucketDirectory {
    private final Map<String, Bucket> buckets = new HashMap<>();
    private final Map<String, Tags> tags = new HashMap<>();
    private final Map<String, AccessControlList> acls = new HashMap<>();
    private final Map<String, AccountId> owners = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    @Override
    public Optional<Bucket> find(String name) {
      asked.add(name);
      if (name.equals("unreachable")) {
        throw new UnavailableException(new IllegalStateException("no connection"));
      }
      return Optional.ofNullable(buckets.get(name));
    }

    @Override
    public Tags objectTags(ObjectVersion object) {
      asked.add("tags of " + object);
      if (object.key().equals("unreachable")) {
        throw new IllegalStateException("no connection");
      }
      return tags.getOrDefault(object.key(), Tags.NONE);
    }

    @Override
    public Optional<AccessControlList> objectAcl(ObjectVersion object) {
      asked.add("list of " + object);
      return Optional.ofNullable(acls.get(object.key()));
    }

    @Override
    public Optional<AccountId> objectOwner(ObjectVersion object) {
      asked.add("owner of " + object);
      if (object.key().equals("unreachable")) {
        throw new IllegalStateException("no connection");
      }
      return Optional.ofNullable(owners.get(object.key()));
    }
  }

  private Installation installed(Set<Leniency> leniencies) {
    return new Installation(
        new MemoryStore(), builder -> builder.bucketDirectory(host).lenient(leniencies));
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void ofOneAccountEitherPolicySufficesAcrossAccountsBothAreNeeded() {
    host.buckets.put("bbb", Bucket.ownedBy(ONE));
    ClientSigner own = user(ONE, "s3:GetObject");
    ClientSigner strange = user(TWO, "s3:GetObject");
    ClientSigner idle = user(ONE, "s3:ListAllMyBuckets");
    ClientSigner strangeAndIdle = user(TWO, "s3:ListAllMyBuckets");
    assertEquals(OK, get(own));
    assertEquals(DENIED, get(strange));
    assertEquals(DENIED, get(idle));
    policy("bbb", "Allow", "{'AWS':['111111111111','222222222222']}", "s3:GetObject");
    assertEquals(OK, get(own));
    assertEquals(OK, get(strange));
    assertEquals(DENIED, get(idle), "an account is trusted, not each of its users");
    assertEquals(DENIED, get(strangeAndIdle));
    policy("bbb", "Allow", "'*'", "s3:GetObject");
    assertEquals(OK, get(idle));
    assertEquals(DENIED, get(strangeAndIdle));
    assertEquals(OK, code(unsigned("GET", "/bbb/k")));
    policy("bbb", "Deny", "'*'", "s3:GetObject");
    assertEquals(DENIED, get(own));
    assertEquals(DENIED, code(root(ONE).s3("GET", "/bbb/k")));
  }

  @Test
  void aCopyAsksBothBuckets() {
    host.buckets.put("bbb", Bucket.ownedBy(ONE));
    host.buckets.put("ccc", Bucket.ownedBy(TWO));
    ClientSigner signer = user(ONE, "s3:*");
    RequestHead copy = signer.s3("PUT", "/bbb/k", Map.of("x-amz-copy-source", "ccc/k"));
    assertEquals(DENIED, code(copy));
    policy("ccc", "Allow", "{'AWS':'111111111111'}", "s3:GetObject", "s3:GetObjectTagging");
    assertEquals(OK, code(copy));
    assertEquals(DENIED, code(signer.s3("PUT", "/ccc/k", Map.of("x-amz-copy-source", "bbb/k"))));
    String part = "?partNumber=1&uploadId=u";
    assertEquals(OK, code(signer.s3("PUT", "/bbb/k" + part, Map.of("x-amz-copy-source", "ccc/k"))));
    assertEquals(
        DENIED, code(signer.s3("PUT", "/ccc/k" + part, Map.of("x-amz-copy-source", "bbb/k"))));
    assertEquals(
        NO_BUCKET, code(signer.s3("PUT", "/bbb/k", Map.of("x-amz-copy-source", "none/k"))));
  }

  @Test
  void aBucketThatIsNotThereIsToldToWhoMightUseItAndNeverComesToTheHost() {
    ClientSigner may = user(ONE, "s3:*");
    ClientSigner mayNot = user(TWO, "s3:ListAllMyBuckets");
    assertEquals(DENIED, code(unsigned("POST", "/none?delete")));
    for (String target : List.of("/none/k", "/none", "/none?policy")) {
      assertEquals(NO_BUCKET, code(may.s3("GET", target)));
      assertEquals(DENIED, code(mayNot.s3("GET", target)));
      assertEquals(DENIED, code(unsigned("GET", target)));
    }
    byte[] body = deleting("k");
    assertEquals(NO_BUCKET, code(may.s3("POST", "/none?delete", new String(body, UTF_8)), body));
    installation.close();
    installation = installed(Set.of(Leniency.TELLS_MISSING_BUCKETS));
    assertEquals(NO_BUCKET, code(unsigned("GET", "/none/k")));
    ClientSigner stranger = user(TWO, "s3:ListAllMyBuckets");
    assertEquals(NO_BUCKET, code(stranger.s3("GET", "/none/k")));
    assertEquals(NO_BUCKET, code(stranger.s3("POST", "/none?delete", new String(body, UTF_8))));
  }

  @Test
  void whoMakesABucketIsAskedInItsOwnAccountWhoeverHasOneOfThatName() {
    host.buckets.put("bbb", Bucket.ownedBy(TWO));
    ClientSigner signer = user(ONE, "s3:CreateBucket", "s3:ListAllMyBuckets");
    byte[] empty = new byte[0];
    assertEquals(OK, code(signer.s3("PUT", "/new"), empty));
    assertEquals(OK, code(signer.s3("PUT", "/bbb"), empty));
    assertEquals(OK, code(signer.s3("GET", "/")));
    assertEquals(DENIED, code(user(TWO, "s3:GetObject").s3("PUT", "/bbb")));
    assertEquals(DENIED, code(unsigned("PUT", "/new")));
    assertEquals(DENIED, code(unsigned("GET", "/")));
  }

  @Test
  void ofAnUnknownOwnerEverybodyIsAStranger() {
    host.buckets.put("bbb", Bucket.ofUnknownOwner());
    assertEquals(DENIED, get(user(ONE, "s3:*")));
    assertEquals(DENIED, code(root(TWO).s3("GET", "/bbb/k")));
    assertEquals(DENIED, code(root(AccountId.EMPTY).s3("GET", "/bbb?policy")));
    policy("bbb", "Allow", "'*'", "s3:GetObject");
    assertEquals(OK, get(user(ONE, "s3:*")));
  }

  @Test
  void theOwnersRootUserCanAlwaysMendThePolicy() {
    host.buckets.put("bbb", Bucket.ownedBy(ONE));
    policy("bbb", "Deny", "'*'", "s3:*");
    for (String method : List.of("GET", "DELETE", "PUT")) {
      assertEquals(OK, code(root(ONE).s3(method, "/bbb?policy")));
      assertEquals(DENIED, code(root(TWO).s3(method, "/bbb?policy")));
      assertEquals(DENIED, code(user(ONE, "s3:*").s3(method, "/bbb?policy")));
    }
    assertEquals(DENIED, code(root(ONE).s3("GET", "/bbb?policyStatus")));
    policy("bbb", "Allow", "{'AWS':'222222222222'}", "s3:GetBucketPolicy");
    assertEquals(OK, code(root(TWO).s3("GET", "/bbb?policy")));
    host.buckets.put("bbb", Bucket.ownedBy(ONE).withPolicy(kept("no policy")));
    assertEquals(OK, code(root(ONE).s3("PUT", "/bbb?policy")));
    assertEquals(DENIED, code(root(ONE).s3("GET", "/bbb/k")));
    assertEquals(DENIED, get(user(ONE, "s3:*")));
  }

  @Test
  void aPolicyThatMeantSomebodyDoesNotMeanTheNamesake() {
    installation.sallyport.in(TWO).users().create(ALICE);
    PolicyText policy =
        kept(statement("Allow", "{'AWS':'arn:aws:iam::222222222222:user/alice'}", "s3:GetObject"));
    host.buckets.put(
        "bbb", Bucket.ownedBy(TWO).withPolicy(policy, installation.sallyport.pins(policy)));
    assertEquals(OK, get(keyOf(TWO, ALICE)));
    installation
        .sallyport
        .in(TWO)
        .users()
        .listAccessKeys(ALICE)
        .forEach(key -> installation.sallyport.in(TWO).users().deleteAccessKey(ALICE, key.id()));
    installation.sallyport.in(TWO).users().delete(ALICE);
    installation.sallyport.in(TWO).users().create(ALICE);
    assertEquals(DENIED, get(keyOf(TWO, ALICE)));
    PolicyText nobodys =
        kept(statement("Allow", "{'AWS':'arn:aws:iam::222222222222:user/bob'}", "s3:GetObject"));
    assertThrows(
        MalformedPolicyDocumentException.class, () -> installation.sallyport.pins(nobodys));
  }

  @Test
  void aPolicyThatMeantSomebodyMeansWhoeverThatIsCalledNow() {
    installation.sallyport.in(TWO).users().create(ALICE);
    PolicyText policy =
        kept(statement("Allow", "{'AWS':'arn:aws:iam::222222222222:user/alice'}", "s3:GetObject"));
    PolicyText denying =
        kept(
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*",
            "Principal":{"AWS":"arn:aws:iam::222222222222:user/alice"}},
            {"Effect":"Allow","Action":"s3:*","Resource":"*",
            "Principal":{"AWS":"arn:aws:iam::222222222222:root"}}]}
            """);
    ClientSigner alice = keyOf(TWO, ALICE);
    for (PolicyText each : List.of(policy, denying)) {
      String expected = each.equals(policy) ? OK : DENIED;
      host.buckets.put(
          "bbb", Bucket.ownedBy(TWO).withPolicy(each, installation.sallyport.pins(each)));
      assertEquals(expected, get(alice));
      UserManager users = installation.sallyport.in(TWO).users();
      UserName moved = new UserName("alice2");
      users.update(ALICE, Renaming.to(moved));
      assertEquals(expected, get(alice));
      users.update(moved, Renaming.to(ALICE));
      users.update(ALICE, Renaming.to(new EntityPath("/x/")));
      assertEquals(expected, get(alice));
      users.update(ALICE, Renaming.to(new EntityPath("/")));
    }
  }

  /** Nor does it mean a session of the namesake's for somebody else. */
  @Test
  void aPolicyThatMeantSomebodyDoesNotMeanWhoTheNamesakeFederates() {
    installation.sallyport.in(TWO).users().create(ALICE);
    PolicyText policy =
        kept(statement("Allow", "{'AWS':'arn:aws:iam::222222222222:user/alice'}", "s3:GetObject"));
    host.buckets.put(
        "bbb", Bucket.ownedBy(TWO).withPolicy(policy, installation.sallyport.pins(policy)));
    assertEquals(OK, get(federated()));
    installation.sallyport.in(TWO).users().deletePolicy(ALICE, new PolicyName("All"));
    installation.sallyport.in(TWO).users().delete(ALICE);
    installation.sallyport.in(TWO).users().create(ALICE);
    assertEquals(DENIED, get(federated()));
  }

  private ClientSigner federated() {
    allow(TWO, ALICE, "sts:GetFederationToken");
    return ClientSigner.of(
        installation
            .sallyport
            .sts()
            .getFederationToken(
                installation.sallyport.principal(TWO, ALICE),
                GetFederationTokenRequest.of("guest")
                    .withPolicy(
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                            + "\"Action\":\"s3:*\",\"Resource\":\"*\"}}"))
            .credentials(),
        installation.clock);
  }

  @Test
  void eachObjectOfABatchIsJudgedByItsOwnTags() {
    host.tags.put("secret", Tags.of(new Tag("secret", "yes")));
    host.tags.put("open", Tags.of(new Tag("secret", "no")));
    String condition = ",'Condition':{'StringEquals':{'s3:ExistingObjectTag/secret':'yes'}}";
    host.buckets.put(
        "bbb",
        Bucket.ownedBy(ONE)
            .withPolicy(kept(statementIf("Deny", "'*'", condition, "s3:GetObject"))));
    byte[] body =
        ("<Delete><Object><Key>none</Key><ETag>1</ETag></Object><Object><Key>secret</Key><ETag>1</ETag></Object>"
                + "<Object><Key>open</Key><ETag>1</ETag></Object></Delete>")
            .getBytes(UTF_8);
    RequestHead head = user(ONE, "s3:*").s3("POST", "/bbb?delete", new String(body, UTF_8));
    AccessAnswer.Granted granted =
        assertInstanceOf(
            AccessAnswer.Granted.class, installation.sallyport.access().check(head, body));
    List<String> denied =
        granted.decisions().stream()
            .filter(each -> !each.decision().isAllowed())
            .map(each -> each.action() + " " + each.resource())
            .toList();
    assertEquals(List.of("s3:GetObject arn:aws:s3:::bbb/secret"), denied);
  }

  @Test
  void listsOfObjectsAreAskedForOnlyOfWhatTheyCanGrantAndTagsOnce() {
    acl("public-read");
    byte[] body = deleting("k");
    ClientSigner signer = user(ONE, "s3:ListAllMyBuckets");
    RequestHead delete = signer.s3("POST", "/bbb?delete", new String(body, UTF_8));
    assertEquals(OK, code(delete, body));
    assertEquals(List.of("bbb", "bbb"), host.asked);
    host.asked.clear();
    String both =
        ",'Condition':{'StringEquals':{'s3:ExistingObjectTag/a':'b','s3:ResourceTag/a':'b'}}";
    host.tags.put("k", Tags.of(new Tag("a", "b")));
    host.buckets.put(
        "bbb", Bucket.ownedBy(ONE).withPolicy(kept(statementIf("Deny", "'*'", both, "s3:*"))));
    assertEquals(DENIED, code(user(ONE, "s3:*").s3("GET", "/bbb/k?versionId=v1")));
    assertEquals(List.of("bbb", "tags of bbb/k?versionId=v1"), host.asked);
  }

  @Test
  void aHostWithoutVersionsIsAskedForTheObjectItself() {
    installation.close();
    installation =
        new Installation(
            new MemoryStore(),
            builder ->
                builder
                    .bucketDirectory(host)
                    .requestParser(S3RequestParser.pathStyle().withoutVersions()));
    host.buckets.put("bbb", Bucket.ownedBy(ONE));
    host.tags.put("k", Tags.of(new Tag("colour", "blue")));
    assertTagged(
        user(ONE, "s3:*"),
        "s3:ExistingObjectTag/colour",
        "blue",
        "GET",
        "/bbb/k?versionId=null",
        OK);
    assertTrue(host.asked.contains("tags of bbb/k"), host.asked::toString);
  }

  /** What anybody can send, without a name, is not kept in memory. */
  @Test
  void aBodyThatSaysWhatToDoMustBeSigned() {
    host.buckets.put("bbb", Bucket.ownedBy(ONE));
    policy("bbb", "Allow", "'*'", "s3:DeleteObject");
    RequestHead delete = unsigned("POST", "/bbb?delete");
    assertEquals(DENIED, code(delete));
    assertEquals(DENIED, code(installation.sallyport.access().check(delete, deleting("k"))));
    assertEquals(OK, code(unsigned("DELETE", "/bbb/k")));
  }

  /** As S3 has it, whose parts would be nobody's. */
  @Test
  void whoDoesNotSignBeginsNoUploadInParts() {
    host.buckets.put("bbb", Bucket.ownedBy(ONE));
    policy("bbb", "Allow", "'*'", "s3:PutObject");
    assertEquals(OK, code(unsigned("PUT", "/bbb/k")));
    assertEquals(DENIED, code(unsigned("POST", "/bbb/k?uploads")));
    assertEquals(OK, code(user(ONE, "s3:PutObject").s3("POST", "/bbb/k?uploads")));
  }

  @Test
  void furtherQuestionsAboutWhatIsNotThereAreDenied() {
    ClientSigner signer = user(ONE, "s3:*");
    host.buckets.put("victim", Bucket.ownedBy(TWO));
    host.buckets.put("mine", Bucket.ownedBy(ONE));
    byte[] empty = new byte[0];
    AccessAnswer.Granted creation =
        assertInstanceOf(
            AccessAnswer.Granted.class,
            installation.sallyport.access().check(signer.s3("PUT", "/new"), empty));
    assertFalse(asked(creation, "s3:GetObject", "arn:aws:s3:::victim/k"));
    assertFalse(asked(creation, "s3:GetObject", "arn:aws:s3:::nobody/k"));
    assertFalse(asked(creation, "s3:GetObject", "arn:aws-cn:s3:::victim/k"));
    assertFalse(asked(creation, "s3:GetObject", "arn:aws:s3:::mine/../k"));
    AccessAnswer.Granted again =
        assertInstanceOf(
            AccessAnswer.Granted.class,
            installation.sallyport.access().check(signer.s3("PUT", "/victim"), empty));
    assertFalse(asked(again, "s3:ListBucket", "arn:aws:s3:::victim"));
    assertTrue(asked(creation, "s3:PutBucketPolicy", "arn:aws:s3:::new"));
    assertTrue(asked(creation, "s3:CreateBucket", "arn:aws:s3:::other"));
    assertTrue(asked(creation, "s3:ListAllMyBuckets", "*"));
    assertTrue(asked(creation, "s3:ListAllMyBuckets", "arn:aws:s3:::*"));
  }

  private static boolean asked(AccessAnswer.Granted granted, String action, String resource) {
    return granted.requester().decide(action, resource).isAllowed();
  }

  @Test
  void tagsCountAndAreAskedForOnlyIfAPolicyDoes() {
    Tags red = Tags.of(new Tag("colour", "red"));
    host.buckets.put("bbb", Bucket.ownedBy(ONE).withTags(red));
    host.tags.put("k", Tags.of(new Tag("colour", "blue"), new Tag("Colour", "green")));
    ClientSigner signer = user(ONE, "s3:*");
    assertEquals(OK, get(signer));
    assertEquals(List.of("bbb"), host.asked);
    assertTagged(signer, "s3:ExistingObjectTag/colour", "blue", "GET", "/bbb/k", OK);
    assertTagged(signer, "s3:ExistingObjectTag/COLOUR", "green", "GET", "/bbb/k", OK);
    assertTagged(signer, "s3:ExistingObjectTag/colour", "red", "GET", "/bbb/k", DENIED);
    assertTagged(signer, "s3:ExistingObjectTag/colour", "blue", "GET", "/bbb/none", DENIED);
    assertTagged(signer, "s3:ExistingObjectTag/colour", "blue", "PUT", "/bbb/k", DENIED);
    assertTagged(signer, "s3:ResourceTag/colour", "blue", "GET", "/bbb/k", OK);
    assertTagged(signer, "s3:ResourceTag/colour", "red", "GET", "/bbb/k", DENIED);
    assertTagged(signer, "s3:ResourceTag/colour", "red", "PUT", "/bbb/k", OK);
    assertTagged(signer, "s3:ResourceTag/colour", "red", "GET", "/bbb", OK);
    assertTagged(signer, "aws:ResourceTag/colour", "red", "GET", "/bbb", OK);
    assertTagged(signer, "aws:ResourceTag/colour", "red", "GET", "/bbb/k", DENIED);
    assertTagged(signer, "s3:BucketTag/colour", "red", "GET", "/bbb/k", OK);
    assertTagged(signer, "s3:BucketTag/colour", "blue", "GET", "/bbb/k", DENIED);
    assertTagged(signer, "s3:BucketTag/size", "red", "GET", "/bbb/k", DENIED);
  }

  /** A missing answer is no "no": neither an Allow nor a Deny may rest on it. */
  @Test
  void tagsThatCanNotBeHadAreNoAnswer() {
    host.buckets.put("bbb", Bucket.ownedBy(ONE));
    ClientSigner signer = user(ONE, "s3:*");
    String condition = ",'Condition':{'StringEquals':{'s3:ExistingObjectTag/secret':'yes'}}";
    host.buckets.put(
        "bbb",
        Bucket.ownedBy(ONE)
            .withPolicy(kept(statementIf("Deny", "'*'", condition, "s3:GetObject"))));
    assertEquals(OK, get(signer));
    assertEquals("ServiceUnavailable", code(signer.s3("GET", "/bbb/unreachable")));
    host.tags.put("k", Tags.of(new Tag("secret", "yes")));
    assertEquals(DENIED, get(signer));
  }

  @Test
  void theVersionThatIsMeantIsTheOneWhoseTagsCount() {
    host.buckets.put("bbb", Bucket.ownedBy(ONE));
    host.tags.put("k", Tags.of(new Tag("colour", "blue")));
    ClientSigner signer = user(ONE, "s3:*");
    assertTagged(signer, "s3:ExistingObjectTag/colour", "blue", "GET", "/bbb/k?versionId=v1", OK);
    assertTrue(host.asked.contains("tags of bbb/k?versionId=v1"), host.asked::toString);
  }

  @Test
  void listsGrantToStrangersWhatTheirOwnPoliciesLetThem() {
    ClientSigner strange = user(TWO, "s3:*");
    ClientSigner idle = user(TWO, "s3:ListAllMyBuckets");
    acl("private");
    assertEquals(DENIED, code(strange.s3("GET", "/bbb")));
    acl("public-read");
    assertEquals(OK, code(strange.s3("GET", "/bbb")));
    assertEquals(OK, code(unsigned("GET", "/bbb")));
    assertEquals(DENIED, code(idle.s3("GET", "/bbb")));
    assertEquals(DENIED, code(unsigned("GET", "/bbb/k")), "its objects have lists of their own");
    assertEquals(DENIED, code(unsigned("PUT", "/bbb/k")));
    assertEquals(DENIED, code(unsigned("GET", "/bbb?acl")));
    acl("public-read-write");
    assertEquals(OK, code(unsigned("PUT", "/bbb/k")));
    assertEquals(DENIED, code(unsigned("DELETE", "/bbb/k")), "what others wrote");
    assertEquals(DENIED, code(unsigned("DELETE", "/bbb")));
    acl("authenticated-read");
    assertEquals(OK, code(strange.s3("GET", "/bbb")));
    assertEquals(DENIED, code(unsigned("GET", "/bbb")));
    host.acls.put("k", AccessControlList.canned("public-read", ONE, ONE));
    assertEquals(OK, code(unsigned("GET", "/bbb/k")));
    assertEquals(DENIED, code(unsigned("GET", "/bbb/k?acl")));
    assertEquals(DENIED, code(unsigned("GET", "/bbb/other")));
    host.buckets.put("bbb", Bucket.ownedBy(ONE));
    assertEquals(DENIED, code(unsigned("GET", "/bbb/k")), "lists are off");
  }

  /** The object {@code k} of TWO in the bucket of ONE, with this list. */
  private void others(String canned) {
    host.owners.put("k", TWO);
    host.acls.put("k", AccessControlList.canned(canned, TWO, ONE));
  }

  @Test
  void anObjectThatAStrangerWroteIsTheStrangers() {
    acl("private");
    others("private");
    ClientSigner writer = user(TWO, "s3:*");
    for (ClientSigner owner : List.of(user(ONE, "s3:*"), root(ONE))) {
      for (String what : List.of("", "?acl", "?tagging", "?attributes", "?versionId=v")) {
        Map<String, String> headers = Map.of("x-amz-object-attributes", "ETag");
        assertEquals(DENIED, code(owner.s3("GET", "/bbb/k" + what, headers)), what);
        assertEquals(OK, code(writer.s3("GET", "/bbb/k" + what, headers)), what);
        assertEquals(OK, code(owner.s3("GET", "/bbb/other" + what, headers)), what);
      }
      Map<String, String> list = Map.of("x-amz-acl", "private");
      assertEquals(DENIED, code(owner.s3("PUT", "/bbb/k?acl", list)));
      assertEquals(DENIED, code(owner.s3("DELETE", "/bbb/k?tagging")));
      assertEquals(
          DENIED, code(owner.s3("PUT", "/bbb/copy", Map.of("x-amz-copy-source", "bbb/k"))));
      assertEquals(OK, code(owner.s3("DELETE", "/bbb/k")), "what is in the bucket");
      assertEquals(OK, code(owner.s3("PUT", "/bbb/k", list)), "this makes another of it");
      assertEquals(OK, code(owner.s3("PUT", "/bbb/k", Map.of("x-amz-tagging", "a=b"))));
      Map<String, String> hold = Map.of("x-amz-object-lock-legal-hold", "ON");
      assertEquals(OK, code(owner.s3("PUT", "/bbb/k", hold)));
      assertEquals(DENIED, code(owner.s3("GET", "/bbb/k?legal-hold")));
      assertEquals(OK, code(owner.s3("DELETE", "/bbb/k?uploadId=u")));
      Map<String, String> onItself = Map.of("x-amz-copy-source", "bbb/k");
      assertEquals(DENIED, code(owner.s3("PUT", "/bbb/k", onItself)), "it reads what is there");
    }
    assertEquals(OK, code(writer.s3("PUT", "/bbb/k?acl", Map.of("x-amz-acl", "private"))));
    assertEquals(DENIED, code(writer.s3("DELETE", "/bbb/k")));
    assertEquals(DENIED, get(user(TWO, "s3:ListAllMyBuckets")));
    assertEquals(DENIED, code(unsigned("GET", "/bbb/k")));
  }

  @Test
  void whoseBucketItIsDecidesWhatIsReplicatedIntoIt() {
    acl("private");
    others("private");
    AccessAnswer.Granted granted =
        assertInstanceOf(
            AccessAnswer.Granted.class,
            installation.sallyport.access().check(user(ONE, "s3:*").s3("PUT", "/bbb/new")));
    assertEquals(Optional.of(ONE), granted.account());
    for (String action : List.of("s3:ReplicateObject", "s3:ReplicateDelete")) {
      assertTrue(granted.requester().decide(action, "arn:aws:s3:::bbb/k").isAllowed(), action);
    }
    assertEquals(
        false, granted.requester().decide("s3:GetObject", "arn:aws:s3:::bbb/k").isAllowed());
  }

  @Test
  void whatNobodySignedForIsNoAccounts() {
    acl("public-read-write");
    AccessAnswer.Granted granted =
        assertInstanceOf(
            AccessAnswer.Granted.class,
            installation.sallyport.access().check(unsigned("PUT", "/bbb/new")));
    assertEquals(Optional.empty(), granted.account());
    assertEquals(AccountId.EMPTY, granted.caller().account());
  }

  @Test
  void ofAStrangersObjectItsListAloneGrantsAndThePolicyOfTheBucketDenies() {
    acl("public-read");
    others("private");
    ClientSigner owner = user(ONE, "s3:*");
    ClientSigner writer = user(TWO, "s3:*");
    policy("bbb", "Allow", "'*'", "s3:GetObject");
    assertEquals(DENIED, get(owner));
    assertEquals(DENIED, code(unsigned("GET", "/bbb/k")));
    assertEquals(OK, code(unsigned("GET", "/bbb/other")));
    assertEquals(OK, get(writer));
    others("bucket-owner-read");
    assertEquals(OK, get(owner));
    assertEquals(DENIED, get(user(ONE, "s3:ListAllMyBuckets")));
    assertEquals(DENIED, code(owner.s3("GET", "/bbb/k?acl")));
    others("bucket-owner-full-control");
    assertEquals(OK, code(owner.s3("GET", "/bbb/k?acl")));
    others("public-read");
    assertEquals(OK, code(unsigned("GET", "/bbb/k")));
    policy("bbb", "Deny", "'*'", "s3:GetObject");
    assertEquals(DENIED, code(unsigned("GET", "/bbb/k")));
    assertEquals(DENIED, get(writer));
    assertEquals(DENIED, code(root(TWO).s3("GET", "/bbb/k")));
    host.buckets.computeIfPresent("bbb", (name, bucket) -> bucket.withPolicy(kept("no policy")));
    assertEquals(DENIED, get(writer), "nobody knows what it denies");
  }

  @Test
  void whoseObjectsAreCountsOnlyWhereListsDo() {
    others("private");
    ClientSigner owner = user(ONE, "s3:*");
    host.buckets.put("bbb", Bucket.ownedBy(ONE));
    assertEquals(OK, get(owner));
    assertEquals(DENIED, get(user(TWO, "s3:*")));
    assertEquals(List.of("bbb", "bbb"), host.asked);
    acl("private");
    host.asked.clear();
    assertEquals(OK, code(owner.s3("DELETE", "/bbb/k")));
    assertEquals(List.of("bbb"), host.asked, "it isn't asked for where it doesn't count");
    assertEquals(DENIED, get(owner));
    assertTrue(host.asked.contains("owner of bbb/k"), host.asked::toString);
    host.owners.put("k", AccountId.EMPTY);
    host.acls.clear();
    assertEquals(DENIED, code(unsigned("GET", "/bbb/k")), "who doesn't sign has no account");
    assertEquals(OK, get(user(AccountId.EMPTY, "s3:*")));
    assertEquals("ServiceUnavailable", code(owner.s3("GET", "/bbb/unreachable")));
  }

  @Test
  void aListNeverOverridesADeny() {
    acl("public-read");
    host.buckets.computeIfPresent(
        "bbb",
        (name, bucket) -> bucket.withPolicy(kept(statement("Deny", "'*'", "s3:ListBucket"))));
    assertEquals(DENIED, code(unsigned("GET", "/bbb")));
    assertEquals(DENIED, code(user(TWO, "s3:*").s3("GET", "/bbb")));
  }

  @Test
  void aListCanNameAnAccountOrAUser() {
    installation.sallyport.in(TWO).users().create(ALICE);
    ClientSigner alice = keyOf(TWO, ALICE);
    ClientSigner other = user(TWO, "s3:*");
    Grant byUser =
        new Grant(new Grantee.User(IamArn.user(TWO, EntityPath.ROOT, ALICE)), Right.READ);
    host.buckets.put("bbb", Bucket.ownedBy(ONE).withAcl(new AccessControlList(List.of(byUser))));
    assertEquals(DENIED, code(alice.s3("GET", "/bbb")), "her own account lets her nothing");
    assertEquals(DENIED, code(other.s3("GET", "/bbb")));
    allow(TWO, ALICE, "s3:*");
    assertEquals(OK, code(alice.s3("GET", "/bbb")));
    Grant all = new Grant(new Grantee.Account(TWO), Right.FULL_CONTROL);
    host.buckets.put("bbb", Bucket.ownedBy(ONE).withAcl(new AccessControlList(List.of(all))));
    assertEquals(OK, code(other.s3("GET", "/bbb")));
    assertEquals(OK, code(root(TWO).s3("GET", "/bbb?acl")));
    assertEquals(DENIED, code(root(TWO).s3("GET", "/bbb?policy")));
  }

  @Test
  void blockedListsAndPoliciesAreNoLongerPublic() {
    PublicAccessBlock ignored = new PublicAccessBlock(false, true, false, false);
    PublicAccessBlock restricted = new PublicAccessBlock(false, false, false, true);
    for (AccountId owner : List.of(ONE, AccountId.EMPTY)) {
      host.buckets.put(
          "bbb",
          Bucket.ownedBy(owner)
              .withAcl(AccessControlList.canned("public-read", owner, owner))
              .withPublicAccessBlock(ignored));
      assertEquals(DENIED, code(unsigned("GET", "/bbb")));
      host.buckets.put(
          "bbb",
          Bucket.ownedBy(owner)
              .withPolicy(kept(statement("Allow", "'*'", "s3:GetObject")))
              .withPublicAccessBlock(restricted));
      assertEquals(DENIED, code(unsigned("GET", "/bbb/k")));
      assertEquals(DENIED, get(user(TWO, "s3:*")));
      assertEquals(OK, get(user(owner, "s3:ListAllMyBuckets")));
    }
    host.buckets.put(
        "bbb",
        Bucket.ownedBy(ONE)
            .withPolicy(kept(statement("Allow", "{'AWS':'222222222222'}", "s3:GetObject")))
            .withPublicAccessBlock(PublicAccessBlock.ALL));
    assertEquals(OK, get(user(TWO, "s3:*")), "it names whom it lets in");
  }

  @Test
  void whoeverIsExpectedToOwnItMust() {
    host.buckets.put("bbb", Bucket.ownedBy(ONE));
    ClientSigner signer = user(ONE, "s3:*");
    String expected = "x-amz-expected-bucket-owner";
    String source = "x-amz-source-expected-bucket-owner";
    assertEquals(OK, code(signer.s3("GET", "/bbb/k", Map.of(expected, ONE.value()))));
    assertEquals(DENIED, code(signer.s3("GET", "/bbb/k", Map.of(expected, TWO.value()))));
    assertEquals(DENIED, code(signer.s3("GET", "/bbb/k", Map.of(expected, ""))));
    Map<String, String> copy = new HashMap<>(Map.of("x-amz-copy-source", "bbb/k"));
    copy.put(source, ONE.value());
    assertEquals(OK, code(signer.s3("PUT", "/bbb/k", copy)));
    copy.put(source, TWO.value());
    assertEquals(DENIED, code(signer.s3("PUT", "/bbb/k", copy)));
  }

  @Test
  void aPolicyOfTheBucketCanLetDelete() {
    host.buckets.put("bbb", Bucket.ownedBy(ONE));
    byte[] body = deleting("k");
    ClientSigner idle = user(ONE, "s3:ListAllMyBuckets");
    RequestHead delete = idle.s3("POST", "/bbb?delete", new String(body, UTF_8));
    assertEquals(DENIED, code(delete));
    policy("bbb", "Allow", "'*'", "s3:DeleteObject");
    assertEquals(OK, code(delete, body));
  }

  @Test
  void aHostThatCanNotTellIsARefusalThatIsTriedAgain() {
    assertEquals("ServiceUnavailable", code(user(ONE, "s3:*").s3("GET", "/unreachable/k")));
  }

  @Test
  void furtherQuestionsAreAnsweredByTheSameBuckets() {
    host.buckets.put("bbb", Bucket.ownedBy(ONE));
    ClientSigner strange = user(TWO, "s3:*");
    policy("bbb", "Allow", "{'AWS':'222222222222'}", "s3:GetObject");
    AccessAnswer.Granted granted =
        assertInstanceOf(
            AccessAnswer.Granted.class,
            installation.sallyport.access().check(strange.s3("GET", "/bbb/k")));
    assertTrue(granted.missingKey().isPresent());
    assertTrue(granted.requester().decide("s3:GetObject", "arn:aws:s3:::bbb/x").isAllowed());
    assertEquals(1, host.asked.size());
    assertTrue(
        installation
            .sallyport
            .access()
            .decide(granted.caller(), "S3:GETOBJECT", "arn:aws:s3:::bbb/x", RequestContext.empty())
            .isAllowed());
    assertEquals(
        false,
        installation
            .sallyport
            .access()
            .decide(new Anonymous(), "s3:GetObject", "arn:aws:s3:::bbb/x", RequestContext.empty())
            .isAllowed());
  }

  private void assertTagged(
      ClientSigner signer, String key, String value, String method, String target, String code) {
    String condition = ",'Condition':{'StringNotEquals':{'" + key + "':'" + value + "'}}";
    Bucket bucket = Bucket.ownedBy(ONE).withTags(Tags.of(new Tag("colour", "red")));
    String deny = statementIf("Deny", "'*'", condition, "s3:*");
    host.buckets.put("bbb", bucket.withPolicy(kept(deny)));
    assertEquals(code, code(signer.s3(method, target)), key + " " + value);
  }

  private void acl(String canned) {
    host.buckets.put(
        "bbb", Bucket.ownedBy(ONE).withAcl(AccessControlList.canned(canned, ONE, ONE)));
  }

  private void policy(String bucket, String effect, String principal, String... actions) {
    host.buckets.computeIfPresent(
        bucket, (name, known) -> known.withPolicy(kept(statement(effect, principal, actions))));
  }

  private static String statement(String effect, String principal, String... actions) {
    return statementIf(effect, principal, "", actions);
  }

  private static String statementIf(
      String effect, String principal, String more, String... actions) {
    return ("{'Version':'2012-10-17','Statement':{'Effect':'%s','Principal':%s,'Action':['%s'],"
            + "'Resource':'*'%s}}")
        .formatted(effect, principal, String.join("','", actions), more)
        .replace('\'', '"');
  }

  private static PolicyText kept(String text) {
    return PolicyText.kept(text, PolicyType.RESOURCE);
  }

  private String get(ClientSigner signer) {
    return code(signer.s3("GET", "/bbb/k"));
  }

  private String code(RequestHead head) {
    return code(installation.sallyport.access().check(head));
  }

  private String code(RequestHead head, byte[] body) {
    assertInstanceOf(
        AccessAnswer.NeedsBody.class, installation.sallyport.access().check(head), "first");
    return code(installation.sallyport.access().check(head, body));
  }

  private static String code(AccessAnswer answer) {
    if (answer instanceof AccessAnswer.Refused refused) {
      return refused.code();
    }
    assertInstanceOf(AccessAnswer.Granted.class, answer);
    return OK;
  }

  private static RequestHead unsigned(String method, String target) {
    return RequestHead.builder(method, target).header("Host", "s3.example.com").build();
  }

  private static byte[] deleting(String key) {
    return ("<Delete><Object><Key>" + key + "</Key></Object></Delete>").getBytes(UTF_8);
  }

  private int users;

  private ClientSigner user(AccountId account, String... actions) {
    UserName name = new UserName("user" + users++);
    installation.sallyport.in(account).users().create(name);
    allow(account, name, actions);
    return keyOf(account, name);
  }

  private void allow(AccountId account, UserName name, String... actions) {
    installation
        .sallyport
        .in(account)
        .users()
        .putPolicy(
            name,
            new PolicyName("All"),
            ("{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':['%s'],"
                    + "'Resource':'*'}}")
                .formatted(String.join("','", actions))
                .replace('\'', '"'));
  }

  private ClientSigner keyOf(AccountId account, UserName name) {
    AccessKey key = installation.sallyport.in(account).users().createAccessKey(name);
    return ClientSigner.of(key, installation.clock);
  }

  private ClientSigner root(AccountId account) {
    return ClientSigner.of(
        roots.computeIfAbsent(
            account, id -> installation.sallyport.in(id).account().createAccessKey()),
        installation.clock);
  }

  private final Map<AccountId, AccessKey> roots = new HashMap<>();

  /** What a policy asks of the root user is told of it, also where it may shut it out. */
  @Test
  void aPolicyBindsTheOwnersRootOnlyIfThatIsMeant() {
    String own = "arn:aws:iam::" + ONE + ":root";
    for (String condition :
        List.of(
            "'StringEquals':{'aws:PrincipalArn':'%s'}", "'Bool':{'aws:SecureTransport':'false'}")) {
      PolicyText shut =
          kept(
              statementIf(
                  "Deny", "'*'", ",'Condition':{" + condition.formatted(own) + "}", "s3:*"));
      Bucket bucket = Bucket.ownedBy(ONE).withPolicy(shut);
      host.buckets.put("bbb", bucket);
      assertEquals(OK, code(root(ONE).s3("GET", "/bbb?policy")));
      host.buckets.put("bbb", bucket.bindingRoot());
      assertEquals(DENIED, code(root(ONE).s3("GET", "/bbb?policy")), condition);
      assertEquals(DENIED, code(root(ONE).s3("DELETE", "/bbb?policy")), condition);
    }
    PolicyText butRoot =
        kept(
            statementIf(
                "Deny",
                "'*'",
                ",'Condition':{'StringNotEquals':{'aws:PrincipalArn':'" + own + "'}}",
                "s3:*"));
    host.buckets.put("bbb", Bucket.ownedBy(ONE).withPolicy(butRoot).bindingRoot());
    assertEquals(OK, code(root(ONE).s3("GET", "/bbb?policy")));
    assertEquals(DENIED, get(user(ONE, "s3:*")));
  }
}
