package io.sallyport.policy.json;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.policy.ConditionBlock;
import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.Effect;
import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.Principals;
import io.sallyport.policy.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of actions, keys and variables, of which none may be taken for another. */
class SpellingTest {

  private static void read(String action, String resource, String key) {
    String text =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "%s",
         "Resource": "arn:aws:s3:::b/%s", "Condition": {"StringLike": {"%s": "v"}}}}
        """;
    PolicyReader.read(text.formatted(action, resource, key), PolicyType.IDENTITY);
  }

  private static void assertRefused(String pointer, String action, String resource, String key) {
    MalformedPolicyException e =
        assertThrows(MalformedPolicyException.class, () -> read(action, resource, key));
    assertEquals(1, e.problems().size());
    assertEquals(pointer, e.problems().get(0).pointer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:GetBuc\u212AetPolicy",
        "s3:L\u0130stBucket",
        "s3:L\u0131stBucket",
        "s3:\uFF27et",
        "s3:Get\u00AD",
        "s3:Get\\u0000",
        "\u017F3:GetObject"
      })
  void refusesActionsThatAreNotAscii(String action) {
    assertRefused("/Statement/Action", action, "x", "k");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"service-prefix:action-name", "s3:Get*", "S3:?et_Object", "s3:*", "iam: a b "})
  void readsActionsThatAre(String action) {
    assertDoesNotThrow(() -> read(action, "x", "k"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwt:\u212Aid", "aws:Pr\u0130ncipalArn", "aws:PrincipalTag/\u212A"})
  void refusesKeysThatLowerCaseMakesOthers(String key) {
    assertRefused("/Statement/Condition/StringLike/" + key.replace("/", "~1"), "*", "x", key);
    assertRefused("/Statement/Resource", "*", "${" + key + "}", "k");
    assertRefused("/Statement/Resource", "*", "${" + key + ", 'x'}", "k");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"aws:PrincipalTag/größe", "aws:PrincipalTag/GRÖSSE", "aws:PrincipalTag/大きさ\u212B"})
  void readsKeysOfAnyLanguage(String key) {
    assertDoesNotThrow(() -> read("*", "${" + key + "}", key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"${aws:PrincipalTag/cost center}", "${ aws:username }", "${}"})
  void refusesSpacesInVariables(String variable) {
    assertRefused("/Statement/Resource", "*", variable, "k");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"${aws:PrincipalTag/team, 'cost center'}", "${aws:PrincipalTag/cost-center}"})
  void readsSpacesInDefaults(String variable) {
    assertDoesNotThrow(() -> read("*", variable, "aws:PrincipalTag/cost center"));
  }

  @Test
  void aDocumentMadeOfPartsHasNoMisspeltNamesEither() {
    for (String action :
        List.of("s3:Get\u212Aey", "s3", "*:x", "s3:a\n", "\u017F3:GetObject", "")) {
      assertThrows(IllegalArgumentException.class, () -> document(action, "aws:userid"), action);
    }
    for (String key : List.of("", "aws:to\u212Aenissuetime", "aws:user\u0130d")) {
      assertThrows(IllegalArgumentException.class, () -> document("s3:GetObject", key), key);
    }
    assertEquals(1, document("s3:Get*", "aws:userid").statements().size());
  }

  private static PolicyDocument document(String action, String key) {
    Patterns all = new Patterns(Polarity.IN, List.of("*"));
    ConditionBlock block =
        new ConditionBlock("StringEquals", List.of(new ConditionKey(key, List.of("v"))));
    Statement statement =
        new Statement(
            "",
            Effect.ALLOW,
            Principals.ABSENT,
            new Patterns(Polarity.IN, List.of(action)),
            all,
            List.of(block));
    return PolicyDocument.of(
        PolicyType.IDENTITY, "", PolicyVersion.V2012_10_17, "", List.of(statement));
  }
}
