package io.sallyport.storage.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.sallyport.storage.IamStore;
import io.sallyport.storage.memory.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract is tested too: each wrong store fails the test of the rule that it breaks. */
class WrongStoresTest {
  /** Some are wrong only if others come between, which a busy machine may not let them do. */
  private static final int RUNS = 10;

  private static Supplier<IamStore> wrong = MemoryStore::new;

  /** The contract of whichever store is being looked at; surefire doesn't run it by itself. */
  static class Subject extends IamStoreContract {
    @Override
    protected IamStore open() {
      return wrong.get();
    }
  }

  /** The contract of a durable store, over what outlives its closing. */
  static class DurableSubject extends DurableStoreContract {
    private IamStore kept = new MemoryStore();

    @Override
    protected IamStore open() {
      kept = new MemoryStore();
      return reopen();
    }

    @Override
    protected IamStore reopen() {
      return new WrongWrites.UnavailableThoughMade(kept);
    }
  }

  static Stream<Arguments> wrongStores() {
    return Stream.of(
        wrong(WrongReads.StaleRead::new, "rule1_readsSeeEveryAcknowledgedCommit"),
        wrong(WrongWrites.DirtyRead::new, "rule1_historiesOfManyThreadsAreLinearizable"),
        wrong(WrongWrites.LostUpdate::new, "rule2_noUpdateIsLost"),
        wrong(WrongWrites.LostUpdate::new, "rule2_replacesOnlyAtTheRevisionExpected"),
        wrong(WrongWrites.ExpectationIgnored::new, "rule2_createsOnlyWhatIsAbsent"),
        wrong(WrongWrites.HalfCommit::new, "rule2_oneWrongExpectationAnywhereChangesNothing"),
        wrong(WrongWrites.HalfCommit::new, "rule2_aCommitMakesAllItsWritesAtOneRevision"),
        wrong(WrongWrites.WrongKeyNamed::new, "rule2_oneWrongExpectationAnywhereChangesNothing"),
        wrong(WrongWrites.VersionPerKey::new, "rule3_aKeyCreatedAgainNeverHasAnOldRevision"),
        wrong(WrongReads.Collated::new, "rule4_listsInUnsignedByteOrderWhateverTheText"),
        wrong(WrongReads.CaseBlind::new, "rule4_keysThatDifferInCaseOrSpellingDiffer"),
        wrong(WrongReads.PrefixWithoutEnd::new, "rule4_aRangeHasTheKeysUnderItAndNoOther"),
        wrong(WrongReads.PageByOffset::new, "rule5_pagesUnderWritesShowWhatStaysExactlyOnce"),
        wrong(WrongReads.FullPageIsNotLast::new, "rule5_aPageKnowsWhetherItIsTheLast"),
        wrong(WrongReads.CappedPage::new, "rule5_longPagesAreFullUnlessTheyAreTheLast"),
        wrong(WrongWrites.HalfCommit::new, "rule5_aPageShowsNoCommitByHalf"),
        wrong(WrongReads.CursorTooLate::new, "rule6_aPageAndAWatchFromItsCursorAreTheWholeTruth"),
        wrong(WrongWatches.OutOfSequence::new, "rule7_aWatchBesideManyWritersMissesNothing"),
        wrong(WrongWatches.GoesBack::new, "rule7_neverGoesBack"),
        wrong(WrongWatches.NoDeletions::new, "rule7_reportsCreationReplacementAndDeletion"),
        wrong(WrongWatches.CursorPastTheCommit::new, "rule7_anyEventsCursorResumesWithoutLoss"),
        wrong(
            WrongWatches.FirstKeyOnly::new,
            "rule7_aCommitAcrossARangesEdgeIsReportedInAnyOrderOfItsWrites"),
        wrong(WrongWatches.CompetingWatches::new, "rule7_eachOfTwoWatchesReportsEverything"),
        wrong(WrongWatches.LosesOnInterrupt::new, "rule7_aWatchInterruptedOftenMissesNothing"),
        wrong(WrongWatches.EagerProgress::new, "rule8_progressComesAfterAllThatWasCommittedBefore"),
        wrong(
            WrongWatches.NoProgress::new, "rule8_aQuietWatchProvesThatItIsCurrentWithinTenSeconds"),
        wrong(
            WrongWatches.NoAnswerWhileBusyElsewhere::new,
            "rule8_aWatchAnswersWithinTenSecondsWhileKeysElsewhereChange"),
        wrong(WrongWatches.AnyCursor::new, "rule9_aCursorThatIsNotTheStoresIsLost"),
        wrong(WrongReads.AbsentWhenClosed::new, "rule10_aClosedStoreNeverAnswersAbsentOrConflict"),
        wrong(WrongWrites.SwallowedFailure::new, "rule10_aClosedStoreNeverAnswersAbsentOrConflict"),
        wrong(WrongWrites.ClosedByInterrupt::new, "rule10_anInterruptedThreadHarmsNoOther"),
        wrong(WrongWrites.ValuesAsText::new, "rule11_theLongestKeysAndValuesAreKeptAsTheyAre"),
        wrong(WrongWatches.SilentAfterClose::new, "rule12_watchesOfAClosedStoreAreLost"),
        wrong(
            WrongExpectations.Ignored::new,
            "rule14_aCommitIsMadeOnlyIfWhatItExpectsIsAtItsRevision"),
        wrong(
            WrongExpectations.AnyRevision::new,
            "rule14_aCommitIsMadeOnlyIfWhatItExpectsIsAtItsRevision"),
        wrong(
            WrongExpectations.AbsenceIgnored::new,
            "rule14_aCommitIsMadeOnlyIfWhatItExpectsAbsentIsAbsent"),
        wrong(
            WrongExpectations.AbsenceIgnored::new,
            "rule14_oneWrongExpectationAnywhereChangesNothing"),
        wrong(
            WrongExpectations.CheckedBefore::new,
            "rule14_anAttachmentAndTheDeletionOfWhatIsAttachedAreNeverBothMade"),
        wrong(
            WrongExpectations.CheckedBefore::new,
            "rule14_ofTwoThatExpectEachOthersKeyToStayOneIsMade"),
        wrong(
            WrongExpectations.CheckedBefore::new,
            "rule14_ofTwoThatExpectEachOthersKeyToBeAbsentOneIsMade"),
        wrong(WrongExpectations.CheckedBefore::new, "rule1_historiesOfManyThreadsAreLinearizable"),
        wrong(
            WrongExpectations.Rewritten::new, "rule14_whatIsOnlyExpectedKeepsItsValueAndRevision"),
        wrong(WrongExpectations.Rewritten::new, "rule14_noWatchReportsWhatIsOnlyExpected"),
        wrong(WrongExpectations.Deleted::new, "rule14_whatIsOnlyExpectedKeepsItsValueAndRevision"));
  }

