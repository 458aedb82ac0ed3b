package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.bucket.Grant;
import io.sallyport.bucket.PublicAccessBlock;
import io.sallyport.credential.AccessKey;
import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptBuckets;
import io.sallyport.example.objectstore.kept.KeptDirectory;
import io.sallyport.example.objectstore.kept.KeptGrant;
import io.sallyport.example.objectstore.kept.KeptObject;
import io.sallyport.example.objectstore.kept.KeptObjects;
import io.sallyport.example.objectstore.kept.LabelledStore;
import io.sallyport.example.objectstore.kept.Labels;
import io.sallyport.example.objectstore.kept.TagPair;
import io.sallyport.example.objectstore.served.Accounts;
import io.sallyport.example.objectstore.served.Arrivals;
import io.sallyport.example.objectstore.served.Served;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.servlet.SallyportFilter;
import io.sallyport.storage.memory.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.gaul.s3proxy.S3ProxyServlets;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** What becomes another while it is looked up who is meant is not what was decided on. */
class MeanwhileTest {
  private static final AccountId MALLORY = new AccountId("111111111111");
  private static final AccountId VICTIM = new AccountId("222222222222");
  private static final String BUCKET = "wanted";
  private static final RequestBody CONTENT = RequestBody.fromString("content");

  @TempDir private Path data;
  private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
  private final AtomicReference<Runnable> whenMade = new AtomicReference<>(() -> {});
  private final AtomicInteger asked = new AtomicInteger();
  private DataFolder folder;
  private KeptBuckets buckets;
  private KeptObjects kept;
  private Sallyport sallyport;
  private ObjectStore store;
  private Clients clients;
  private S3Client mallory;
  private S3Client victim;
  private String user;

