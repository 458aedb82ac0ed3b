package io.sallyport.example.objectstore;

import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Tags;
import io.sallyport.s3.ObjectVersion;
import java.util.Optional;

/** The same of what the files say alone, as after a start between any two questions. */
class ReopenedDirectoryTest extends KeptDirectoryTest {
  @Override
  protected BucketDirectory directory() {
    return new BucketDirectory() {
      @Override
      public Optional<Bucket> find(String name) {
        return opened().find(name);
      }

      @Override
      public Tags objectTags(ObjectVersion object) {
        return opened().objectTags(object);
      }

      @Override
      public Optional<AccessControlList> objectAcl(ObjectVersion object) {
        return opened().objectAcl(object);
      }

      @Override
      public Optional<AccountId> objectOwner(ObjectVersion object) {
        return opened().objectOwner(object);
      }
    };
  }
}
