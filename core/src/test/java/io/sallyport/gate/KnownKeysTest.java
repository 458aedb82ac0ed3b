package io.sallyport.gate;

import static io.sallyport.testing.Installation.POLICY;
import static io.sallyport.testing.Installation.ROLE;
import static io.sallyport.testing.Installation.TESTER2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.Sallyport;
import io.sallyport.access.AccessAnswer;
import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.credential.Credentials;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.role.RoleManager;
import io.sallyport.s3.ObjectVersion;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumeRoleWithWebIdentityRequest;
import io.sallyport.sts.AssumedRole;
import io.sallyport.sts.GetSessionTokenRequest;
import io.sallyport.sts.MfaCode;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.KnownTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every condition key that the linter knows is set when a request says something of it, or the page
 * says that it is not: a guardrail on a key that is never there would lock everyone out.
 */
class KnownKeysTest {
  private static final Path KEYS =
      Path.of("../policy-engine/src/main/resources/io/sallyport/policy/lint/keys.txt");

  private static final String CREATION =
      "<CreateBucketConfiguration><LocationConstraint>eu</LocationConstraint>"
          + "</CreateBucketConfiguration>";

  private final KnownTokens tokens = new KnownTokens(Clock.systemUTC());
  private final Installation installation =
      new Installation(
          new MemoryStore(),
          builder -> builder.webIdentityVerifier(tokens).bucketDirectory(new Tagged()));
  private final List<RequestHead> requests = new ArrayList<>();
  private final RequestHead creation =
      ClientSigner.of(installation.key2, installation.clock).s3("PUT", "/bucket", CREATION);

  /** Buckets and objects that all have a tag. */
  private static final class Tagged implements BucketDirectory {
    private static final Tags TAGS = Tags.of(new Tag("k", "v"));

    @Override
    public Optional<Bucket> find(String name) {
      return Optional.of(Bucket.ownedBy(AccountId.EMPTY).withTags(TAGS));
    }

    @Override
    public Tags objectTags(ObjectVersion object) {
      return TAGS;
    }
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void eachIsSetOrNamedOnThePage() throws IOException {
    installation.createRole();
    installation.sallyport.users().tag(TESTER2, Tags.of(new Tag("k", "v")));
    requests.addAll(requests(ClientSigner.of(installation.key2, installation.clock)));
    requests.addAll(requests(ClientSigner.of(ofWebIdentity(), installation.clock)));
    // What it says of a second factor, a user's own session says alone.
    installation.codes.add(installation.sallyport.users().get(TESTER2).id() + " 123456789 123456");
    requests.add(
        ClientSigner.of(
                installation
                    .sallyport
                    .sts()
                    .getSessionToken(
                        installation.sallyport.principal(TESTER2),
                        GetSessionTokenRequest.of().withMfaCode(new MfaCode("123456789", "123456")))
                    .credentials(),
                installation.clock)
            .s3("GET", "/bucket/key"));
    trust("sts:RoleSessionName");
    requests.addAll(requests(ClientSigner.of(assumeRole().credentials(), installation.clock)));
    Pattern named = namedOnThePage();
    TreeSet<String> wrong = new TreeSet<>();
    for (String key : known()) {
      if (isSet(key.endsWith("/") ? key + "k" : key) == named.matcher(key).matches()) {
        wrong.add(key);
      }
    }
    assertEquals(new TreeSet<>(), wrong);
  }

  private Credentials ofWebIdentity() {
    Sallyport sallyport = installation.sallyport;
    sallyport.providers().create(CreateProviderRequest.of(KnownTokens.ISSUER));
    sallyport.roles().updateTrustPolicy(ROLE, KnownTokens.trust("\"sts:*\"", ""));
    return sallyport
        .sts()
        .assumeRoleWithWebIdentity(
            AssumeRoleWithWebIdentityRequest.of(
                "arn:aws:iam:::role/S3Access", "Bob", tokens.token(Map.of())))
        .session()
        .credentials();
  }

  private static List<String> known() throws IOException {
    try (Stream<String> lines = Files.lines(KEYS)) {
      return lines
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.substring(0, line.indexOf(' ')))
          .toList();
    }
  }

  /** The paragraph that begins so, with a star for any rest of a name. */
  private static Pattern namedOnThePage() throws IOException {
    String page = Files.readString(Path.of("docs/condition-keys.md"));
    int start = page.indexOf("Condition keys that are never set");
    Matcher names =
        Pattern.compile("`([^`]+)`").matcher(page.substring(start, page.indexOf("\n\n", start)));
    List<String> patterns = new ArrayList<>();
    while (names.find()) {
      patterns.add(Pattern.quote(names.group(1)).replace("*", "\\E.*\\Q"));
    }
    return Pattern.compile(String.join("|", patterns), Pattern.CASE_INSENSITIVE);
  }