  @ParameterizedTest
  @MethodSource("wrongStores")
  void aWrongStoreFailsTheRuleItBreaks(Supplier<IamStore> store, String rule) {
    List<Status> failed = List.of(Status.FAILED);
    assertTrue(IntStream.range(0, RUNS).anyMatch(run -> run(store, rule).equals(failed)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rule2_noUpdateIsLost", "rule7_neverGoesBack"})
  void aRightStorePasses(String rule) {
    assertEquals(List.of(Status.SUCCESSFUL), run(MemoryStore::new, rule));
  }

  @Test
  void aStoreThatDeniesWhatItMadeFailsTheRuleItBreaks() {
    String rule = "rule10_whatACommitAnsweredWhileTheStoreClosedIsSo";
    assertEquals(List.of(Status.FAILED), run(DurableSubject.class, rule));
    assertEquals(
        List.of(Status.SUCCESSFUL),
        run(DurableSubject.class, "rule13_everyEntryIsThereAgainAtItsRevision"));
  }

  private static Arguments wrong(Supplier<IamStore> store, String rule) {
    return Arguments.of(store, rule);
  }

  private static synchronized List<Status> run(Supplier<IamStore> store, String test) {
    wrong = store;
    return run(Subject.class, test);
  }

  private static List<Status> run(Class<?> subject, String test) {
    List<Status> results = new ArrayList<>();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectMethod(subject, test)).build();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
              results.add(result.getStatus());
            }
          }
        };
    LauncherFactory.create().execute(request, listener);
    return results;
  }
}
