package io.sallyport.policy.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.Problem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariableSyntaxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${",
        "${}",
        "${aws:username",
        "${ aws:username}",
        "${aws:PrincipalTag/cost center}",
        "${aws:username,'x'}",
        "${aws:username, x}",
        "${aws:username, 'x}",
        "${aws:username, ''x''}",
        "${aws:username}${",
        "${${aws:username}}",
        "${**}",
        "${aws:username, '}'}"
      })
  void refusesMisspeltVariables(String variable) {
    for (String effect : List.of("Allow", "Deny")) {
      assertEquals(List.of("/Statement/Resource"), variableProblems(effect, variable, "v"));
      assertEquals(
          List.of("/Statement/Condition/StringNotLike/k"), variableProblems(effect, "v", variable));
    }
  }

  private static List<String> variableProblems(String effect, String resource, String operand) {
    String text =
        "{'Version':'2012-10-17','Statement':{'Effect':'%s','Action':'*',".formatted(effect)
            + "'Resource':'arn:aws:s3:::b/%s','Condition':{'StringNotLike':{'k':'%s'}}}}"
                .formatted(resource.replace("'", "\\u0027"), operand.replace("'", "\\u0027"));
    try {
      PolicyReader.read(text.replace('\'', '"'), PolicyType.IDENTITY);
      return List.of();
    } catch (MalformedPolicyException e) {
      return e.problems().stream().map(Problem::pointer).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${aws:username}",
        "${aws:PrincipalTag/a/b-c_d.e=f+g@h}",
        "${aws:username, ''}",
        "${aws:username, 'a b, c'}",
        "${*}${?}${$}",
        "$",
        "$x{y}",
        "}",
        "$${aws:username}"
      })
  void readsVariables(String variable) {
    assertEquals(List.of(), variableProblems("Deny", variable, variable));
  }
}
