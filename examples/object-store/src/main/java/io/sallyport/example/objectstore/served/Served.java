package io.sallyport.example.objectstore.served;

import io.sallyport.Sallyport;
import io.sallyport.access.AccessAnswer;
import io.sallyport.example.objectstore.kept.KeptBuckets;
import io.sallyport.example.objectstore.kept.KeptObjects;
import io.sallyport.servlet.SallyportFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Answers what was granted, by the name of its operation: some here, and the rest by S3Proxy, which
 * isn't shown what it doesn't know.
 */
public final class Served implements Filter {
  private static final String CREATE = "CreateBucket";

  /** What S3Proxy does as S3 does; it ignores parameters that it doesn't know. */
  private static final Set<String> BY_S3PROXY =
      Set.of(
          "CompleteMultipartUpload",
          "DeleteObject",
          "DeleteObjects",
          "GetBucketLocation",
          "GetBucketVersioning",
          "GetObjectAttributes",
          "HeadBucket",
          "UploadPart",
          "UploadPartCopy");

  private final Map<String, Call.Handler> handlers = new HashMap<>();
  private final Arrivals arrivals;
  private final Encryption encryption;

  /**
   * Answers with what is kept.
   *
   * @param arrivals stands before the door
   * @param volume what the operator says of where objects are, if that it is encrypted
   * @param sallyport is asked who somebody is, once there are calls
   */
  public Served(
      KeptBuckets keptBuckets,
      KeptObjects keptObjects,
      Accounts accounts,
      Arrivals arrivals,
      Optional<EncryptedVolume> volume,
      Supplier<Sallyport> sallyport,
      Clock clock) {
    this.arrivals = arrivals;
    this.encryption = new Encryption(volume, keptObjects);
    AclRequests acls = new AclRequests(new Grantees(accounts, keptBuckets, sallyport));
    AclText aclText = new AclText(accounts);
    Buckets buckets = new Buckets(keptBuckets, keptObjects, accounts, acls, clock);
    Objects objects = new Objects(keptObjects);
    ofBuckets(buckets, acls, aclText, sallyport);
    ofObjects(buckets, objects, keptObjects, acls, aclText);
    Listings listings = new Listings(buckets, keptObjects, accounts);
    handlers.put("ListObjects", listings::list);
    handlers.put("ListObjectsV2", listings::list);
    handlers.put("ListMultipartUploads", listings::list);
    handlers.put("ListParts", listings::list);
    handlers.put("ListObjectVersions", Served::listVersions);
    for (String operation : BY_S3PROXY) {
      handlers.put(operation, Call::pass);
    }
  }

  private void ofBuckets(
      Buckets buckets, AclRequests acls, AclText aclText, Supplier<Sallyport> sallyport) {
    handlers.put(CREATE, buckets::create);
    handlers.put("DeleteBucket", buckets::delete);
    handlers.put("ListBuckets", buckets::list);
    BucketPolicies policies = new BucketPolicies(buckets, sallyport);
    handlers.put("PutBucketPolicy", policies::put);
    handlers.put("GetBucketPolicy", policies::get);
    handlers.put("DeleteBucketPolicy", policies::delete);
    handlers.put("GetBucketPolicyStatus", policies::status);
    BucketTags tags = new BucketTags(buckets);
    handlers.put("PutBucketTagging", tags::put);
    handlers.put("GetBucketTagging", tags::get);
    handlers.put("DeleteBucketTagging", tags::delete);
    BucketAcls lists = new BucketAcls(buckets, acls, aclText);
    handlers.put("GetBucketAcl", lists::get);
    handlers.put("PutBucketAcl", lists::put);
    PublicAccessBlocks blocks = new PublicAccessBlocks(buckets);
    handlers.put("PutPublicAccessBlock", blocks::put);
    handlers.put("GetPublicAccessBlock", blocks::get);
    handlers.put("DeletePublicAccessBlock", blocks::delete);
    OwnershipControls ownership = new OwnershipControls(buckets);
    handlers.put("GetBucketOwnershipControls", ownership::get);
    handlers.put("PutBucketOwnershipControls", ownership::put);
  }

  private void ofObjects(
      Buckets buckets,
      Objects objects,
      KeptObjects keptObjects,
      AclRequests acls,
      AclText aclText) {
    ObjectWrites writes = new ObjectWrites(buckets, objects, keptObjects, acls);
    handlers.put("PutObject", writes::write);
    handlers.put("CreateMultipartUpload", writes::write);
    handlers.put("CopyObject", writes::copy);
    handlers.put("AbortMultipartUpload", writes::abort);
    ObjectReads reads = new ObjectReads(keptObjects);
    handlers.put("GetObject", reads::read);
    handlers.put("HeadObject", reads::read);
    ObjectTags tags = new ObjectTags(objects);
    handlers.put("PutObjectTagging", tags::put);
    handlers.put("GetObjectTagging", tags::get);
    handlers.put("DeleteObjectTagging", tags::delete);
    ObjectAcls lists = new ObjectAcls(buckets, objects, acls, aclText);
    handlers.put("GetObjectAcl", lists::get);
    handlers.put("PutObjectAcl", lists::put);
  }

  /** By no store that knows of requests: what was listed is that of the bucket, if it still is. */
  private static void listVersions(Call call) throws IOException, ServletException {
    HeldAnswer held = new HeldAnswer(call.response());
    call.pass(held);
    call.requireThere();
    held.send(UnaryOperator.identity());
  }

  /** Whether an operation is served at all, by its name. */
  public boolean serves(String operation) {
    return handlers.containsKey(operation);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request.getAttribute(SallyportFilter.GRANTED) instanceof AccessAnswer.Granted granted)) {
      throw new ServletException("what wasn't granted came through the door");
    }
    HttpServletRequest asked = (HttpServletRequest) request;
    Set<String> unseen = ChangedHeaders.unseen(asked);
    Call call = new Call(asked, (HttpServletResponse) response, granted, unseen, arrivals, chain);
    Call.Handler handler = handlers.get(call.operation());
    if (handler == null) {
      throw new ServletException(call.operation() + " is not served, and came through the door");
    }
    try {
      if (!call.operation().equals(CREATE)) {
        call.requireThere();
      }
      encryption.answer(call, handler);
    } catch (Refusal e) {
      call.forgetBody();
      S3Errors.answer(asked, response, e.status(), e.code(), e.message());
    }
  }
}