  private boolean isSet(String key) {
    String allow =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*",
        "Condition":{"Null":{"%s":"false"}}}}\
        """
            .formatted(key);
    installation.sallyport.users().putPolicy(TESTER2, POLICY, allow);
    installation.sallyport.roles().putPolicy(ROLE, POLICY, allow);
    return requests.stream().anyMatch(head -> isGranted(head, ""))
        || isGranted(creation, CREATION)
        || isSetOfAssumeRole(key)
        || isSetOfIamCall(key);
  }

  /** Calls of IAM that say something of as many keys as such a call can. */
  private boolean isSetOfIamCall(String key) {
    Sallyport sallyport = installation.sallyport;
    sallyport
        .users()
        .putPolicy(
            TESTER2,
            POLICY,
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*",
            "Condition":{"Null":{"%s":"false"}}}}\
            """
                .formatted(key));
    sallyport.roles().tag(ROLE, Tags.of(new Tag("k", "v")));
    RoleManager roles = sallyport.as(sallyport.principal(TESTER2)).roles();
    PolicyArn policy = PolicyArn.builtIn("IAMFullAccess");
    sallyport.roles().putPermissionsBoundary(ROLE, policy);
    boolean isSet =
        Stream.<Runnable>of(
                () -> roles.tag(ROLE, Tags.of(new Tag("k", "v"))),
                () -> roles.attachPolicy(ROLE, policy),
                () -> roles.putPermissionsBoundary(ROLE, policy))
            .anyMatch(KnownKeysTest::isAllowed);
    sallyport
        .roles()
        .deletePermissionsBoundary(ROLE); // It would leave the role's sessions nothing.
    return isSet;
  }

  private static boolean isAllowed(Runnable call) {
    try {
      call.run();
      return true;
    } catch (AccessDeniedException e) {
      return false;
    }
  }

  private boolean isGranted(RequestHead head, String body) {
    return installation.sallyport.access().check(head, body.getBytes(UTF_8))
        instanceof AccessAnswer.Granted;
  }

  private boolean isSetOfAssumeRole(String key) {
    trust(key);
    return isAllowed(
        () -> {
          AssumedRole unused = assumeRole();
        });
  }

  /** With as much as a call can have. */
  private AssumedRole assumeRole() {
    return installation
        .sallyport
        .sts()
        .assumeRole(
            installation.sallyport.principal(TESTER2),
            AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob")
                .withExternalId("42")
                .withTags(Tags.of(new Tag("k", "v")), Set.of("k"))
                .withSourceIdentity(new SourceIdentity("alice")));
  }

  /** Lets TESTER2 assume the role if a condition key is set. */
  private void trust(String key) {
    installation
        .sallyport
        .roles()
        .updateTrustPolicy(
            ROLE,
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:*",
            "Principal":{"AWS":"arn:aws:iam:::user/TESTER2"},
            "Condition":{"Null":{"%s":"false"}}}}\
            """
                .formatted(key));
  }

  /** Requests that say something of as many keys as a request can. */
  private static List<RequestHead> requests(ClientSigner signer) {
    List<RequestHead> heads = new ArrayList<>();
    heads.add(
        signer.s3(
            "GET",
            "/bucket?list-type=2&prefix=a&delimiter=%2F&max-keys=1",
            Map.of("User-Agent", "a", "Referer", "b")));
    RequestHead plain = signer.s3("GET", "/bucket/key");
    RequestHead.Builder overTls = RequestHead.builder("GET", "/bucket/key").secure("1.3");
    plain
        .headerNames()
        .forEach(name -> plain.headers(name).forEach(value -> overTls.header(name, value)));
    heads.add(overTls.build());
    heads.add(signer.s3("GET", "/bucket/key?versionId=v"));
    heads.add(signer.s3("PUT", "/bucket", Map.of("x-amz-object-ownership", "ObjectWriter")));
    Map<String, String> headers =
        Map.ofEntries(
            Map.entry("x-amz-acl", "private"),
            Map.entry("x-amz-grant-full-control", "id=a"),
            Map.entry("x-amz-grant-read", "id=a"),
            Map.entry("x-amz-grant-read-acp", "id=a"),
            Map.entry("x-amz-grant-write", "id=a"),
            Map.entry("x-amz-grant-write-acp", "id=a"),
            Map.entry("x-amz-tagging", "k=v"),
            Map.entry("x-amz-server-side-encryption", "AES256"),
            Map.entry("x-amz-server-side-encryption-aws-kms-key-id", "a"),
            Map.entry("x-amz-server-side-encryption-customer-algorithm", "AES256"),
            Map.entry("x-amz-storage-class", "STANDARD"),
            Map.entry("x-amz-website-redirect-location", "/a"),
            Map.entry("x-amz-object-lock-mode", "GOVERNANCE"),
            Map.entry("x-amz-object-lock-legal-hold", "ON"),
            Map.entry("x-amz-object-lock-retain-until-date", "2030-01-01T00:00:00Z"),
            Map.entry("If-Match", "a"),
            Map.entry("If-None-Match", "*"));
    headers.forEach(
        (name, value) -> heads.add(signer.s3("PUT", "/bucket/key", Map.of(name, value))));
    heads.add(
        signer.s3(
            "PUT",
            "/bucket/copy",
            Map.of("x-amz-copy-source", "/bucket/key", "x-amz-metadata-directive", "COPY")));
    return heads;
  }
}
