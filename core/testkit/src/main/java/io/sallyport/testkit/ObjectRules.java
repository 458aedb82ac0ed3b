package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of {@link BucketDirectory} for what it tells of objects, as tests. */
abstract class ObjectRules extends BucketHost {

  @Test
  void rule5_anObjectsTagsAreItsOwn() {
    createBucket(PHOTOS, account());
    Tags red = Tags.of(new Tag("team", "red"), new Tag("Level", "1"));
    Tags blue = Tags.of(new Tag("team", "blue"));
    putObject(PHOTOS, "a", red);
    putObject(PHOTOS, "b/a", blue);
    putObject(PHOTOS, "c", Tags.NONE);
    assertEquals(told(red), tags("a"), "rule 5: they are another object's");
    assertEquals(told(blue), tags("b/a"), "rule 5: they are another's");
    assertEquals(Set.of(), tags("c"), "rule 5: it has none");
    putObject(PHOTOS, "a", blue);
    assertEquals(told(blue), tags("a"), "rule 2: they are old");
  }

  private Set<Tag> told(Tags put) {
    return hasObjectTags() ? Set.copyOf(put.pairs()) : Set.of();
  }

  @Test
  void rule5_anObjectThatIsntThereHasNothing() {
    createBucket(PHOTOS, account());
    assertNothingOf(List.of("a"));
    putObject(PHOTOS, "a", Tags.of(new Tag("team", "red")));
    assertNothingOf(List.of("A", "a/", "b", "..a", "ä", "k".repeat(1_024)));
  }

  private void assertNothingOf(List<String> keys) {
    for (String key : keys) {
      assertEquals(Set.of(), tags(key), "rule 5: there is no such object: " + key);
      assertEquals(Optional.empty(), list(key), "rule 5: there is no such object: " + key);
      assertEquals(Optional.empty(), owner(key), "rule 5: there is no such object: " + key);
    }
  }

  @Test
  void rule5_anObjectsListIsItsOwn() {
    createBucket(PHOTOS, account());
    putBucketAcl(PHOTOS, privateList());
    AccessControlList open = sharedList();
    putObject(PHOTOS, "a", Tags.NONE);
    putObject(PHOTOS, "b", Tags.NONE);
    if (putObjectAcl(PHOTOS, "a", open)) {
      assertEquals(Optional.of(open), list("a"), "rule 5: it is another list");
      assertNotEquals(Optional.of(open), list("b"), "rule 5: it is another object's");
      for (String none : List.of("A", "a/", "aa", "..a")) {
        assertEquals(Optional.empty(), list(none), "rule 5: there is no such object: " + none);
      }
      AccessControlList shut = privateList();
      putObjectAcl(PHOTOS, "a", shut);
      assertEquals(Optional.of(shut), list("a"), "rule 2: it is old");
    }
  }

  @Test
  void rule5_anObjectThatIsGoneHasNeitherTagsNorList() {
    createBucket(PHOTOS, account());
    putBucketAcl(PHOTOS, privateList());
    putObject(PHOTOS, "a", Tags.of(new Tag("team", "red")));
    putObjectAcl(PHOTOS, "a", sharedList());
    tags("a");
    deleteObject(PHOTOS, "a");
    assertEquals(Set.of(), tags("a"), "rule 2: it is gone");
    assertEquals(Optional.empty(), list("a"), "rule 2: it is gone");
  }

  @Test
  void rule5_anObjectThatIsWrittenAnewHasNothingOfTheOld() {
    createBucket(PHOTOS, account());
    putBucketAcl(PHOTOS, privateList());
    AccessControlList open = sharedList();
    for (String deleted : List.of("kept", "deleted")) {
      putObject(PHOTOS, deleted, Tags.of(new Tag("team", "red")));
      putObjectAcl(PHOTOS, deleted, open);
      if (deleted.equals("deleted")) {
        deleteObject(PHOTOS, deleted);
      }
      putObject(PHOTOS, deleted, Tags.NONE);
      assertEquals(Set.of(), tags(deleted), "rule 2: the tags are of what was there before");
      assertNotEquals(
          Optional.of(open), list(deleted), "rule 2: the list is of what was there before");
    }
  }

  /** Whose an object is counts for who may read it. */
  @Test
  void rule5_anObjectIsItsWriters() {
    createBucket(PHOTOS, account());
    putBucketAcl(PHOTOS, privateList());
    AccountId other = otherAccount();
    if (putObject(PHOTOS, "a", other)) {
      putObject(PHOTOS, "b", account());
      assertEquals(Optional.of(other), owner("a"), "rule 5: it is who wrote it");
      assertEquals(account(), ownerOfThere("b"), "rule 5: it is another object's");
      for (String none : List.of("A", "a/", "aa", "..a")) {
        assertEquals(Optional.empty(), owner(none), "rule 5: there is no such object: " + none);
      }
      putObject(PHOTOS, "a", account());
      putObject(PHOTOS, "b", other);
      assertEquals(account(), ownerOfThere("a"), "rule 2: it is whose it was before");
      assertEquals(Optional.of(other), owner("b"), "rule 2: it is whose it was before");
      deleteObject(PHOTOS, "a");
      assertEquals(Optional.empty(), owner("a"), "rule 2: it is gone");
    }
  }

  @Test
  void rule3_aBucketThatIsMadeAgainHasNobodysObjects() {
    AccountId other = otherAccount();
    createBucket(PHOTOS, account());
    putBucketAcl(PHOTOS, privateList());
    if (putObject(PHOTOS, "a", other)) {
      owner("a");
      deleteObject(PHOTOS, "a");
      deleteBucket(PHOTOS);
      createBucket(PHOTOS, account());
      putBucketAcl(PHOTOS, privateList());
      assertEquals(Optional.empty(), owner("a"), "rule 3: it has another's object");
      putObject(PHOTOS, "a", account());
      assertEquals(account(), ownerOfThere("a"), "rule 3: it is whose it was in another");
    }
  }
}
