package io.sallyport.bucket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.access.AccessAnswer;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Tags;
import io.sallyport.identity.UserName;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.PolicyType;
import io.sallyport.s3.ObjectVersion;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Under the leniency, what comes with an object is allowed exactly as if the bucket's policy
 * allowed it to everybody: whatever says no, says no.
 */
class AclAndTagsWithObjectTest {
  private static final AccountId ONE = new AccountId("111111111111");
  private static final AccountId TWO = new AccountId("222222222222");
  private static final UserName ALICE = new UserName("alice");
  private static final PolicyName OWN = new PolicyName("Own");
  private static final Map<String, String> ACL = Map.of("x-amz-acl", "public-read");
  private static final Map<String, String> TAGS = Map.of("x-amz-tagging", "a=b");
  private static final String ALLOW_WRITE = allow("s3:PutObject");
  private static final String DENIED = "AccessDenied";
  private static final String OK = "";

  private Optional<PolicyText> policy = Optional.empty();
  private final Installation strict = installed(Set.of());
  private final Installation lenient = installed(Set.of(Leniency.ACL_AND_TAGS_WITH_OBJECT));

  private Installation installed(Set<Leniency> leniencies) {
    Installation installation =
        new Installation(
            new MemoryStore(), builder -> builder.bucketDirectory(new Host()).lenient(leniencies));
    installation.sallyport.in(ONE).users().create(ALICE);
    installation.sallyport.in(TWO).users().create(ALICE);
    return installation;
  }

  /** All buckets are the first account's, and have the policy of the moment. */
  private final class Host implements BucketDirectory {
    @Override
    public Optional<Bucket> find(String name) {
      Bucket bucket = Bucket.ownedBy(ONE);
      return Optional.of(policy.map(bucket::withPolicy).orElse(bucket));
    }

    @Override
    public Tags objectTags(ObjectVersion object) {
      throw new IllegalStateException("no connection");
    }
  }

  @AfterEach
  void close() {
    strict.close();
    lenient.close();
  }

  private static String allow(String... actions) {
    return statement("Allow", "", actions);
  }

  private static String statement(String effect, String more, String... actions) {
    return "{'Effect':'%s','Action':['%s'],'Resource':'*'%s}"
        .formatted(effect, String.join("','", actions), more);
  }

  private static String document(List<String> statements) {
    return "{'Version':'2012-10-17','Statement':[%s]}"
        .formatted(String.join(",", statements))
        .replace('\'', '"');
  }

  /** The policy of all buckets, for everybody. */
  private void bucketPolicy(List<String> statements) {
    List<String> all =
        statements.stream()
            .map(each -> each.replace("'Effect'", "'Principal':'*','Effect'"))
            .toList();
    policy =
        all.isEmpty()
            ? Optional.empty()
            : Optional.of(PolicyText.kept(document(all), PolicyType.RESOURCE));
  }

  private static ClientSigner alice(Installation installation, AccountId account) {
    return ClientSigner.of(
        installation.sallyport.in(account).users().createAccessKey(ALICE), installation.clock);
  }

  private static void own(Installation installation, AccountId account, List<String> statements) {
    installation.sallyport.in(account).users().putPolicy(ALICE, OWN, document(statements));
  }

  private static String code(Installation installation, RequestHead head) {
    AccessAnswer answer = installation.sallyport.access().check(head);
    if (answer instanceof AccessAnswer.Refused refused) {
      return refused.code();
    }
    assertInstanceOf(AccessAnswer.Granted.class, answer);
    return OK;
  }

  private static RequestHead unsigned(Map<String, String> headers) {
    RequestHead.Builder head =
        RequestHead.builder("PUT", "/bbb/k").header("Host", "s3.example.com");
    headers.forEach(head::header);
    return head.build();
  }

  /** Statements that say each of the three things of each of two actions. */
  private static List<List<String>> says(String other) {
    List<List<String>> all = new ArrayList<>();
    for (String ofWrite : List.of("", "Allow", "Deny")) {
      for (String ofOther : List.of("", "Allow", "Deny")) {
        List<String> statements = new ArrayList<>();
        if (!ofWrite.isEmpty()) {
          statements.add(statement(ofWrite, "", "s3:PutObject"));
        }
        if (!ofOther.isEmpty()) {
          statements.add(statement(ofOther, "", other));
        }
        all.add(statements);
      }
    }
    return all;
  }

