package io.sallyport.policy.eval;

import static io.sallyport.policy.eval.Ask.allows;
import static io.sallyport.policy.eval.Ask.allowsResource;
import static io.sallyport.policy.eval.Ask.denies;
import static io.sallyport.policy.eval.Ask.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariableTest {
  private static final String HOME = "arn:aws:s3:::b/${aws:UserName}/*";

  @Test
  void standsForTheValueOfItsKey() {
    assertTrue(allowsResource(HOME, "arn:aws:s3:::b/al/x", with("aws:username", "al")));
    assertFalse(allowsResource(HOME, "arn:aws:s3:::b/bo/x", with("aws:username", "al")));
    assertFalse(allowsResource(HOME, "arn:aws:s3:::b/al/x", RequestContext.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "?", "${x}", "{sub}", "a*", "${*}"})
  void itsValueIsNeverReadAsAPattern(String value) {
    assertFalse(allowsResource(HOME, "arn:aws:s3:::b/other/x", with("aws:username", value)));
    assertTrue(allowsResource(HOME, "arn:aws:s3:::b/" + value + "/x", with("aws:username", value)));
    assertFalse(allows("'StringLike':{'k':'${v}'}", both("other", value)));
  }

  private static RequestContext both(String asked, String value) {
    return RequestContext.builder().host("k", asked).host("v", value).build();
  }

  @Test
  void aDefaultStandsInForAMissingKeyOnly() {
    String pattern = "arn:aws:s3:::b/${aws:team, \\u0027none\\u0027}/*";
    assertTrue(allowsResource(pattern, "arn:aws:s3:::b/none/x", RequestContext.empty()));
    assertFalse(allowsResource(pattern, "arn:aws:s3:::b/none/x", with("aws:team", "red")));
    assertTrue(allowsResource(pattern, "arn:aws:s3:::b/red/x", with("aws:team", "red")));
  }

  @Test
  void escapesAreLiteral() {
    String pattern = "arn:aws:s3:::b/${*}${?}${$}";
    assertTrue(allowsResource(pattern, "arn:aws:s3:::b/*?$", RequestContext.empty()));
    assertFalse(allowsResource(pattern, "arn:aws:s3:::b/xyz", RequestContext.empty()));
  }

  @Test
  void aMissingOneEqualsNothingSoThatANegationHolds() {
    assertFalse(allows("'StringEquals':{'k':'${none}'}", with("k", "")));
    assertTrue(denies("'StringNotEquals':{'k':'${none}'}", with("k", "v")));
  }

  @Test
  void severalValuesStandOnlyForAWholeValue() {
    RequestContext context =
        RequestContext.builder().host("k", "red").host("team", "red", "blue").build();
    assertTrue(allows("'StringEquals':{'k':'${team}'}", context));
    assertFalse(allows("'StringLike':{'k':'${team}*'}", context));
    RequestContext one =
        RequestContext.builder().host("k", "red").hostMultivalued("team", List.of("red")).build();
    assertFalse(allows("'StringLike':{'k':'${team}*'}", one));
  }

  /** What an Allow with NotResource grants then is open, so it grants nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"${none}", "${team}", "${one}", "${empty}"})
  void anAllowOfAllButWhatLacksAValueGrantsNothing(String variable) {
    RequestContext context =
        RequestContext.builder()
            .host("team", "red", "blue")
            .hostMultivalued("one", List.of("red"))
            .host("empty", "")
            .host("user", "al")
            .build();
    assertFalse(decideNotResource("Allow", variable, context).isAllowed());
    assertTrue(decideNotResource("Allow", "${user}", context).isAllowed());
    assertTrue(decideNotResource("Allow", "${none, \\u0027al\\u0027}", context).isAllowed());
    assertTrue(decideNotResource("Deny", variable, context) instanceof Decision.ExplicitlyDenied);
  }

  /** The reader refuses it; a document that was not read is caught here. */
  @ParameterizedTest
  @ValueSource(strings = {"${misspelt", "${a b}", "${}"})
  void aDocumentWithAMisspeltVariableCannotBeEvaluated(String variable) {
    Statement deny =
        new Statement(
            "",
            Effect.DENY,
            Principals.ABSENT,
            new Patterns(Polarity.IN, List.of("*")),
            new Patterns(Polarity.IN, List.of("arn:aws:s3:::b/" + variable)),
            List.of());
    PolicyDocument document =
        PolicyDocument.of(PolicyType.IDENTITY, "", PolicyVersion.V2012_10_17, "", List.of(deny));
    Policies policies =
        Policies.builder()
            .identity(CompiledPolicy.compile("p", document))
            .identity(Ask.identity("{'Effect':'Allow','Action':'*','Resource':'*'}"))
            .build();
    assertEquals(
        new Decision.Unevaluable("the policy \"p\" can't be read: a variable is misspelt"),
        Ask.decide(policies, Ask.request("s3:Get", "arn:aws:s3:::x", RequestContext.empty())));
  }

  private static Decision decideNotResource(
      String effect, String variable, RequestContext context) {
    String statement =
        "{'Effect':'%s','Action':'*','NotResource':['arn:aws:s3:::x','arn:aws:s3:::b/%s/*']}"
            .formatted(effect, variable);
    Policies policies = Policies.builder().identity(Ask.identity(statement)).build();
    return Ask.decide(policies, Ask.request("s3:Get", "arn:aws:s3:::b/red", context));
  }

  @Test
  void inA2008DocumentItIsPlainText() {
    String text = "{'Statement':{'Effect':'Allow','Action':'*','Resource':'" + HOME + "'}}";
    CompiledPolicy policy =
        CompiledPolicy.compile("p", PolicyReader.read(Ask.json(text), PolicyType.IDENTITY));
    Policies policies = Policies.builder().identity(policy).build();
    RequestContext context = with("aws:username", "al");
    assertFalse(
        Ask.decide(policies, Ask.request("s3:Get", "arn:aws:s3:::b/al/x", context)).isAllowed());
    String literal = "arn:aws:s3:::b/${aws:UserName}/x";
    assertTrue(Ask.decide(policies, Ask.request("s3:Get", literal, context)).isAllowed());
  }

  @Test
  void isKnownBeforehand() {
    CompiledPolicy policy =
        Ask.identity(
            "{'Effect':'Allow','Action':'*','Resource':'"
                + HOME
                + "',"
                + "'Condition':{'StringLike':{'S3:Prefix':'${aws:PrincipalTag/Team}/*'}}}");
    assertEquals(
        Set.of("aws:username", "s3:prefix", "aws:principaltag/team"),
        Policies.builder().identity(policy).build().referencedKeys());
  }

  /** The account of Ceph's roles without one is the empty text: an account like others. */
  @Test
  void theEmptyAccountIsItselfAndNoOther() {
    String guard = "'StringNotEquals':{'aws:ResourceAccount':'${aws:PrincipalAccount}'}";
    String same = "'StringEquals':{'AWS:ResourceAccount':'${aws:principalaccount}'}";
    RequestContext own =
        RequestContext.builder()
            .host("aws:ResourceAccount", "")
            .host("aws:PrincipalAccount", "")
            .build();
    assertFalse(denies(guard, own));
    assertTrue(allows(same, own));
    RequestContext other =
        RequestContext.builder()
            .host("aws:ResourceAccount", "")
            .host("aws:PrincipalAccount", "1")
            .build();
    assertTrue(denies(guard, other));
    assertFalse(allows(same, other));
    assertTrue(allows("'Null':{'aws:PrincipalAccount':'false'}", own));
    assertFalse(allows("'Null':{'aws:PrincipalAccount':'true'}", own));
    assertTrue(denies(guard, with("aws:ResourceAccount", "")));
    assertFalse(
        allowsResource("arn:aws:s3:::${aws:PrincipalAccount}*", "arn:aws:s3:::b/k", own),
        "inside a longer text no empty one counts in an Allow");
  }
}
