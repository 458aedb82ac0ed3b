package io.sallyport.policy.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.policy.Leniency;
import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
  private static final String ALLOW = "'Effect':'Allow','Action':'s3:*','Resource':'*'";

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static PolicyDocument read(String text, PolicyType type) {
    return PolicyReader.read(json(text), type);
  }

  private static List<Problem> problems(String text, PolicyType type) {
    return assertThrows(MalformedPolicyException.class, () -> read(text, type)).problems();
  }

  private static List<String> pointers(String statement, PolicyType type) {
    return problems("{'Statement':" + statement + "}", type).stream()
        .map(Problem::pointer)
        .toList();
  }

  @Test
  void keepsTheTextByteForByteAndReadsBackEqual() {
    String text =
        json(
            "{ 'Version':'2012-10-17', 'Id':'i','Statement':{'Sid':'s',\n'Effect':'Deny',"
                + "'NotPrincipal':{'Service':['a','b'],'AWS':'111122223333'},'NotAction':'s3:*',"
                + "'Resource':['arn:aws:s3:::b',null],'Condition':{'NumericLessThan':{'k':[1,2.50]},"
                + "'Bool':{'b':true},'Null':{}}}}");
    PolicyDocument document = PolicyReader.read(text, PolicyType.RESOURCE);
    assertEquals(text, document.text());
    String written = PolicyWriter.write(document);
    assertEquals(document, PolicyReader.read(written, PolicyType.RESOURCE));
    assertEquals(written, PolicyWriter.write(PolicyReader.read(written, PolicyType.RESOURCE)));
    assertEquals(
        List.of("1", "2.50"),
        document.statements().get(0).conditions().get(0).keys().get(0).values());
  }

  @Test
  void reportsEveryProblemWithItsPlace() {
    String text =
        "{'Version':'2012-10-18',\n 'Statement':[{'Effect':'allow','Action':'s3',\n"
            + "   'Resource':'b','Condition':{'StringEqual':{'k':'v'}},'Extra':1}]}";
    List<Problem> problems = problems(text, PolicyType.IDENTITY);
    assertEquals(
        Set.of(
            "/Version",
            "/Statement/0/Effect",
            "/Statement/0/Action",
            "/Statement/0/Resource",
            "/Statement/0/Condition/StringEqual",
            "/Statement/0/Extra"),
        Set.copyOf(problems.stream().map(Problem::pointer).toList()));
    Problem resource =
        problems.stream().filter(it -> it.pointer().endsWith("Resource")).findFirst().orElseThrow();
    assertEquals(3, resource.line());
    assertEquals(15, resource.column());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NullIfExists",
        "StringEqualsIfExistsIfExists",
        "stringEquals",
        "StringEqual",
        "ForAllValues:Null",
        "ForAllValue:StringEquals",
        "ForAnyValue:ForAllValues:StringEquals",
        "ForAnyValue::StringEquals",
        "StringLike ",
        "",
        "ArnEqual",
        "IfExists",
        "BinaryNotEquals"
      })
  void refusesOperatorsThatItDoesNotKnow(String operator) {
    String statement = "{" + ALLOW + ",'Condition':{'" + operator + "':{'k':'v'}}}";
    assertEquals(
        List.of("/Statement/Condition/" + operator), pointers(statement, PolicyType.IDENTITY));
  }

  @ParameterizedTest
  @CsvSource({
    "DateLessThan, 2026-01-31T12:00:00",
    "DateLessThan, 2026",
    "DateLessThan, 2026-02-30",
    "DateLessThan, never",
    "IpAddress, 10.0.0.0/255.0.0.0",
    "NotIpAddress, 10.0.0.0/33",
    "NumericGreaterThan, '1,000'",
    "NumericGreaterThan, ${k}",
    "Bool, yes",
    "Null, no",
    "ForAnyValue:BinaryEquals, ?",
  })
  void refusesValuesThatTheirOperatorCannotCompare(String operator, String value) {
    String statement = "{" + ALLOW + ",'Condition':{'" + operator + "':{'k':'" + value + "'}}}";
    assertEquals(
        List.of("/Statement/Condition/" + operator + "/k"),
        pointers(statement, PolicyType.IDENTITY));
  }

  /** Such a variable would stand for nothing, so that a Deny with it would deny nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|well-formed JSON, and not the end of the text",
        "{\"a\": [1, 2}|well-formed JSON; Unexpected close marker '}': expected ']'",
        "{\"a\" 1}|well-formed JSON; Unexpected character ('1' (code 49)): was expecting a colon to"
            + " separate field name and value",
        "{a: 1}|well-formed JSON; Unexpected character ('a' (code 97)): was expecting double-quote"
            + " to start field name",
        "nul|well-formed JSON; Unrecognized token 'nul': was expecting",
        "[[[[[[[[[[[[[[[[[[|JSON of at most 16 levels, and numbers of at most 100 characters"
      })
  void saysWhatWasExpectedOfBrokenJson(String text, String expected) {
    Problem problem = problems(text, PolicyType.IDENTITY).get(0);
    assertTrue(problem.expected().startsWith(expected), problem::toString);
    assertFalse(problem.toString().contains("REDACTED"), problem::toString);
    assertTrue(problem.toString().startsWith("the document (line 1, column "), problem::toString);
    assertTrue(problem.toString().contains("): expected " + expected), problem::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:s3::${aws:PrincipalAccount}:b",
        "arn:aws:s3:${x}:1:b/k",
        "arn:${x}",
        "arn:aws:s3:${x",
        "${aws:username}"
      })
  void refusesVariablesBeforeTheSixthPart(String resource) {
    for (String name : List.of("Resource", "NotResource")) {
      String statement = "{'Effect':'Allow','Action':'*','" + name + "':'" + resource + "'}";
      String text = "{'Version':'2012-10-17','Statement':" + statement + "}";
      assertEquals(
          List.of("/Statement/" + name),
          problems(text, PolicyType.IDENTITY).stream().map(Problem::pointer).toList());
    }
    read(
        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':"
            + "['arn:aws:s3:::${x}','arn:aws:s3:::b:${aws:username}/*']}}",
        PolicyType.IDENTITY);
  }

  @Test
  void refusesNamesTwiceAndTextBehind() {
    assertFalse(pointers("{" + ALLOW + ",'Effect':'Deny'}", PolicyType.IDENTITY).isEmpty());
    assertFalse(
        pointers(
                "{" + ALLOW + ",'Condition':{'Bool':{'a':'true','A':'true'}}}", PolicyType.IDENTITY)
            .isEmpty());
    assertFalse(problems("{'Statement':{" + ALLOW + "}} x", PolicyType.IDENTITY).isEmpty());
    assertFalse(problems("{'Statement':{" + ALLOW + "}}{}", PolicyType.IDENTITY).isEmpty());
    assertFalse(problems("", PolicyType.IDENTITY).isEmpty());
    assertFalse(problems("[]", PolicyType.IDENTITY).isEmpty());
    assertFalse(problems("// c\n{'Statement':{" + ALLOW + "}}", PolicyType.IDENTITY).isEmpty());
  }

  @Test
  void eachTypeHasItsElements() {
    String principal = ",'Principal':'*'";
    String trust =
        "{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'AWS':'111122223333'}}";
    read("{'Statement':" + trust + "}", PolicyType.TRUST);
    read("{'Statement':{" + ALLOW + principal + "}}", PolicyType.RESOURCE);
    assertEquals(
        List.of("/Statement/Resource"), pointers("{" + ALLOW + principal + "}", PolicyType.TRUST));
    assertEquals(List.of("/Statement"), pointers("{" + ALLOW + "}", PolicyType.RESOURCE));
    for (PolicyType type : List.of(PolicyType.IDENTITY, PolicyType.SESSION, PolicyType.BOUNDARY)) {
      assertEquals(List.of("/Statement/Principal"), pointers("{" + ALLOW + principal + "}", type));
    }
    assertEquals(
        PolicyVersion.V2008_10_17,
        read("{'Statement':{" + ALLOW + "}}", PolicyType.SESSION).version());
    assertEquals(
        List.of(""),
        problems("{'Statement':{" + ALLOW + "}}", PolicyType.MANAGED).stream()
            .map(Problem::pointer)
            .toList());
  }

  @Test
  void aPrincipalInAnIdentityPolicyPassesOnlyByName() {
    String text = json("{'Statement':{" + ALLOW + ",'Principal':'nonsense'}}");
    PolicyDocument document =
        PolicyReader.read(text, PolicyType.IDENTITY, Set.of(Leniency.PRINCIPAL_IN_IDENTITY_POLICY));
    assertTrue(document.statements().get(0).principals().values().isEmpty());
  }

  /** What a statement with an ignored Principal says is what it says without one. */
  @ParameterizedTest
  @ValueSource(strings = {"'*'", "{'AWS':'*'}", "{'AWS':'arn:aws:iam:::user/x'}", "[]", "{}", "7"})
  void anIgnoredPrincipalChangesNothing(String principal) {
    for (String effect : List.of("Allow", "Deny")) {
      String rest = "'Effect':'" + effect + "','Action':'s3:*','Resource':'*'";
      assertEquals(
          PolicyReader.read(json("{'Statement':{" + rest + "}}"), PolicyType.IDENTITY).statements(),
          lenient(PolicyType.IDENTITY, "{'Statement':{" + rest + ",'Principal':" + principal + "}}")
              .statements());
    }
  }

  @Test
  void nothingElsePassesUnderThatName() {
    String in = "{'Version':'2012-10-17','Statement':{" + ALLOW + ",'Principal':'*'}}";
    for (PolicyType type : List.of(PolicyType.MANAGED, PolicyType.BOUNDARY, PolicyType.SESSION)) {
      assertThrows(MalformedPolicyException.class, () -> lenient(type, in));
    }
    String notIn = in.replace("Principal", "NotPrincipal");
    assertThrows(MalformedPolicyException.class, () -> lenient(PolicyType.IDENTITY, notIn));
  }

  private static PolicyDocument lenient(PolicyType type, String text) {
    return PolicyReader.read(json(text), type, Set.of(Leniency.PRINCIPAL_IN_IDENTITY_POLICY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'AWS':'*'} | true",
        "'*' | true",
        "{'AWS':''} | false",
        "'a' | false",
        "{} | false",
        "{'AWS':'arn:aws:iam::111122223333:user/*'} | false",
        "{'AWS':[]} | false",
        "{'AWS':'arn:aws:iam:::role/X'} | true",
        "{'AWS':'arn:aws:iam::t:user/u'} | true",
        "{'AWS':'arn:aws:sts::111122223333:assumed-role/r/s'} | true",
        "{'AWS':'arn:aws:iam::111122223333:assumed-role/r/s'} | true",
        "{'AWS':'arn:aws:iam::111122223333:group/g'} | false",
        "{'AWS':'arn:aws:sts::111122223333:user/u'} | false",
        "{'AWS':'arn:aws:sts::111122223333:assumed-role/r'} | false",
        "{'AWS':'arn:aws:sts::111122223333:assumed-role//s'} | false",
        "{'AWS':'arn:aws:sts::111122223333:federated-user/f'} | true",
        "{'AWS':'arn:aws:iam::111122223333:role/r\\n'} | false",
        "{'aws':'*'} | false",
        "{'AWS':'arn:aws:s3:::b'} | false",
        "{'Service':'*'} | false",
        "{'Service':'ec2.amazonaws.com'} | true",
        "{'Federated':'accounts.google.com'} | true",
        "{'CanonicalUser':'79a5'} | false",
        "{'AWS':{'a':'b'}} | false",
        "['*'] | false"
      })
  void readsPrincipalsOfATrustPolicy(String principal, boolean valid) {
    String text =
        "{'Statement':{'Effect':'Allow','Action':'sts:AssumeRole','Principal':" + principal + "}}";
    if (valid) {
      read(text, PolicyType.TRUST);
    } else {
      assertFalse(problems(text, PolicyType.TRUST).isEmpty());
    }
  }

  @Test
  void refusesHostileNamesInLinearTime() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          String name = "arn:aws:sts::1:assumed-role/r" + "/".repeat(64_000) + "\\n";
          String statement = "{'Effect':'Allow','Action':'*','Principal':{'AWS':'" + name + "'}}";
          assertEquals(List.of("/Statement/Principal/AWS"), pointers(statement, PolicyType.TRUST));
          String resource = "arn:" + "*".repeat(64_000) + "\\n:s3:::b";
          read(
              "{'Statement':{" + ALLOW.replace("'*'", "'" + resource + "'") + "}}",
              PolicyType.IDENTITY);
        });
  }
}
