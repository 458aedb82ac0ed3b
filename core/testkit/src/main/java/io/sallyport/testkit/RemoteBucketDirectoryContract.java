package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.bucket.BucketDirectory;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.s3.ObjectVersion;
import java.util.Optional;
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
    createBucket("sallyport-files", accounts().get(0));
    putObject("sallyport-files", "a", Tags.of(new Tag("team", "red")));
    breakDown();
    BucketDirectory directory = directory();
    assertThrows(
        RuntimeException.class,
        () -> directory.find("sallyport-files"),
        "rule 6: a bucket of which nothing can be told");
    assertThrows(
        RuntimeException.class,
        () -> directory.find("sallyport-never-made"),
        "rule 6: nor can it be told that there is no such bucket");
    if (hasObjectTags()) {
      assertThrows(
          RuntimeException.class,
          () -> directory.objectTags(new ObjectVersion("sallyport-files", "a", Optional.empty())),
          "rule 6: an object of which nothing can be told");
    }
  }
}