  @Test
  void itIsAsIfTheBucketsPolicyAllowedItToEverybodyAndNothingMore() {
    int allowed = 0;
    for (AccountId account : List.of(ONE, TWO)) {
      ClientSigner here = alice(lenient, account);
      ClientSigner there = alice(strict, account);
      for (Map.Entry<String, Map<String, String>> each :
          Map.of("s3:PutObjectAcl", ACL, "s3:PutObjectTagging", TAGS).entrySet()) {
        for (List<String> ofCaller : says(each.getKey())) {
          List<String> statements = new ArrayList<>(ofCaller);
          statements.add(allow("s3:ListAllMyBuckets"));
          own(lenient, account, statements);
          own(strict, account, statements);
          for (List<String> ofBucket : says(each.getKey())) {
            List<String> open = new ArrayList<>(ofBucket);
            open.add(allow("s3:PutObjectAcl", "s3:PutObjectTagging"));
            bucketPolicy(open);
            String expected = code(strict, there.s3("PUT", "/bbb/k", each.getValue()));
            String expectedUnsigned = code(strict, unsigned(each.getValue()));
            bucketPolicy(ofBucket);
            String what = each.getKey() + " " + account + ofCaller + ofBucket;
            assertEquals(expected, code(lenient, here.s3("PUT", "/bbb/k", each.getValue())), what);
            assertEquals(expectedUnsigned, code(lenient, unsigned(each.getValue())), what);
            assertEquals(
                code(strict, there.s3("PUT", "/bbb/k")), code(lenient, here.s3("PUT", "/bbb/k")));
            allowed += expected.equals(OK) ? 1 : 0;
          }
        }
      }
    }
    assertTrue(allowed > 10, "so few are allowed: " + allowed);
  }

  @Test
  void withoutTheLeniencyBothTakeTheirRight() {
    own(strict, ONE, List.of(ALLOW_WRITE));
    ClientSigner signer = alice(strict, ONE);
    assertEquals(OK, code(strict, signer.s3("PUT", "/bbb/k")));
    assertEquals(DENIED, code(strict, signer.s3("PUT", "/bbb/k", ACL)));
    assertEquals(DENIED, code(strict, signer.s3("PUT", "/bbb/k", TAGS)));
    assertEquals(DENIED, code(strict, signer.s3("POST", "/bbb/k?uploads", TAGS)));
  }

  @Test
  void whatIsThereAlreadyTakesItsRightStill() {
    own(lenient, ONE, List.of(ALLOW_WRITE));
    ClientSigner signer = alice(lenient, ONE);
    assertEquals(OK, code(lenient, signer.s3("PUT", "/bbb/k", ACL)));
    assertEquals(OK, code(lenient, signer.s3("POST", "/bbb/k?uploads", TAGS)));
    assertEquals(DENIED, code(lenient, signer.s3("PUT", "/bbb/k?acl", ACL)));
    assertEquals(DENIED, code(lenient, signer.s3("PUT", "/bbb/k?tagging", "<Tagging/>")));
    assertEquals(DENIED, code(lenient, signer.s3("PUT", "/new", ACL)));
    for (String lock : List.of("mode", "retain-until-date", "legal-hold")) {
      Map<String, String> header = Map.of("x-amz-object-lock-" + lock, "ON");
      assertEquals(DENIED, code(lenient, signer.s3("PUT", "/bbb/k", header)), lock);
    }
  }

  @Test
  void whatASessionPolicyLeavesOutIsLeftOut() {
    bucketPolicy(List.of(ALLOW_WRITE));
    lenient.createRole();
    AssumeRoleRequest whole = AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob");
    assertEquals(OK, code(lenient, session(whole).s3("PUT", "/bbb/k", ACL)));
    ClientSigner limited = session(whole.withPolicy(document(List.of(ALLOW_WRITE))));
    assertEquals(OK, code(lenient, limited.s3("PUT", "/bbb/k")));
    assertEquals(DENIED, code(lenient, limited.s3("PUT", "/bbb/k", ACL)));
    assertEquals(DENIED, code(lenient, limited.s3("PUT", "/bbb/k", TAGS)));
  }

