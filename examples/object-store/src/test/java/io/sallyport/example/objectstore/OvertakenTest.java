package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.credential.AccessKey;
import io.sallyport.example.objectstore.kept.KeptBuckets;
import io.sallyport.example.objectstore.kept.KeptDirectory;
import io.sallyport.example.objectstore.kept.KeptObjects;
import io.sallyport.example.objectstore.kept.LabelledStore;
import io.sallyport.example.objectstore.served.Accounts;
import io.sallyport.example.objectstore.served.Arrivals;
import io.sallyport.example.objectstore.served.Served;
import io.sallyport.identity.AccountId;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.servlet.SallyportFilter;
import io.sallyport.storage.memory.MemoryStore;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3ProxyServlets;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** What has become another since it was decided on is neither read nor written. */
class OvertakenTest {
  private static final AccountId MALLORY = new AccountId("111111111111");
  private static final AccountId VICTIM = new AccountId("222222222222");
  private static final String BUCKET = "wanted";
  private static final String OTHER = "other";
  private static final RequestBody CONTENT = RequestBody.fromString("content");
  private static final RequestBody SECRET = RequestBody.fromString("secret");

  private static final String PUBLIC =
      ",\"Condition\":{\"StringEquals\":{\"s3:ExistingObjectTag/class\":\"public\"}}";

  private static final String NOT_SECRET =
      ",\"Condition\":{\"StringNotEquals\":{\"s3:ExistingObjectTag/class\":\"secret\"}}";

  @TempDir private Path data;

  /** Runs once, between what is here of a request's answer and S3Proxy. */
  private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

  /** Runs once, when S3Proxy has begun to copy. */
  private final AtomicReference<Runnable> whileCopied = new AtomicReference<>(() -> {});

  /** Runs once, when S3Proxy has opened an object. */
  private final AtomicReference<Runnable> whileOpened = new AtomicReference<>(() -> {});

  /** Runs once, between the decision and what is here of a request's answer. */
  private final AtomicReference<Runnable> whenDecided = new AtomicReference<>(() -> {});

  private Sallyport sallyport;
  private ObjectStore store;
  private Clients clients;
  private S3Client mallory;
  private S3Client victim;

  @BeforeEach
  void start() throws Exception {
    DataFolder folder = DataFolder.open(data);
    KeptBuckets buckets = KeptBuckets.open(folder.buckets(), folder.objects());
    KeptObjects kept = KeptObjects.open(folder.labels(), folder.objects(), buckets);
    AtomicReference<Sallyport> opened = new AtomicReference<>();
    sallyport =
        Sallyport.builder()
            .store(new MemoryStore())
            .masterKey(MasterKey.createFile(data.resolve("key")))
            .bucketDirectory(new KeptDirectory(buckets, kept, opened::get))
            .requestParser(S3RequestParser.pathStyle())
            .build();
    opened.set(sallyport);
    Arrivals arrivals = new Arrivals(buckets);
    Served served =
        new Served(
            buckets,
            kept,
            new Accounts(Map.of(), Map.of(), Map.of()),
            arrivals,
            folder.volume(),
            () -> sallyport,
            Clock.systemUTC());
    SallyportFilter door =
        new SallyportFilter(
            sallyport.access(), sallyport.query(), (request, head) -> Optional.empty());
    store =
        ObjectStore.start(
            Listening.on(0),
            folder.objects(),
            List.of(arrivals, door, running(whenDecided), served, running(meanwhile)),
            blobs ->
                S3ProxyServlets.trustingItsFilter(
                    new LabelledStore(overtaken(blobs), folder.objects(), kept)));
    clients = new Clients(store.endpoint());
    mallory = root(MALLORY);
    victim = root(VICTIM);
    mallory.createBucket(r -> r.bucket(BUCKET));
    mallory.createBucket(r -> r.bucket(OTHER));
    mallory.putObject(r -> r.bucket(OTHER).key("x"), CONTENT);
  }

  private static Filter running(AtomicReference<Runnable> once) {
    return (request, response, chain) -> {
      once.getAndSet(() -> {}).run();
      chain.doFilter(request, response);
    };
  }

