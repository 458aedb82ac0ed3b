package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptGrant;
import java.io.IOException;
import java.util.List;

/** The access control lists of buckets. */
record BucketAcls(Buckets buckets, AclRequests requests, AclText text) {

  void get(Call call) throws IOException {
    KeptBucket bucket = buckets.of(call);
    call.xml(text.written(bucket.account(), bucket.grants()));
  }

  void put(Call call) throws IOException {
    KeptBucket bucket = buckets.of(call);
    List<KeptGrant> grants = requests.ofRequest(call, bucket, bucket.account(), call.body());
    buckets.change(bucket, now -> now.withGrants(AclRequests.allowed(grants, now)));
    call.done(200);
  }
}