  @BeforeEach
  void start() throws Exception {
    folder = DataFolder.open(data);
    buckets = KeptBuckets.open(folder.buckets(), folder.objects());
    kept = KeptObjects.open(folder.labels(), folder.objects(), buckets);
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
    Accounts accounts = new Accounts(Map.of(), Map.of(MALLORY, "m"), Map.of());
    Served served =
        new Served(
            buckets,
            kept,
            accounts,
            arrivals,
            folder.volume(),
            this::whenLookedUp,
            Clock.systemUTC());
    SallyportFilter door =
        new SallyportFilter(
            sallyport.access(), sallyport.query(), (request, head) -> Optional.empty());
    store =
        ObjectStore.start(
            Listening.on(0),
            folder.objects(),
            List.of(arrivals, door, served),
            blobs ->
                S3ProxyServlets.trustingItsFilter(
                    new LabelledStore(overtaken(blobs), folder.objects(), kept)));
    clients = new Clients(store.endpoint());
    mallory = root(MALLORY);
    victim = root(VICTIM);
    user = sallyport.in(MALLORY).users().create(new UserName("u")).id().value();
    mallory.createBucket(r -> r.bucket(BUCKET));
    asked.set(0);
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

  /** Asked for whenever somebody is looked up by an id. */
  private Sallyport whenLookedUp() {
    asked.incrementAndGet();
    meanwhile.getAndSet(() -> {}).run();
    return sallyport;
  }

  private BlobStore overtaken(BlobStore files) {
    return new ForwardingBlobStore(files) {
      @Override
      public CreateBucketResponse createContainer(CreateBucketRequest request) {
        CreateBucketResponse answer = super.createContainer(request);
        whenMade.getAndSet(() -> {}).run();
        return answer;
      }

      @Override
      public void abortMultipartUpload(MultipartUpload upload) {
        super.abortMultipartUpload(upload);
        meanwhile.getAndSet(() -> {}).run();
      }

      @Override
      public CompleteMultipartUploadResponse completeMultipartUpload(
          MultipartUpload upload, CompleteMultipartUploadRequest request) {
        meanwhile.getAndSet(() -> {}).run();
        return super.completeMultipartUpload(upload, request);
      }
    };
  }

  private List<String> names() {
    return mallory.listBuckets().buckets().stream().map(Bucket::name).toList();
  }

  /** S3Proxy may still refuse it. */
  @Test
  void aBucketIsNotThereBeforeItIsMade() {
    AtomicReference<List<String>> seen = new AtomicReference<>(List.of());
    whenMade.set(
        () -> {
          seen.set(names());
          assertRefused("404 NoSuchBucket", () -> mallory.getBucketAcl(r -> r.bucket("new")));
        });
    mallory.createBucket(r -> r.bucket("new"));
    assertEquals(List.of(BUCKET), seen.get());
    assertEquals(List.of("new", BUCKET), names());
  }

  private String uploaded() {
    return mallory
        .createMultipartUpload(r -> r.bucket(BUCKET).key("x").tagging("class=secret"))
        .uploadId();
  }

  private void complete(String id) {
    String part =
        mallory
            .uploadPart(r -> r.bucket(BUCKET).key("x").uploadId(id).partNumber(1), CONTENT)
            .eTag();
    mallory.completeMultipartUpload(
        r ->
            r.bucket(BUCKET)
                .key("x")
                .uploadId(id)
                .multipartUpload(
                    u -> u.parts(CompletedPart.builder().partNumber(1).eTag(part).build())));
  }

  /** S3Proxy had read the parts before they were deleted, and gives the object its name then. */
  @Test
  void anUploadThatIsCompletedWhileItIsAbortedKeepsItsTags() throws Exception {
    String id = uploaded();
    PutObjectRequest object =
        PutObjectRequest.builder()
            .bucket(BUCKET)
            .key("x")
            .contentLength(1L)
            .metadata(Map.of(Labels.METADATA, kept.ofUpload(BUCKET, id).orElseThrow()))
            .build();
    meanwhile.set(
        () ->
            ObjectStore.blobs(folder.objects())
                .putBlob(object, new ByteArrayInputStream(new byte[1])));
    mallory.abortMultipartUpload(r -> r.bucket(BUCKET).key("x").uploadId(id));
    assertEquals(
        List.of(new TagPair("class", "secret")),
        kept.find(BUCKET, "x").orElseThrow().object().tags());
  }

  @Test
  void anUploadThatIsForgottenWhileItIsCompletedIsNoObject() {
    String id = uploaded();
    meanwhile.set(
        () -> {
          try {
            kept.removeUnused(BUCKET, "x", kept.ofUpload(BUCKET, id).orElseThrow());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    assertRefused("404 NoSuchUpload", () -> complete(id));
    assertTrue(kept.find(BUCKET, "x").isEmpty());
  }

  private void becomesTheVictims() {
    mallory.deleteBucket(r -> r.bucket(BUCKET));
    victim.createBucket(r -> r.bucket(BUCKET));
  }

  private String toAUserAndMallory() {
    return "id=" + user + ", id=" + MALLORY;
  }

  @Test
  void aListIsNotPutToABucketThatIsAnothersByThen() {
    meanwhile.set(this::becomesTheVictims);
    assertRefused(
        "404 NoSuchBucket",
        () -> mallory.putBucketAcl(r -> r.bucket(BUCKET).grantRead(toAUserAndMallory())));
    assertEquals(
        List.of(KeptGrant.account(VICTIM, Grant.Right.FULL_CONTROL)),
        buckets.find(BUCKET).orElseThrow().grants());
  }

  @Test
  void anObjectIsNotWrittenToABucketThatIsAnothersByThen() {
    meanwhile.set(this::becomesTheVictims);
    assertRefused(
        "409 OperationAborted",
        () ->
            mallory.putObject(
                r -> r.bucket(BUCKET).key("x").grantRead(toAUserAndMallory()), CONTENT));
    assertTrue(Files.notExists(folder.objects().resolve(BUCKET).resolve("x")));
  }

  private void share() {
    change(bucket -> bucket.withGrants(everything(bucket.account())));
  }

  private void change(UnaryOperator<KeptBucket> change) {
    try {
      buckets.change(buckets.find(BUCKET).orElseThrow(), change);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<KeptGrant> everything(AccountId owner) {
    return List.of(
        KeptGrant.account(owner, Grant.Right.FULL_CONTROL),
        KeptGrant.account(MALLORY, Grant.Right.FULL_CONTROL),
        KeptGrant.account(VICTIM, Grant.Right.FULL_CONTROL));
  }

  @Test
  void aListIsNotPutToAnObjectThatIsAnothersByThen() {
    share();
    mallory.putObject(r -> r.bucket(BUCKET).key("x").tagging("a=b"), CONTENT);
    meanwhile.set(() -> victim.putObject(r -> r.bucket(BUCKET).key("x"), CONTENT));
    mallory.putObjectAcl(r -> r.bucket(BUCKET).key("x").grantRead(toAUserAndMallory()));
    KeptObject object = kept.find(BUCKET, "x").orElseThrow().object();
    assertEquals(KeptObject.of(VICTIM), object);
  }

  @Test
  void aSourceIsNotCopiedThatIsAnotherByThen() {
    share();
    mallory.putObject(r -> r.bucket(BUCKET).key("x"), CONTENT);
    meanwhile.set(
        () -> {
          mallory.putObject(r -> r.bucket(BUCKET).key("x").tagging("class=secret"), CONTENT);
        });
    assertRefused(
        "409 OperationAborted",
        () ->
            mallory.copyObject(
                r ->
                    r.sourceBucket(BUCKET)
                        .sourceKey("x")
                        .destinationBucket(BUCKET)
                        .destinationKey("y")
                        .grantRead(toAUserAndMallory())));
    assertTrue(Files.notExists(folder.objects().resolve(BUCKET).resolve("y")));
  }

  @Test
  void whatIsBlockedByThenIsNotPut() {
    String everyone = ",uri=http://acs.amazonaws.com/groups/global/AllUsers";
    PublicAccessBlock block = new PublicAccessBlock(true, false, false, false);
    Runnable blocked = () -> change(bucket -> bucket.withBlock(Optional.of(block)));
    Runnable free = () -> change(bucket -> bucket.withBlock(Optional.empty()));
    mallory.putObject(r -> r.bucket(BUCKET).key("x").tagging("a=b"), CONTENT);
    for (Runnable put :
        List.<Runnable>of(
            () -> mallory.putBucketAcl(r -> r.bucket(BUCKET).grantRead("id=" + user + everyone)),
            () ->
                mallory.putObjectAcl(
                    r -> r.bucket(BUCKET).key("x").grantRead("id=" + user + everyone)),
            () ->
                mallory.putObject(
                    r -> r.bucket(BUCKET).key("y").grantRead("id=" + user + everyone), CONTENT))) {
      free.run();
      meanwhile.set(blocked);
      assertRefused("403 AccessDenied", put::run);
    }
    assertTrue(buckets.find(BUCKET).orElseThrow().grants().stream().noneMatch(KeptGrant::isPublic));
    assertTrue(
        kept.find(BUCKET, "x").orElseThrow().object().grants().stream()
            .noneMatch(KeptGrant::isPublic));
    assertTrue(Files.notExists(folder.objects().resolve(BUCKET).resolve("y")));
  }

  @Test
  void aPublicPolicyThatIsBlockedByThenIsNotPut() {
    PublicAccessBlock block = new PublicAccessBlock(false, false, true, false);
    meanwhile.set(() -> change(bucket -> bucket.withBlock(Optional.of(block))));
    String policy =
        BucketPoliciesTest.allowEverybody("s3:GetObject").replace(RunningStore.BUCKET, BUCKET);
    assertRefused(
        "403 AccessDenied", () -> mallory.putBucketPolicy(r -> r.bucket(BUCKET).policy(policy)));
    assertFalse(buckets.find(BUCKET).orElseThrow().policy().isThere());
  }

  @Test
  void aPolicyIsNotPutToABucketThatIsAnothersByThen() {
    meanwhile.set(this::becomesTheVictims);
    assertRefused(
        "404 NoSuchBucket",
        () ->
            mallory.putBucketPolicy(
                r ->
                    r.bucket(BUCKET)
                        .policy(
                            BucketPoliciesTest.allowEverybody("s3:GetObject")
                                .replace("my-bucket", BUCKET))));
    assertFalse(buckets.find(BUCKET).orElseThrow().policy().isThere());
  }

  @Test
  void whoIsNamedOftenIsLookedUpOnce() {
    mallory.putBucketAcl(
        r ->
            r.bucket(BUCKET)
                .grantRead(String.join(",", Collections.nCopies(40, "id=" + user)))
                .grantWrite(String.join(",", Collections.nCopies(40, "id=" + user))));
    assertTrue(asked.get() <= 2, asked + " accounts were searched");
    assertEquals(2, buckets.find(BUCKET).orElseThrow().grants().size());
  }

  @Test
  void nobodyIsLookedUpForAListThatIsTooLong() {
    String half = String.join(",", Collections.nCopies(60, "id=" + user));
    assertRefused(
        "400 InvalidArgument",
        () -> mallory.putBucketAcl(r -> r.bucket(BUCKET).grantRead(half).grantWrite(half)));
    assertEquals(0, asked.get());
  }
}
