package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OTHER;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.Type;

class AccessControlListsTest {
  private static final RequestBody CONTENT = RequestBody.fromString("content");

  private static final OwnershipControlsRule ENFORCED =
      OwnershipControlsRule.builder().objectOwnership("BucketOwnerEnforced").build();

  @TempDir private Path data;
  private RunningStore running;
  private S3Client owner;
  private S3Client other;

  @BeforeEach
  void start() throws Exception {
    running = new RunningStore(data);
    owner = running.user(OWNER, "a");
    other = running.user(OTHER, "b");
    owner.createBucket(r -> r.bucket(BUCKET));
    owner.putObject(r -> r.bucket(BUCKET).key("x"), CONTENT);
  }

  @AfterEach
  void stop() {
    owner.close();
    other.close();
    running.close();
  }

  private static List<String> told(List<Grant> grants) {
    return grants.stream()
        .map(
            grant ->
                (grant.grantee().type() == Type.GROUP
                        ? grant.grantee().uri().replaceAll(".*/", "")
                        : grant.grantee().id())
                    + " "
                    + grant.permissionAsString())
        .toList();
  }

  private List<String> ofBucket() {
    return told(owner.getBucketAcl(r -> r.bucket(BUCKET)).grants());
  }

  private List<String> ofObject(String key) {
    return told(owner.getObjectAcl(r -> r.bucket(BUCKET).key(key)).grants());
  }