  private BlobStore overtaken(BlobStore files) {
    return new ForwardingBlobStore(files) {
      @Override
      public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        whileCopied.getAndSet(() -> {}).run();
        return super.copyBlob(request);
      }

      @Override
      public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        ResponseInputStream<GetObjectResponse> opened = super.getBlob(request);
        whileOpened.getAndSet(() -> {}).run();
        return opened;
      }
    };
  }

  @AfterEach
  void stop() {
    mallory.close();
    victim.close();
    clients.close();
    store.close();
    sallyport.close();
  }

  private S3Client root(AccountId account) {
    AccessKey key = sallyport.in(account).account().createAccessKey();
    return clients.s3(AwsBasicCredentials.create(key.id().value(), key.secret().reveal()));
  }

  private void becomesTheVictims() {
    mallory.deleteBucket(r -> r.bucket(BUCKET));
    victim.createBucket(r -> r.bucket(BUCKET));
    victim.putObject(r -> r.bucket(BUCKET).key("x"), SECRET);
  }

  private interface Use {
    void of(S3Client s3);
  }

  static Stream<Use> uses() {
    return Stream.of(
        s3 -> s3.putObject(r -> r.bucket(BUCKET).key("x"), CONTENT),
        s3 -> s3.putObject(r -> r.bucket(BUCKET).key("x").tagging("a=b"), CONTENT),
        s3 ->
            s3.copyObject(
                r ->
                    r.sourceBucket(OTHER)
                        .sourceKey("x")
                        .destinationBucket(BUCKET)
                        .destinationKey("x")),
        s3 ->
            s3.copyObject(
                r ->
                    r.sourceBucket(BUCKET)
                        .sourceKey("x")
                        .destinationBucket(OTHER)
                        .destinationKey("y")),
        s3 -> s3.createMultipartUpload(r -> r.bucket(BUCKET).key("x")),
        s3 -> s3.deleteObject(r -> r.bucket(BUCKET).key("x")),
        s3 -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("x")),
        s3 ->
            s3.getObjectAttributes(
                r -> r.bucket(BUCKET).key("x").objectAttributesWithStrings("ETag")),
        s3 -> s3.listObjectsV2(r -> r.bucket(BUCKET)),
        s3 -> s3.listObjectVersions(r -> r.bucket(BUCKET)),
        s3 -> s3.listMultipartUploads(r -> r.bucket(BUCKET)));
  }

  @ParameterizedTest
  @MethodSource("uses")
  void aBucketThatIsAnothersByThenIsNotUsed(Use use) {
    meanwhile.set(this::becomesTheVictims);
    assertRefused("409 OperationAborted", () -> use.of(mallory));
    assertTheVictimsIsWhole();
  }

  private void assertTheVictimsIsWhole() {
    assertEquals("secret", victim.getObjectAsBytes(r -> r.bucket(BUCKET).key("x")).asUtf8String());
    assertEquals(1, victim.listObjectsV2(r -> r.bucket(BUCKET)).contents().size());
    assertTrue(victim.listMultipartUploads(r -> r.bucket(BUCKET)).uploads().isEmpty());
    assertEquals(1, mallory.listObjectsV2(r -> r.bucket(OTHER)).contents().size());
  }

  @Test
  void aBatchIsNotDeletedFromABucketThatIsAnothersByThen() {
    meanwhile.set(this::becomesTheVictims);
    DeleteObjectsResponse answer =
        mallory.deleteObjects(
            r ->
                r.bucket(BUCKET)
                    .delete(
                        d ->
                            d.objects(
                                ObjectIdentifier.builder().key("x").build(),
                                ObjectIdentifier.builder().key("y").build())));
    assertTrue(answer.deleted().isEmpty());
    assertTheVictimsIsWhole();
  }

  private String uploaded() {
    return mallory.createMultipartUpload(r -> r.bucket(BUCKET).key("x")).uploadId();
  }

  @Test
  void aPartIsNotWrittenToABucketThatIsAnothersByThen() {
    String id = uploaded();
    meanwhile.set(this::becomesTheVictims);
    assertRefused(
        "409 OperationAborted",
        () ->
            mallory.uploadPartCopy(
                r ->
                    r.sourceBucket(OTHER)
                        .sourceKey("x")
                        .destinationBucket(BUCKET)
                        .destinationKey("x")
                        .uploadId(id)
                        .partNumber(1)));
    assertTheVictimsIsWhole();
  }

  @Test
  void anUploadIsNotCompletedInABucketThatIsAnothersByThen() {
    String id = uploaded();
    String part =
        mallory
            .uploadPart(r -> r.bucket(BUCKET).key("x").uploadId(id).partNumber(1), CONTENT)
            .eTag();
    meanwhile.set(this::becomesTheVictims);
    assertRefused(
        "409 OperationAborted",
        () ->
            mallory.completeMultipartUpload(
                r ->
                    r.bucket(BUCKET)
                        .key("x")
                        .uploadId(id)
                        .multipartUpload(
                            u ->
                                u.parts(
                                    CompletedPart.builder().partNumber(1).eTag(part).build()))));
    assertTheVictimsIsWhole();
  }

  @Test
  void aBucketIsNotDeletedWhileSomethingIsCopiedIntoIt() {
    whileCopied.set(
        () ->
            assertRefused(
                "409 OperationAborted", () -> mallory.deleteBucket(r -> r.bucket(BUCKET))));
    mallory.copyObject(
        r -> r.sourceBucket(OTHER).sourceKey("x").destinationBucket(BUCKET).destinationKey("x"));
    assertEquals(
        "content", mallory.getObjectAsBytes(r -> r.bucket(BUCKET).key("x")).asUtf8String());
  }

  private void share(String conditions) {
    mallory.putBucketPolicy(
        r ->
            r.bucket(OTHER)
                .policy(
                    """
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*",\
                    "Action":"s3:*","Resource":"arn:aws:s3:::other/*"%s}}\
                    """
                        .formatted(conditions)));
  }

  private void write(String tagging, RequestBody content) {
    mallory.putObject(r -> r.bucket(OTHER).key("x").tagging(tagging), content);
  }

  static Stream<Use> looks() {
    return Stream.of(
        s3 -> s3.getObjectAsBytes(r -> r.bucket(OTHER).key("x")),
        s3 ->
            s3.getObjectAttributes(
                r -> r.bucket(OTHER).key("x").objectAttributesWithStrings("ETag")));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void anObjectThatIsAnotherByThenIsNotRead(Use use) {
    share(PUBLIC);
    write("class=public", CONTENT);
    use.of(victim);
    meanwhile.set(() -> write("class=secret", SECRET));
    assertRefused("409 OperationAborted", () -> use.of(victim));
    assertRefused("403 AccessDenied", () -> use.of(victim));
  }

  /** Before, nobody had tagged any object of the bucket, so that none was looked at. */
  @ParameterizedTest
  @MethodSource("looks")
  void norIfNothingWasKeptOfTheOther(Use use) {
    share(NOT_SECRET);
    use.of(victim);
    meanwhile.set(() -> write("class=secret", SECRET));
    assertRefused("409 OperationAborted", () -> use.of(victim));
    assertRefused("403 AccessDenied", () -> use.of(victim));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void oneOfWhichNothingIsKeptIsAsGoodAsTheOther(Use use) {
    share(NOT_SECRET);
    mallory.putObject(r -> r.bucket(OTHER).key("y").tagging("a=b"), CONTENT);
    meanwhile.set(() -> mallory.putObject(r -> r.bucket(OTHER).key("x"), SECRET));
    use.of(victim);
  }

  @Test
  void anObjectThatBecomesAnotherWhileItIsOpenedIsNotRead() {
    share(PUBLIC);
    write("class=public", CONTENT);
    whileOpened.set(() -> write("class=secret", SECRET));
    assertRefused(
        "409 OperationAborted", () -> victim.getObjectAsBytes(r -> r.bucket(OTHER).key("x")));
  }

  @Test
  void oneThatCannotBeOpenedBecauseItBecomesAnotherIsOpenedAgain() {
    share(NOT_SECRET);
    mallory.putObject(r -> r.bucket(OTHER).key("y").tagging("a=b"), CONTENT);
    whileOpened.set(
        () -> {
          mallory.putObject(r -> r.bucket(OTHER).key("x"), SECRET);
          throw new UncheckedIOException(new IOException("it is in part the one and the other"));
        });
    assertEquals("secret", victim.getObjectAsBytes(r -> r.bucket(OTHER).key("x")).asUtf8String());
  }

  @Test
  void anObjectOfAnotherOwnerIsNotRead() {
    mallory.putBucketAcl(
        r -> r.bucket(OTHER).grantWrite("id=" + VICTIM).grantFullControl("id=" + MALLORY));
    victim.putObject(r -> r.bucket(OTHER).key("z"), CONTENT);
    meanwhile.set(() -> victim.putObject(r -> r.bucket(OTHER).key("x"), SECRET));
    assertRefused(
        "409 OperationAborted", () -> mallory.getObjectAsBytes(r -> r.bucket(OTHER).key("x")));
  }

  @Test
  void anObjectWithAnotherListIsNotRead() {
    mallory.putObjectAcl(r -> r.bucket(OTHER).key("x").acl("public-read"));
    victim.getObjectAsBytes(r -> r.bucket(OTHER).key("x"));
    meanwhile.set(() -> mallory.putObject(r -> r.bucket(OTHER).key("x"), SECRET));
    assertRefused(
        "409 OperationAborted", () -> victim.getObjectAsBytes(r -> r.bucket(OTHER).key("x")));
  }

  private void copy(S3Client s3, String directive) {
    s3.copyObject(
        r ->
            r.sourceBucket(OTHER)
                .sourceKey("x")
                .destinationBucket("victims")
                .destinationKey("y")
                .taggingDirective("REPLACE")
                .metadataDirective(directive));
  }

  @ParameterizedTest
  @ValueSource(strings = {"COPY", "REPLACE"})
  void anObjectThatIsAnotherByThenIsNotCopied(String directive) {
    victim.createBucket(r -> r.bucket("victims"));
    share(PUBLIC);
    write("class=public", CONTENT);
    copy(victim, directive);
    meanwhile.set(() -> write("class=secret", SECRET));
    assertRefused("409 OperationAborted", () -> copy(victim, directive));
  }

  @Test
  void norIsItCopiedAsAPart() {
    victim.createBucket(r -> r.bucket("victims"));
    String id = victim.createMultipartUpload(r -> r.bucket("victims").key("y")).uploadId();
    share(PUBLIC);
    write("class=public", CONTENT);
    meanwhile.set(() -> write("class=secret", SECRET));
    assertRefused(
        "409 OperationAborted",
        () ->
            victim.uploadPartCopy(
                r ->
                    r.sourceBucket(OTHER)
                        .sourceKey("x")
                        .destinationBucket("victims")
                        .destinationKey("y")
                        .uploadId(id)
                        .partNumber(1)));
  }

  static Stream<Use> ofWhatIsKept() {
    return Stream.of(
        s3 -> s3.getObjectTagging(r -> r.bucket(OTHER).key("x")),
        s3 -> s3.getObjectAcl(r -> r.bucket(OTHER).key("x")),
        s3 -> s3.deleteObjectTagging(r -> r.bucket(OTHER).key("x")),
        s3 -> s3.putObjectTagging(r -> r.bucket(OTHER).key("x").tagging(t -> t.tagSet(List.of()))),
        s3 -> s3.putObjectAcl(r -> r.bucket(OTHER).key("x").acl("public-read")));
  }

  @ParameterizedTest
  @MethodSource("ofWhatIsKept")
  void whatIsKeptOfAnotherIsNeitherReadNorChanged(Use use) {
    share(PUBLIC);
    write("class=public", CONTENT);
    whenDecided.set(() -> write("class=secret", SECRET));
    assertRefused("409 OperationAborted", () -> use.of(victim));
    assertRefused("403 AccessDenied", () -> use.of(victim));
  }
}
