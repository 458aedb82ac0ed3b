package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.UnavailableException;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Write;
import io.sallyport.testing.TroubledStore;
import io.sallyport.testing.TroubledStore.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What became of commits whose answer was lost. */
class CommitsTest {
  private static final Key A = Key.of("a");
  private static final Key B = Key.of("b");
  private static final Bytes MINE = Bytes.utf8("mine");
  private static final Bytes OTHERS = Bytes.utf8("others'");

  private final TroubledStore store = new TroubledStore();
  private final IamStore untroubled = store.untroubled();
  private final List<Key> touched = new ArrayList<>();
  private final Commits commits = new Commits(store, touched::add);

  @Test
  void whatIsOnlyExpectedTellsNothing() {
    Revision a = create(A);
    Revision b = create(B);
    store.nextCommits(Trouble.MADE_IN_SILENCE);
    assertTrue(commits.make(Commit.of(new Write.Expect(A, a), new Write.Replace(B, MINE, b))));
    assertEquals(Optional.of(MINE), untroubled.get(B).map(Entry::value));
  }

  /** That others deleted one key doesn't make the writes beside it. */
  @Test
  void aDeletionByOthersIsNoProofOfTheWritesBesideIt() {
    Revision a = create(A);
    Revision b = create(B);
    store.nextCommits(Trouble.LOST_IN_SILENCE);
    store.meanwhile(() -> make(new Write.Delete(A, a), new Write.Replace(B, OTHERS, b)));
    Commit commit = Commit.of(new Write.Delete(A, a), new Write.Replace(B, MINE, b));
    assertThrows(UnavailableException.class, () -> commits.make(commit));
  }

  @Test
  void aLostCreationIsMadeAgainIfWhatIsReplacedBesideItIsUntouched() {
    Revision b = create(B);
    store.nextCommits(Trouble.LOST_IN_SILENCE);
    assertTrue(commits.make(Commit.of(new Write.Create(A, MINE), new Write.Replace(B, MINE, b))));
    assertEquals(Optional.of(MINE), untroubled.get(A).map(Entry::value));
  }

  @Test
  void aLostCommitThatCanNeverBeMadeIsRefused() {
    Revision a = create(A);
    Revision b = create(B);
    store.nextCommits(Trouble.LOST_IN_SILENCE);
    store.meanwhile(() -> make(new Write.Replace(B, OTHERS, b)));
    assertFalse(commits.make(Commit.of(new Write.Replace(A, MINE, a), new Write.Expect(B, b))));
    assertEquals(a, untroubled.get(A).orElseThrow().revision());
  }

  /** It may yet come true, if what is there is deleted before the lost commit arrives. */
  @Test
  void aLostCommitThatExpectsAbsenceIsNotKnownToBeRefused() {
    Revision a = create(A);
    store.nextCommits(Trouble.LOST_IN_SILENCE);
    store.meanwhile(() -> make(new Write.Create(B, OTHERS)));
    Commit commit = Commit.of(new Write.Replace(A, MINE, a), new Write.ExpectAbsent(B));
    assertThrows(UnavailableException.class, () -> commits.make(commit));
  }

  @Test
  void deletionsOfUnknownOutcomeAreMadeWhenAllIsGone() {
    Revision a = create(A);
    Revision b = create(B);
    store.nextCommits(Trouble.MADE_IN_SILENCE);
    assertTrue(commits.make(Commit.of(new Write.Delete(A, a), new Write.Delete(B, b))));
    assertEquals(Optional.empty(), untroubled.get(B));
  }

  @Test
  void whatWasOrMayHaveBeenChangedIsToldAndWhatWasNotIsNot() {
    Revision a = create(A);
    Revision b = create(B);
    Commit commit = Commit.of(new Write.Expect(A, a), new Write.Replace(B, MINE, b));
    store.nextCommits(Trouble.UNAVAILABLE);
    assertThrows(UnavailableException.class, () -> commits.make(commit));
    assertEquals(List.of(), touched);
    store.nextCommits(Trouble.LOST_IN_SILENCE, Trouble.UNAVAILABLE);
    assertThrows(UnavailableException.class, () -> commits.make(commit));
    assertEquals(List.of(B), touched);
    assertTrue(commits.make(commit));
    assertEquals(List.of(B, B), touched);
    assertFalse(commits.make(commit));
    assertEquals(List.of(B, B, B), touched);
  }

  private Revision create(Key key) {
    return make(new Write.Create(key, Bytes.utf8("before")));
  }

  private Revision make(Write... writes) {
    return ((CommitResult.Committed) untroubled.commit(Commit.of(writes))).revision();
  }
}
