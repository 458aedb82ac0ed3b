package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.TagPair;
import java.io.IOException;
import java.util.List;

/** The tags of buckets. As in Ceph, a key may have several values. */
record BucketTags(Buckets buckets) {

  void put(Call call) throws IOException {
    KeptBucket bucket = buckets.of(call);
    List<TagPair> tags = TagSets.parse(call.body(), TagSets.MOST_OF_BUCKET);
    buckets.change(bucket, now -> now.withTags(tags));
    call.done(200);
  }

  void get(Call call) throws IOException {
    KeptBucket bucket = buckets.of(call);
    if (bucket.tags().isEmpty()) {
      throw new Refusal(404, "NoSuchTagSet", "The TagSet does not exist.");
    }
    call.xml(TagSets.written(bucket.tags()));
  }

  void delete(Call call) throws IOException {
    buckets.change(buckets.of(call), now -> now.withTags(List.of()));
    call.done(204);
  }
}