  private ClientSigner session(AssumeRoleRequest request) {
    return ClientSigner.of(
        lenient
            .sallyport
            .sts()
            .assumeRole(lenient.sallyport.principal(Installation.TESTER2), request)
            .credentials(),
        lenient.clock);
  }

  /** What can't be asked is no "no": a Deny may rest on it. */
  @Test
  void aDenyThatCanNotBeDecidedHolds() {
    own(lenient, ONE, List.of(ALLOW_WRITE));
    String secret = ",'Condition':{'StringEquals':{'s3:ExistingObjectTag/a':'secret'}}";
    bucketPolicy(List.of(statement("Deny", secret, "s3:PutObjectTagging")));
    ClientSigner signer = alice(lenient, ONE);
    assertEquals("ServiceUnavailable", code(lenient, signer.s3("PUT", "/bbb/k", TAGS)));
    assertEquals(OK, code(lenient, signer.s3("PUT", "/bbb/k", ACL)));
  }

  /** A host that copies tags asks once it knows whether there are any. */
  @Test
  void aFurtherQuestionIsAnsweredSoOfTheObjectThatIsWrittenAlone() {
    own(lenient, ONE, List.of(allow("s3:PutObject", "s3:GetObject", "s3:GetObjectTagging")));
    ClientSigner signer = alice(lenient, ONE);
    Map<String, String> copy = Map.of("x-amz-copy-source", "bbb/from");
    AccessAnswer.Granted granted = granted(signer.s3("PUT", "/bbb/k", copy));
    assertTrue(asked(granted, "s3:PutObjectTagging", "k"));
    assertTrue(asked(granted, "s3:PutObjectAcl", "k"));
    assertFalse(asked(granted, "s3:PutObjectTagging", "from"));
    assertFalse(asked(granted, "s3:PutObjectTagging", "k/l"));
    assertFalse(asked(granted, "s3:PutObjectVersionTagging", "k"));
    assertFalse(asked(granted, "s3:DeleteObjectTagging", "k"));
    assertFalse(asked(granted(signer.s3("GET", "/bbb/k")), "s3:PutObjectTagging", "k"));
    own(
        lenient,
        ONE,
        List.of(
            allow("s3:PutObject", "s3:GetObject", "s3:GetObjectTagging"),
            statement("Deny", "", "s3:PutObjectTagging")));
    assertEquals(DENIED, code(lenient, signer.s3("PUT", "/bbb/k", copy)));
  }

  private AccessAnswer.Granted granted(RequestHead head) {
    return assertInstanceOf(
        AccessAnswer.Granted.class, lenient.sallyport.access().check(head), head::toString);
  }

  private static boolean asked(AccessAnswer.Granted granted, String action, String key) {
    return granted.requester().decide(action, "arn:aws:s3:::bbb/" + key).isAllowed();
  }

  @Test
  void aHostThatTellsNothingOfItsBucketsIsServedSoToo() {
    for (Leniency each : List.of(Leniency.ACL_AND_TAGS_WITH_OBJECT, Leniency.SESSION_TAG_KEYS)) {
      try (Installation plain =
          new Installation(new MemoryStore(), builder -> builder.lenient(Set.of(each)))) {
        plain.sallyport.users().create(ALICE);
        ClientSigner signer = alice(plain, AccountId.EMPTY);
        own(plain, AccountId.EMPTY, List.of(ALLOW_WRITE));
        String expected = each == Leniency.ACL_AND_TAGS_WITH_OBJECT ? OK : DENIED;
        assertEquals(expected, code(plain, signer.s3("PUT", "/bbb/k", ACL)));
        assertEquals(DENIED, code(plain, signer.s3("PUT", "/bbb/k?acl", ACL)));
        own(plain, AccountId.EMPTY, List.of(ALLOW_WRITE, statement("Deny", "", "s3:PutObjectAcl")));
        assertEquals(DENIED, code(plain, signer.s3("PUT", "/bbb/k", ACL)));
        assertEquals(DENIED, code(plain, unsigned(ACL)));
      }
    }
  }
}
