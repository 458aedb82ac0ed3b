package io.sallyport.policy.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents made to be slow, huge or misleading do to the reader. */
class HostileDocumentTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String ALLOW = "'Effect':'Allow','Action':'s3:*','Resource':'*'";

  private static PolicyDocument read(String text) {
    return PolicyReader.read(text.replace('\'', '"'), PolicyType.IDENTITY);
  }

  private static MalformedPolicyException refusal(String text) {
    return assertThrows(MalformedPolicyException.class, () -> read(text));
  }

  private static MalformedPolicyException refusalOf(String statement) {
    return refusal("{'Statement':" + statement + "}");
  }

  private static String condition(String key, String value, int count) {
    String values = (value + ",").repeat(count - 1) + value;
    return "{" + ALLOW + ",'Condition':{'StringEquals':{'" + key + "':[" + values + "]}}}";
  }

  private static void assertBounded(MalformedPolicyException e) {
    int length =
        e.problems().stream().mapToInt(it -> it.pointer().length() + it.expected().length()).sum();
    assertTrue(length < 300_000, "characters: " + length);
    assertTrue(e.problems().size() <= 1000);
    assertTrue(String.valueOf(e.getMessage()).length() < 10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k", "/", "~"})
  void readsManyValuesOfALongKeyInLinearTime(String letter) {
    String text = "{'Statement':" + condition(letter.repeat(131_000), "''", 43_000) + "}";
    assertTrue(text.length() > 256_000);
    assertTimeoutPreemptively(SOON, () -> assertEquals(1, read(text).statements().size()));
  }

  @Test
  void readsManyKeysOfALongOperatorInLinearTime() {
    String keys =
        IntStream.range(0, 12_000)
            .mapToObj(it -> "'k" + it + "':1")
            .collect(Collectors.joining(","));
    String operator = "k".repeat(100_000) + "IfExists";
    String statement = "{" + ALLOW + ",'Condition':{'" + operator + "':{" + keys + "}}}";
    assertTimeoutPreemptively(SOON, () -> assertBounded(refusalOf(statement)));
  }

  @Test
  void boundsWhatItSaysOfALongKey() {
    String statement = condition("k".repeat(131_000), "[]", 43_000);
    MalformedPolicyException e = assertTimeoutPreemptively(SOON, () -> refusalOf(statement));
    assertBounded(e);
    assertEquals(43_000, e.problems().size() + e.unlisted());
    String shown = "/Statement/Condition/StringEquals/" + "k".repeat(200) + ".../0";
    assertEquals(shown, e.problems().get(0).pointer());
  }

  @Test
  void pointsWithNamesOfOrdinaryLengthWhole() {
    String key = "aws:PrincipalTag/" + "k".repeat(128);
    assertEquals(
        "/Statement/Condition/StringEquals/" + key.replace("/", "~1") + "/0",
        refusalOf(condition(key, "[]", 1)).problems().get(0).pointer());
  }

  @Test
  void listsProblemsInTheOrderOfTheText() {
    String text =
        "{'Version':'x','Statement':[{'Effect':'allow','Action':'bad','Resource':'*',\n"
            + "'Condition':{'Foo':{'k':'v'}},'Zzz':1}],'Yyy':2}";
    List<Problem> problems = refusal(text).problems();
    assertEquals(
        List.of(
            "/Version",
            "/Statement/0/Effect",
            "/Statement/0/Action",
            "/Statement/0/Condition/Foo",
            "/Statement/0/Zzz",
            "/Yyy"),
        problems.stream().map(Problem::pointer).toList());
    Comparator<Problem> place =
        Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);
    assertEquals(problems.stream().sorted(place).toList(), problems);
  }

  @Test
  void countsTheProblemsThatItDoesNotList() {
    String actions = "5,".repeat(1499) + "5";
    MalformedPolicyException e =
        refusalOf("{'Effect':'Allow','Action':[" + actions + "],'Resource':'*'}");
    assertEquals(1000, e.problems().size());
    assertEquals(500, e.unlisted());
    assertTrue(String.valueOf(e.getMessage()).endsWith("; and 1490 more"), e.getMessage());
  }

  @Test
  void staysWholeWhenSerialised() throws IOException, ClassNotFoundException {
    MalformedPolicyException e = refusal("{}");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(e);
    Object back = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    assertEquals(e.problems(), ((MalformedPolicyException) back).problems());
  }

  @Test
  void answersWhateverSizeInBoundedTime() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          String statement =
              "{" + ALLOW.replace("'*'", "'arn:aws:s3:::bucket/" + "x".repeat(150) + "'") + "}";
          String thousand = "{'Statement':[" + (statement + ",").repeat(999) + statement + "]}";
          assertTrue(thousand.length() > 190 * 1024);
          assertEquals(1000, read(thousand).statements().size());
          assertBounded(refusalOf("[".repeat(64) + "]".repeat(64)));
          assertBounded(refusal("{'Id':'" + "x".repeat(1 << 20) + "'}"));
          assertBounded(refusal("[".repeat(100_000)));
          assertBounded(refusalOf("[" + "{},".repeat(20_000) + "{}]"));
        });
  }
}
