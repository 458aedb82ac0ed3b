package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptGrant;
import io.sallyport.example.objectstore.kept.KeptObject;
import io.sallyport.example.objectstore.kept.KeptObjects;
import java.io.IOException;
import java.util.List;

/** The access control lists of objects. */
record ObjectAcls(Buckets buckets, Objects objects, AclRequests requests, AclText text) {

  void get(Call call) throws IOException {
    KeptBucket bucket = buckets.of(call);
    KeptObject object = objects.of(call);
    KeptObject shown = bucket.hasAcls() ? object : KeptObject.of(bucket.account());
    call.xml(text.written(shown.account(), shown.grants()));
  }

  void put(Call call) throws IOException {
    KeptBucket bucket = buckets.of(call);
    KeptObjects.Found found = objects.found(call);
    List<KeptGrant> grants =
        requests.ofRequest(call, bucket, found.object().account(), call.body());
    AclRequests.allowed(grants, buckets.of(call));
    objects.change(call, found, now -> now.withGrants(grants));
    call.done(200);
  }
}
