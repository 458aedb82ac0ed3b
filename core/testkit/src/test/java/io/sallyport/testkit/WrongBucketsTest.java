package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult.Status;

/** The contract is tested too: each wrong directory fails the test of the rule that it breaks. */
class WrongBucketsTest {
  /** Some are wrong only if others come between. */
  private static final int RUNS = 10;

  private static Supplier<? extends HostBuckets> wrong = HostBuckets::new;

  /** The contract of whichever directory is being looked at; surefire doesn't run it by itself. */
  static class Subject extends HostBucketsTest {
    @Override
    HostBuckets made() {
      return wrong.get();
    }
  }

  static Stream<Arguments> wrongDirectories() {
    return Stream.of(
        wrong(WrongBuckets.AnyCase::new, "rule1_aBucketIsFoundByItsNameAndNoOther"),
        wrong(WrongBuckets.Trims::new, "rule1_aBucketIsFoundByItsNameAndNoOther"),
        wrong(WrongBuckets.ThrowsAtOddNames::new, "rule1_aBucketIsFoundByItsNameAndNoOther"),
        wrong(WrongBuckets.Remembers::new, "rule2_aBucketIsGoneAtOnce"),
        wrong(WrongBuckets.OwnerStays::new, "rule3_aBucketThatIsMadeAgainIsItsMakers"),
        wrong(WrongBuckets.Remembers::new, "rule4_aPolicyIsAsItWasPut"),
        wrong(WrongBuckets.PolicyWithoutSpace::new, "rule4_aPolicyIsAsItWasPut"),
        wrong(WrongBuckets.UnreadableIsNone::new, "rule4_aPolicyIsAsItWasPut"),
        wrong(WrongBuckets.UnreadableIsGone::new, "rule4_aPolicyThatCanNotBeReadIsNotNone"),
        wrong(WrongBuckets.TagsOfAnyObject::new, "rule5_anObjectsTagsAreItsOwn"),
        wrong(WrongBuckets.TagsInAnyCase::new, "rule5_anObjectThatIsntThereHasNothing"),
        wrong(WrongBuckets.OneOwnerOfAllObjects::new, "rule5_anObjectThatIsntThereHasNothing"),
        wrong(WrongBuckets.OneOwnerWhileNothingIsPut::new, "rule5_anObjectThatIsntThereHasNothing"),
        wrong(
            WrongBuckets.TagsOutliveTheirObject::new,
            "rule5_anObjectThatIsGoneHasNeitherTagsNorList"),
        wrong(
            WrongBuckets.ListsOutliveTheirObject::new,
            "rule5_anObjectThatIsGoneHasNeitherTagsNorList"),
        wrong(
            WrongBuckets.TagsStayIfNoneCome::new,
            "rule5_anObjectThatIsWrittenAnewHasNothingOfTheOld"),
        wrong(
            WrongBuckets.ListsOutliveTheirObject::new,
            "rule5_anObjectThatIsWrittenAnewHasNothingOfTheOld"),
        wrong(WrongBuckets.ListOfAnyObject::new, "rule5_anObjectsListIsItsOwn"),
        wrong(
            WrongBuckets.ListsOfBucketsStay::new, "rule2_listsTagsAndBlocksOfABucketAreThoseOfNow"),
        wrong(WrongBuckets.BlocksStay::new, "rule2_listsTagsAndBlocksOfABucketAreThoseOfNow"),
        wrong(WrongBuckets.PolicyOverAll::new, "rule2_eachOfTheseStaysWhenAnotherIsPut"),
        wrong(
            WrongBuckets.TagsOfTheOldBucket::new, "rule3_aBucketThatIsMadeAgainHasNothingOfTheOld"),
        wrong(WrongBuckets.NamesAreWhoeverHasThem::new, "rule4_whoWasMeantByAPolicyGoesWithIt"),
        wrong(WrongBuckets.MeansWhoWasMeantFirst::new, "rule4_whoWasMeantByAPolicyGoesWithIt"),
        wrong(WrongBuckets.OldOwner::new, "rule5_anObjectIsItsWriters"),
        wrong(WrongBuckets.OneOwnerOfAllObjects::new, "rule5_anObjectIsItsWriters"),
        wrong(WrongBuckets.OwnersOutliveTheirObject::new, "rule5_anObjectIsItsWriters"),
        wrong(
            WrongBuckets.OwnersOutliveTheirObject::new,
            "rule3_aBucketThatIsMadeAgainHasNobodysObjects"),
        wrong(WrongBuckets.NoOwnerInAnOutage::new, "rule6_whatCantBeToldIsThrown"),
        wrong(WrongBuckets.NoneInAnOutage::new, "rule6_whatCantBeToldIsThrown"),
        wrong(WrongBuckets.NoListInAnOutage::new, "rule6_whatCantBeToldIsThrown"),
        wrong(WrongBuckets.ReplacesInTwoSteps::new, "rule7_answersAreOfOneMoment"));
  }

  @ParameterizedTest
  @MethodSource("wrongDirectories")
  void aWrongDirectoryFailsTheRuleItBreaks(Supplier<? extends HostBuckets> made, String rule) {
    List<Status> failed = List.of(Status.FAILED);
    assertTrue(IntStream.range(0, RUNS).anyMatch(run -> run(made, rule).equals(failed)));
  }

  static Stream<Arguments> rightDirectories() {
    return Stream.of(
        right(HostBuckets::new, "rule2_aBucketIsGoneAtOnce"),
        right(HostBuckets::new, "rule7_answersAreOfOneMoment"),
        right(RightBuckets.BlockedAtFirst::new, "rule2_eachOfTheseStaysWhenAnotherIsPut"),
        right(RightBuckets.BlockedAtFirst::new, "rule3_aBucketThatIsMadeAgainHasNothingOfTheOld"),
        right(RightBuckets.TagsByTheirKeys::new, "rule5_anObjectsTagsAreItsOwn"),
        right(RightBuckets.TellsOfOtherOwnersAlone::new, "rule5_anObjectIsItsWriters"),
        right(
            RightBuckets.TellsOfOtherOwnersAlone::new,
            "rule3_aBucketThatIsMadeAgainHasNobodysObjects"));
  }

  @ParameterizedTest
  @MethodSource("rightDirectories")
  void aRightDirectoryPasses(Supplier<? extends HostBuckets> made, String rule) {
    assertEquals(List.of(Status.SUCCESSFUL), run(made, rule));
  }

  private static Arguments wrong(Supplier<? extends HostBuckets> made, String rule) {
    return Arguments.of(made, rule);
  }

  private static Arguments right(Supplier<? extends HostBuckets> made, String rule) {
    return Arguments.of(made, rule);
  }

  private static synchronized List<Status> run(Supplier<? extends HostBuckets> made, String rule) {
    wrong = made;
    return Runs.of(Subject.class, rule);
  }
}
