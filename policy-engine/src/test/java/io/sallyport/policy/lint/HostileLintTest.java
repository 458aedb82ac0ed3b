package io.sallyport.policy.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.policy.Effect;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.Principals;
import io.sallyport.policy.Statement;
import io.sallyport.policy.json.PolicyReader;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Documents within the reader's bounds, made to be slow to lint. */
class HostileLintTest {
  /** What is not bounded takes minutes. */
  private static final Duration BOUNDED = Duration.ofSeconds(60);

  private static String many(int count, IntFunction<String> item) {
    return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(","));
  }

  private static String allow(String actions, String resources, String more) {
    return "{'Effect':'Allow','Action':[%s],'Resource':[%s]%s}".formatted(actions, resources, more);
  }

  private static List<Finding> lint(String statements) {
    String text = "{'Version':'2012-10-17','Statement':[" + statements + "]}";
    PolicyDocument document = PolicyReader.read(text.replace('\'', '"'), PolicyType.IDENTITY);
    return assertTimeoutPreemptively(BOUNDED, () -> PolicyLinter.lint(document));
  }

  @Test
  void comparesLongPatternsInBoundedTime() {
    String wide = "'arn:aws:s3:::*" + "a".repeat(60_000) + "b'";
    String narrow = "'arn:aws:s3:::" + "a".repeat(125_000) + "'";
    assertEquals(List.of(), lint(allow("'s3:*'", wide, "") + "," + allow("'s3:*'", narrow, "")));
  }

  @Test
  void findsManyKeysInBoundedTime() {
    String keys = many(20_000, it -> "'s3:" + it + "':1");
    String condition = ",'Condition':{'StringEquals':{" + keys + "}}";
    List<Finding> found = lint(allow("'*'", "'*'", condition));
    assertEquals(20_000, found.size());
    assertEquals("/Statement/0/Condition/StringEquals/s3:19999", found.get(19_999).pointer());
  }

  @Test
  void findsManyValuesOfALongKeyInBoundedTime() {
    String key = "k".repeat(131_000);
    String condition =
        ",'Condition':{'ArnLike':{'" + key + "':[" + many(42_000, it -> "''") + "]}}";
    assertEquals(42_000, lint(allow("'*'", "'*'", condition)).size());
  }

  @Test
  void comparesManyStatementsInBoundedTime() {
    String small = many(2500, it -> allow("'s3:a" + it + "'", "'arn:aws:s3:::" + it + "'", ""));
    String big = allow(many(6000, it -> "'s3:b" + it + "'"), "'*'", "");
    assertTrue(lint(small + "," + big).size() > 8000);
  }

  @Test
  void comparesManyLikeStatementsInBoundedTime() {
    String one = allow("'*'", "'*'", "");
    assertEquals(4799, lint(many(4800, it -> one)).size());
  }

  @Test
  void matchesManyActionsWithManyResourcesInBoundedTime() {
    String actions = many(7000, it -> "'s3:GetObject'");
    String resources = many(7000, it -> "'arn:aws:s3:::b'");
    assertEquals(7000, lint(allow(actions, resources, "")).size());
    assertEquals(7000, lint(allow(actions, resources.replace("s3", "sns"), "")).size());
  }

  @Test
  void matchesManyPatternsOfActionsInBoundedTime() {
    lint(allow(many(20_000, it -> "'s3:*a*%x'".formatted(it)), "'*'", ""));
    lint(allow("'s3:" + "*?".repeat(120_000) + "'", "'*'", ""));
  }

  @Test
  void comparesAllStatementsOfADocumentOfOrdinarySize() {
    String covered = allow("'s3:GetObject'", "'arn:aws:s3:::last/*'", "");
    String others =
        many(
            120,
            it ->
                allow(
                    many(8, action -> "'s3:Put" + it + "x" + action + "*'"),
                    many(4, bucket -> "'arn:aws:s3:::bucket" + it + "/" + bucket + "/*'"),
                    ""));
    String wide = allow("'s3:Get*'", "'arn:aws:s3:::l*'", "");
    List<Finding> found = lint(covered + "," + others + "," + wide);
    assertTrue(
        found.stream().anyMatch(it -> it.message().contains("statement 121 covers")),
        found::toString);
  }

  @Test
  void lintsDocumentsThatSomeCodeHasMade() {
    Patterns odd = new Patterns(Polarity.IN, List.of("", "noColon", "${", "arn:::::", "::::::"));
    Patterns actions = new Patterns(Polarity.IN, List.of("s3:?*"));
    Statement statement =
        new Statement("", Effect.ALLOW, Principals.ABSENT, actions, odd, List.of());
    PolicyDocument document =
        PolicyDocument.of(
            PolicyType.IDENTITY,
            "[[]]",
            PolicyVersion.V2012_10_17,
            "",
            List.of(statement, statement));
    assertEquals(
        List.of("/0", "/0", ""),
        PolicyLinter.lint(document).stream().map(finding -> finding.pointer()).toList());
  }
}
