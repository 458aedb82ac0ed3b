package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.bucket.BucketDirectory;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import org.junit.jupiter.api.Test;

/**
 * The rules of a {@link BucketDirectory} that asks somebody outside of its process, who may not be
 * there to ask.
 */
public abstract class RemoteBucketDirectoryContract extends BucketDirectoryContract {

  /** For the test class of a directory. */
  protected RemoteBucketDirectoryContract() {}

  /** Has whom it asks be gone until the test ends. */
  protected abstract void breakDown();

  @Test
  void rule6_whatCantBeToldIsThrown() {
    createBucket(PHOTOS, account());
    putObject(PHOTOS, "a", Tags.of(new Tag("team", "red")));
    putBucketAcl(PHOTOS, privateList());
    boolean hasLists = putObjectAcl(PHOTOS, "a", privateList());
    boolean hasOwners = putObject(PHOTOS, "other", otherAccount());
    breakDown();
    BucketDirectory directory = directory();
    if (hasLists) {
      assertThrows(
          RuntimeException.class,
          () -> list("a"),
          "rule 6: an object of whose list nothing can be told");
    }
    if (hasOwners) {
      assertThrows(
          RuntimeException.class,
          () -> owner("other"),
          "rule 6: an object of whose owner nothing can be told");
    }
    assertThrows(
        RuntimeException.class,
        () -> directory.find(PHOTOS),
        "rule 6: a bucket of which nothing can be told");
    assertThrows(
        RuntimeException.class,
        () -> directory.find("sallyport-never-made"),
        "rule 6: nor can it be told that there is no such bucket");
    if (hasObjectTags()) {
      assertThrows(
          RuntimeException.class,
          () -> tags("a"),
          "rule 6: an object of which nothing can be told");
    }
  }
}
