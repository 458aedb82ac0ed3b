package io.sallyport.example.objectstore;

import io.sallyport.Sallyport;
import io.sallyport.SallyportBuilder;
import io.sallyport.audit.AuditSink;
import io.sallyport.example.objectstore.kept.KeptBuckets;
import io.sallyport.example.objectstore.kept.KeptDirectory;
import io.sallyport.example.objectstore.kept.KeptObjects;
import io.sallyport.example.objectstore.kept.LabelledStore;
import io.sallyport.example.objectstore.names.ObjectNames;
import io.sallyport.example.objectstore.served.Accounts;
import io.sallyport.example.objectstore.served.Arrivals;
import io.sallyport.example.objectstore.served.Preconditions;
import io.sallyport.example.objectstore.served.Served;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.s3.Permission;
import io.sallyport.s3.S3Request;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.servlet.SallyportFilter;
import io.sallyport.storage.jdbc.JdbcStore;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.gaul.s3proxy.S3ProxyServlets;
import org.gaul.s3proxy.blobstore.BlobStore;

/** The object store with Sallyport at its door: all that it keeps is in one folder. */
final class GuardedStore implements AutoCloseable {
  private static final String OBJECT_ARN = "arn:aws:s3:::";

  private final Sallyport sallyport;
  private final ObjectStore objects;

  private GuardedStore(Sallyport sallyport, ObjectStore objects) {
    this.sallyport = sallyport;
    this.objects = objects;
  }

  /**
   * Starts to serve what a folder keeps, to this machine only.
   *
   * @param builder what else it is built with
   * @param audit takes note of what happens
   * @param accounts as access control lists name them
   */
  static GuardedStore start(
      DataFolder folder,
      Listening listening,
      SallyportBuilder builder,
      AuditSink audit,
      Accounts accounts)
      throws IOException {
    KeptBuckets buckets = KeptBuckets.open(folder.buckets(), folder.objects());
    KeptObjects labelled = KeptObjects.open(folder.labels(), folder.objects(), buckets);
    AtomicReference<Sallyport> opened = new AtomicReference<>();
    KeptDirectory directory = new KeptDirectory(buckets, labelled, opened::get);
    Sallyport sallyport =
        open(
            folder,
            builder.bucketDirectory(directory).requestParser(requests(buckets, accounts)),
            audit);
    opened.set(sallyport);
    try {
      labelled.deleteUnfinished(); // No other process has the H2 database now.
      ObjectFiles files = new ObjectFiles(folder.objects());
      Arrivals arrivals = new Arrivals(buckets);
      Served served =
          new Served(
              buckets,
              labelled,
              accounts,
              arrivals,
              folder.volume(),
              () -> sallyport,
              Clock.systemUTC());
      SallyportFilter door =
          new SallyportFilter(
                  sallyport.access(),
                  sallyport.query(),
                  (request, head) ->
                      undone(served, files, request)
                          .or(() -> Preconditions.undone(request.operation(), head)))
              .reading(JettyHeads::of);
      return new GuardedStore(
          sallyport,
          ObjectStore.start(
              listening,
              folder.objects(),
              List.of(arrivals, door, files, served),
              blobs -> S3ProxyServlets.trustingItsFilter(labelled(blobs, folder, labelled))));
    } catch (IOException | RuntimeException e) {
      sallyport.close();
      throw e;
    }
  }

  private static BlobStore labelled(BlobStore blobs, DataFolder folder, KeptObjects kept) {
    LabelledStore labelled = new LabelledStore(blobs, folder.objects(), kept);
    return folder.volume().isPresent() ? labelled.showingEncryption() : labelled;
  }

  /**
   * What comes in the path of a request, where a bucket may be named with its tenant if any has.
   */
  private static S3RequestParser requests(KeptBuckets buckets, Accounts accounts) {
    S3RequestParser plain =
        S3RequestParser.pathStyle().withoutObjectTags().withoutVersions().withConditionalDeletes();
    return accounts.haveTenants()
        ? plain.withTenants(
            (tenant, bucket) ->
                buckets
                    .find(bucket)
                    .filter(known -> accounts.isOf(known.account(), tenant))
                    .isPresent())
        : plain;
  }

  private static Sallyport open(DataFolder folder, SallyportBuilder builder, AuditSink audit)
      throws IOException {
    MasterKey key = folder.masterKey();
    JdbcStore store = JdbcStore.open(folder.database());
    try {
      return builder.store(store).masterKey(key).auditSink(audit).build();
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static Optional<String> undone(
      Served served, ObjectFiles files, S3Request.Mapped request) {
    if (!served.serves(request.operation())) {
      return Optional.of(request.operation());
    }
    boolean canKeepAll =
        request.source().map(source -> canKeep(files, source.bucket(), source.key())).orElse(true)
            && (request.key().isPresent()
                || request.permissions().stream().allMatch(each -> canKeep(files, each)));
    return canKeepAll
        ? Optional.empty()
        : Optional.of(request.operation() + " of a key that no file can have");
  }

  /**
   * The keys that stand in a body are found in the permissions alone. The key that stands in the
   * path is for {@link ObjectFiles} to judge.
   */
  private static boolean canKeep(ObjectFiles files, Permission permission) {
    String name = permission.resource().substring(OBJECT_ARN.length());
    int slash = name.indexOf('/');
    return slash < 0 || canKeep(files, name.substring(0, slash), name.substring(slash + 1));
  }

  private static boolean canKeep(ObjectFiles files, String bucket, String key) {
    return !ObjectNames.isOfUpload(key) && !files.isBelowAFile(bucket, key);
  }

  /** Where it can be reached. */
  URI endpoint() {
    return objects.endpoint();
  }

  /** Where it can be reached with TLS, if it can. */
  Optional<URI> secureEndpoint() {
    return objects.secureEndpoint();
  }

  /** The roles and users behind the door. */
  Sallyport sallyport() {
    return sallyport;
  }

  @Override
  public void close() {
    objects.close();
    sallyport.close();
  }
}
