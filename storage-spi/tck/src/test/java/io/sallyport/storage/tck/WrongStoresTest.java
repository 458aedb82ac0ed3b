package io.sallyport.storage.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.sallyport.storage.IamStore;
import io.sallyport.storage.memory.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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
            WrongWatches.CurrentOnceIdle::new, "rule8_aWatchThatWasIdleReportsWhatIsCommittedThen"),
        wrong(
            WrongWatches.NoProgress::new, "rule8_aQuietWatchProvesThatItIsCurrentWithinTenSeconds"),
        wrong(
            WrongWatches.NoAnswerWhileBusyElsewhere::new,
            "rule8_aWatchAnswersWithinTenSecondsWhileKeysElsewhereChange"),
        wrong(
            WrongWatches.ProofsCursorTooLate::new,
            "rule8_aProofsCursorBesideManyWritersLosesNothing"),
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
    assertFailsOnce(() -> run(store, rule));
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

  /** A store of which nothing is kept until it is closed. */
  static class KeptOnceClosed extends DurableStoreContract {
    private IamStore kept = new MemoryStore();

    @Override
    protected IamStore open() {
      kept = new MemoryStore();
      return reopen();
    }

    @Override
    protected IamStore reopen() {
      return new WrongWrites.WrittenWhenClosed(kept);
    }

    @Override
    protected Optional<IamStore> openAsIfKilled() {
      return Optional.of(new WrongWrites.WrittenWhenClosed(kept));
    }
  }

  @Test
  void aStoreThatKeepsNothingUntilItIsClosedFailsTheRuleItBreaks() {
    String rule = "rule13_whatWasAnsweredOutlivesAProcessThatIsKilled";
    assertEquals(List.of(Status.FAILED), run(KeptOnceClosed.class, rule));
    assertEquals(List.of(Status.ABORTED), run(DurableSubject.class, rule));
    assertEquals(List.of(Status.SUCCESSFUL), runShared(WrongInstances.Instance::new, rule));
  }

  @Test
  void aStoreThatReportsAgainWhatIsKnownPasses() {
    String rule = "rule8_aWatchThatWasIdleReportsWhatIsCommittedThen";
    assertEquals(List.of(Status.SUCCESSFUL), run(WrongWatches.Repeats::new, rule));
  }

  /** The contract of a store that others have open too. */
  static class SharedSubject extends SharedStoreContract {
    private IamStore kept = new MemoryStore();

    @Override
    protected IamStore open() {
      kept = new MemoryStore();
      return reopen();
    }

    @Override
    protected IamStore reopen() {
      return instance.apply(kept);
    }

    @Override
    protected IamStore openAnother() {
      return instance.apply(kept);
    }
  }

  private static Function<IamStore, IamStore> instance = WrongInstances.Instance::new;

  static Stream<Arguments> wrongInstances() {
    return Stream.of(
        instance(
            WrongInstances.KeepsWhatItRead::new, "rule1_eachInstanceReadsWhatTheOtherCommitted"),
        instance(WrongInstances.ListsAsItWas::new, "rule1_eachInstanceReadsWhatTheOtherCommitted"),
        instance(
            WrongInstances.ListsAsItLastRead::new, "rule1_eachInstanceListsWhatTheOtherCommitted"),
        instance(
            WrongInstances.ComparesWithItsOwn::new,
            "rule2_expectationsCountWhateverInstanceCommitted"),
        instance(WrongInstances.ComparesWithItsOwn::new, "rule2_noUpdateIsLostBetweenInstances"),
        instance(WrongInstances.CountsForItself::new, "rule3_revisionsGrowWhateverInstanceCommits"),
        instance(
            WrongInstances.HearsItself::new,
            "rule6_aPagesCursorLosesNothingOfWhatAnotherInstanceCommits"),
        instance(
            WrongInstances.LocksInItsProcess::new,
            "rule7_aWatchOnEachInstanceMissesNothingOfWhatBothCommit"),
        instance(
            WrongInstances.LooksBefore::new,
            "rule14_ofTwoOnTwoInstancesThatExpectEachOthersKeyOneIsMade"),
        instance(
            WrongInstances.LooksBefore::new,
            "rule14_ofTwoOnTwoInstancesThatExpectEachOthersKeyToBeAbsentOneIsMade"),
        instance(WrongInstances.ClosesForAll::new, "rule12_closingOneInstanceLeavesTheOthersOpen"),
        instance(
            WrongInstances.HearsLate::new,
            "rule8_progressComesAfterAllThatAnotherInstanceCommittedBefore"),
        instance(
            WrongInstances.HearsNothingOnceIdle::new,
            "rule8_aWatchThatWasIdleReportsWhatAnotherInstanceCommits"),
        instance(
            WrongInstances.ComparesWithItsOwn::new,
            "rule14_whatIsOnlyExpectedCountsWhateverInstanceChangedIt"));
  }

  @ParameterizedTest
  @MethodSource("wrongInstances")
  void instancesThatAreWrongBesideEachOtherFailTheRuleTheyBreak(
      Function<IamStore, IamStore> made, String rule) {
    assertFailsOnce(() -> runShared(made, rule));
    assertEquals(List.of(Status.SUCCESSFUL), runShared(WrongInstances.Instance::new, rule));
  }

  private static Arguments instance(Function<IamStore, IamStore> made, String rule) {
    return Arguments.of(made, rule);
  }

  private static synchronized List<Status> runShared(
      Function<IamStore, IamStore> made, String test) {
    instance = made;
    return run(SharedSubject.class, test);
  }

  private static void assertFailsOnce(Supplier<List<Status>> run) {
    List<Status> failed = List.of(Status.FAILED);
    assertTrue(Stream.generate(run).limit(RUNS).anyMatch(failed::equals));
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