  private int anonymously(String path) throws Exception {
    URI uri = running.store.endpoint().resolve("/" + BUCKET + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void cannedOnesGrantWhatTheyAreCalled() throws Exception {
    assertEquals(List.of(OWNER + " FULL_CONTROL"), ofBucket());
    assertEquals(403, anonymously(""));
    owner.putBucketAcl(r -> r.bucket(BUCKET).acl("public-read"));
    assertEquals(List.of(OWNER + " FULL_CONTROL", "AllUsers READ"), ofBucket());
    assertEquals(200, anonymously(""));
    assertEquals(403, anonymously("/x"));
    owner.putObjectAcl(r -> r.bucket(BUCKET).key("x").acl("public-read"));
    assertEquals(200, anonymously("/x"));
    owner.putObject(r -> r.bucket(BUCKET).key("x"), CONTENT);
    assertEquals(403, anonymously("/x"));
    owner.putObject(r -> r.bucket(BUCKET).key("x").acl("authenticated-read"), CONTENT);
    assertEquals(403, anonymously("/x"));
    other.getObjectAsBytes(r -> r.bucket(BUCKET).key("x"));
    owner.putBucketAcl(r -> r.bucket(BUCKET).acl("private"));
    assertEquals(403, anonymously(""));
  }

  @Test
  void oneThatIsNotKnownIsRefusedByItsName() {
    for (String name : List.of("log-delivery-write", "aws-exec-read", "PRIVATE", "")) {
      assertRefused(
          "400 InvalidArgument", () -> owner.putBucketAcl(r -> r.bucket(BUCKET).acl(name)));
      assertRefused(
          "400 InvalidArgument",
          () -> owner.putObject(r -> r.bucket(BUCKET).key("y").acl(name), CONTENT));
    }
    assertRefused("404 NoSuchKey", () -> owner.getObject(r -> r.bucket(BUCKET).key("y")));
  }

  @Test
  void headersGrantToAccountsUsersAndAddresses() {
    owner.putBucketAcl(r -> r.bucket(BUCKET).grantRead("id=\"" + OTHER + "\""));
    assertEquals(List.of(OTHER + " READ"), ofBucket());
    other.listObjects(r -> r.bucket(BUCKET));
    owner.putBucketAcl(r -> r.bucket(BUCKET).grantWrite("emailAddress=Other@example.com"));
    assertEquals(List.of(OTHER + " WRITE"), ofBucket());
    assertRefused("403 AccessDenied", () -> other.listObjects(r -> r.bucket(BUCKET)));
    assertRefused(
        "400 UnresolvableGrantByEmailAddress",
        () -> owner.putBucketAcl(r -> r.bucket(BUCKET).grantRead("emailAddress=x@example.com")));
    for (String wrong : List.of("id=AIDAxxxxxxxxxxxxxxxx", "uri=http://x", "id", "x=y")) {
      assertRefused(
          "400 InvalidArgument", () -> owner.putBucketAcl(r -> r.bucket(BUCKET).grantRead(wrong)));
    }
    assertRefused(
        "400 InvalidRequest",
        () -> owner.putBucketAcl(r -> r.bucket(BUCKET).acl("private").grantRead("id=" + OTHER)));
  }

  @Test
  void whatAUserWasGrantedIsNoNamesakes() {
    other.createBucket(r -> r.bucket("others"));
    var users = running.store.sallyport().in(new AccountId(OTHER)).users();
    String id = users.get(new UserName("b")).id().value();
    owner.putBucketAcl(r -> r.bucket(BUCKET).grantRead("id=" + id));
    assertEquals(List.of(id + " READ"), ofBucket());
    other.listObjects(r -> r.bucket(BUCKET));
    try (S3Client sibling = running.user(OTHER, "c")) {
      assertRefused("403 AccessDenied", () -> sibling.listObjects(r -> r.bucket(BUCKET)));
    }
    UserName name = new UserName("b");
    users.listAccessKeys(name).forEach(key -> users.deleteAccessKey(name, key.id()));
    users.deletePolicy(name, new io.sallyport.identity.PolicyName("Policy1"));
    users.delete(name);
    try (S3Client namesake = running.user(OTHER, "b")) {
      assertRefused("403 AccessDenied", () -> namesake.listObjects(r -> r.bucket(BUCKET)));
    }
  }

  @Test
  void bodiesArePutAndComeBack() {
    var got = owner.getBucketAcl(r -> r.bucket(BUCKET));
    Grant read =
        Grant.builder()
            .grantee(
                g ->
                    g.type(Type.GROUP)
                        .uri("http://acs.amazonaws.com/groups/global/AuthenticatedUsers"))
            .permission(Permission.READ_ACP)
            .build();
    owner.putBucketAcl(
        r ->
            r.bucket(BUCKET)
                .accessControlPolicy(p -> p.owner(got.owner()).grants(got.grants().get(0), read)));
    assertEquals(List.of(OWNER + " FULL_CONTROL", "AuthenticatedUsers READ_ACP"), ofBucket());
    assertEquals(2, other.getBucketAcl(r -> r.bucket(BUCKET)).grants().size());
    assertRefused(
        "403 AccessDenied",
        () ->
            owner.putBucketAcl(
                r ->
                    r.bucket(BUCKET)
                        .accessControlPolicy(p -> p.owner(o -> o.id(OTHER)).grants(read))));
  }

  @Test
  void whoWritesToAnothersBucketHasTheObject() {
    owner.putBucketAcl(r -> r.bucket(BUCKET).grantWrite("id=" + OTHER));
    other.putObject(r -> r.bucket(BUCKET).key("y"), CONTENT);
    assertEquals(
        List.of(OTHER + " FULL_CONTROL"),
        told(other.getObjectAcl(r -> r.bucket(BUCKET).key("y")).grants()));
    other.getObjectAsBytes(r -> r.bucket(BUCKET).key("y"));
    assertRefused("403 AccessDenied", () -> other.getObject(r -> r.bucket(BUCKET).key("x")));
    assertRefused("403 AccessDenied", () -> owner.getObject(r -> r.bucket(BUCKET).key("y")));
    assertRefused("403 AccessDenied", () -> owner.getObjectAcl(r -> r.bucket(BUCKET).key("y")));
    other.putObjectAcl(r -> r.bucket(BUCKET).key("y").acl("bucket-owner-full-control"));
    assertEquals(List.of(OTHER + " FULL_CONTROL", OWNER + " FULL_CONTROL"), ofObject("y"));
    owner.getObjectAsBytes(r -> r.bucket(BUCKET).key("y"));
  }

  @Test
  void whoseBucketItIsDeletesAndReplacesWhatOthersWrote() {
    owner.putBucketAcl(r -> r.bucket(BUCKET).grantWrite("id=" + OTHER));
    other.putObject(r -> r.bucket(BUCKET).key("y"), CONTENT);
    other.putObject(r -> r.bucket(BUCKET).key("z"), CONTENT);
    owner.deleteObject(r -> r.bucket(BUCKET).key("y"));
    owner.putObject(r -> r.bucket(BUCKET).key("z").tagging("a=b").acl("private"), CONTENT);
    assertEquals(List.of(OWNER + " FULL_CONTROL"), ofObject("z"));
    other.putObject(r -> r.bucket(BUCKET).key("y"), CONTENT);
    owner.putBucketOwnershipControls(
        r -> r.bucket(BUCKET).ownershipControls(c -> c.rules(ENFORCED)));
    owner.getObjectAsBytes(r -> r.bucket(BUCKET).key("y"));
  }

  /**
   * As AWS has it: what is written while lists are off is no writer's, nor when they count again.
   */
  @Test
  void whatIsWrittenWhileTheyAreOffStaysTheBucketOwners() {
    owner.putBucketPolicy(
        r -> r.bucket(BUCKET).policy(BucketPoliciesTest.allowEverybody("s3:PutObject*")));
    owner.putBucketOwnershipControls(
        r -> r.bucket(BUCKET).ownershipControls(c -> c.rules(ENFORCED)));
    other.putObject(r -> r.bucket(BUCKET).key("y").tagging("a=b"), CONTENT);
    other.putObject(r -> r.bucket(BUCKET).key("z"), CONTENT);
    OwnershipControlsRule writers = ENFORCED.toBuilder().objectOwnership("ObjectWriter").build();
    owner.putBucketOwnershipControls(
        r -> r.bucket(BUCKET).ownershipControls(c -> c.rules(writers)));
    for (String key : List.of("y", "z")) {
      owner.getObjectAsBytes(r -> r.bucket(BUCKET).key(key));
      assertEquals(List.of(OWNER + " FULL_CONTROL"), ofObject(key));
      assertRefused("403 AccessDenied", () -> other.getObject(r -> r.bucket(BUCKET).key(key)));
    }
  }

  @Test
  void whereThatIsBlockedNoneIsPublic() {
    owner.putPublicAccessBlock(
        r -> r.bucket(BUCKET).publicAccessBlockConfiguration(b -> b.blockPublicAcls(true)));
    assertRefused(
        "403 AccessDenied", () -> owner.putBucketAcl(r -> r.bucket(BUCKET).acl("public-read")));
    assertRefused(
        "403 AccessDenied",
        () -> owner.putObject(r -> r.bucket(BUCKET).key("y").acl("public-read"), CONTENT));
    owner.putObject(r -> r.bucket(BUCKET).key("y").acl("private"), CONTENT);
  }

  @Test
  void whereTheyAreOffNoneCountsAndNoneIsPut() throws Exception {
    owner.putObjectAcl(r -> r.bucket(BUCKET).key("x").acl("public-read"));
    assertEquals(200, anonymously("/x"));
    owner.putBucketOwnershipControls(
        r -> r.bucket(BUCKET).ownershipControls(c -> c.rules(ENFORCED)));
    assertEquals(403, anonymously("/x"));
    assertRefused(
        "400 AccessControlListNotSupported",
        () -> owner.putBucketAcl(r -> r.bucket(BUCKET).acl("public-read")));
    assertRefused(
        "400 AccessControlListNotSupported",
        () -> owner.putObject(r -> r.bucket(BUCKET).key("y").acl("public-read"), CONTENT));
    owner.putObject(r -> r.bucket(BUCKET).key("y").acl("bucket-owner-full-control"), CONTENT);
    assertEquals(List.of(OWNER + " FULL_CONTROL"), ofObject("y"));
  }
}
