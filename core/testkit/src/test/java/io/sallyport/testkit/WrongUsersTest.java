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
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult.Status;

/** The contract is tested too: each wrong directory fails the test of the rule that it breaks. */
class WrongUsersTest {
  /** Some are wrong only if others come between. */
  private static final int RUNS = 10;

  private static Supplier<? extends HostUsers> wrong = HostUsers::new;

  /** The contract of whichever directory is being looked at; surefire doesn't run it by itself. */
  static class Subject extends HostUsersTest {
    @Override
    HostUsers made() {
      return wrong.get();
    }
  }

  static Stream<Arguments> wrongDirectories() {
    return Stream.of(
        wrong(WrongUsers.OneSecretForAll::new, "rule1_aKeyFindsItsUserAndItsSecret"),
        wrong(WrongUsers.AnyCaseOfAKey::new, "rule1_aKeyThatNobodyHasFindsNobody"),
        wrong(WrongUsers.BeginningOfAKey::new, "rule1_aKeyThatNobodyHasFindsNobody"),
        wrong(WrongUsers.Remembers::new, "rule2_aKeyIsOverAtOnce"),
        wrong(WrongUsers.Remembers::new, "rule2_whatAUserMayDoIsOfNow"),
        wrong(WrongUsers.RemembersNames::new, "rule2_whatAUserMayDoIsOfNow"),
        wrong(WrongUsers.OneCaseOfAName::new, "rule3_aNameInAnyCaseIsTheUserThatItsKeyFinds"),
        wrong(WrongUsers.AnyAccount::new, "rule3_aNameIsNobodysInAnotherAccount"),
        wrong(WrongUsers.NamesAreIds::new, "rule4_whoComesToHaveTheNameIsSomebodyElse"),
        wrong(WrongUsers.CountsInEachAccount::new, "rule4_noTwoUsersHaveOneIdOfWhateverAccount"),
        wrong(WrongUsers.CountsInEachAccount::new, "rule4_noIdIsGivenAgainInAnotherAccount"),
        wrong(WrongUsers.Remembers::new, "rule5_aUserThatIsGoneIsNobody"),
        wrong(WrongUsers.ForgetsNobodysName::new, "rule5_aUserThatIsGoneIsNobody"),
        wrong(WrongUsers.AnyPathOfAnArn::new, "rule6_anArnIsTheUserThatHasIt"),
        wrong(WrongUsers.NoRootUsers::new, "rule7_aRootUserIsItsAccount"),
        wrong(WrongUsers.NobodyInAnOutage::new, "rule8_whatCantBeToldIsThrown"),
        wrong(WrongUsers.LooksTwice::new, "rule9_answersAreOfOneMoment"));
  }

  @ParameterizedTest
  @MethodSource("wrongDirectories")
  void aWrongDirectoryFailsTheRuleItBreaks(Supplier<? extends HostUsers> made, String rule) {
    List<Status> failed = List.of(Status.FAILED);
    assertTrue(IntStream.range(0, RUNS).anyMatch(run -> run(made, rule).equals(failed)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rule2_aKeyIsOverAtOnce", "rule9_answersAreOfOneMoment"})
  void aRightDirectoryPasses(String rule) {
    assertEquals(List.of(Status.SUCCESSFUL), run(HostUsers::new, rule));
  }

  private static Arguments wrong(Supplier<? extends HostUsers> made, String rule) {
    return Arguments.of(made, rule);
  }

  private static synchronized List<Status> run(Supplier<? extends HostUsers> made, String rule) {
    wrong = made;
    return Runs.of(Subject.class, rule);
  }
}
