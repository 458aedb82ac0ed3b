package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OTHER;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A listing says of each object whose it is, as its access control list does. */
class ListingsTest {
  private static final RequestBody CONTENT = RequestBody.fromString("content");
  private static final List<String> KEYS = List.of("a&b<c>\"'", "d+e %f", "g/\u00e4");

  @TempDir private Path data;
  private RunningStore running;
  private S3Client owner;
  private S3Client other;

  @BeforeEach
  void start() throws Exception {
    running = new RunningStore(data);
    owner = running.user(OWNER, "a");
    other = running.user(OTHER, "b");
    owner.createBucket(r -> r.bucket(BUCKET).acl("public-read-write"));
  }

  @AfterEach
  void stop() {
    owner.close();
    other.close();
    running.close();
  }

  private static Map<String, String> owners(List<S3Object> objects) {
    return objects.stream().collect(Collectors.toMap(S3Object::key, each -> each.owner().id()));
  }

  @Test
  void objectsAreTheirWriters() {
    for (String key : KEYS) {
      other.putObject(r -> r.bucket(BUCKET).key(key), CONTENT);
      owner.putObject(r -> r.bucket(BUCKET).key(key + "1"), CONTENT);
    }
    Map<String, String> expected =
        KEYS.stream().collect(Collectors.toMap(key -> key, key -> OTHER));
    KEYS.forEach(key -> expected.put(key + "1", OWNER));
    assertEquals(expected, owners(owner.listObjects(r -> r.bucket(BUCKET)).contents()));
    assertEquals(
        expected, owners(owner.listObjects(r -> r.bucket(BUCKET).encodingType("url")).contents()));
    assertEquals(
        expected, owners(owner.listObjectsV2(r -> r.bucket(BUCKET).fetchOwner(true)).contents()));
    assertEquals(null, owner.listObjectsV2(r -> r.bucket(BUCKET)).contents().get(0).owner());
  }

  @Test
  void uploadsAreTheirBeginners() {
    String mine = owner.createMultipartUpload(r -> r.bucket(BUCKET).key("x")).uploadId();
    String others = other.createMultipartUpload(r -> r.bucket(BUCKET).key("x")).uploadId();
    List<MultipartUpload> uploads = owner.listMultipartUploads(r -> r.bucket(BUCKET)).uploads();
    assertEquals(
        Map.of(mine, OWNER, others, OTHER),
        uploads.stream()
            .collect(Collectors.toMap(MultipartUpload::uploadId, each -> each.owner().id())));
    uploads.forEach(each -> assertEquals(each.owner().id(), each.initiator().id()));
    owner.uploadPart(
        r -> r.bucket(BUCKET).key("x").uploadId(mine).partNumber(1), RequestBody.fromString("a"));
    var parts = owner.listParts(r -> r.bucket(BUCKET).key("x").uploadId(mine));
    assertEquals(OWNER + " " + OWNER, parts.owner().id() + " " + parts.initiator().id());
    assertEquals(1, parts.parts().size());
  }

  @Test
  void whereListsDoNotCountAllIsTheBucketsOwners() {
    other.putObject(r -> r.bucket(BUCKET).key("x"), CONTENT);
    assertEquals(Map.of("x", OTHER), owners(owner.listObjects(r -> r.bucket(BUCKET)).contents()));
    OwnershipControlsRule enforced =
        OwnershipControlsRule.builder().objectOwnership("BucketOwnerEnforced").build();
    owner.putBucketOwnershipControls(
        r -> r.bucket(BUCKET).ownershipControls(o -> o.rules(enforced)));
    assertEquals(Map.of("x", OWNER), owners(owner.listObjects(r -> r.bucket(BUCKET)).contents()));
  }

  @Test
  void whatIsRefusedIsToldAsItWas() {
    assertRefused(
        "501 NotImplemented",
        () -> owner.listMultipartUploads(r -> r.bucket(BUCKET).delimiter("x")));
  }
}
