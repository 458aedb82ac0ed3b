package io.sallyport.policy.eval;

import static io.sallyport.policy.eval.Ask.allows;
import static io.sallyport.policy.eval.Ask.denies;
import static io.sallyport.policy.eval.Ask.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.policy.ConditionBlock;
import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.Effect;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.Principals;
import io.sallyport.policy.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
  private static final RequestContext NOTHING = RequestContext.empty();

  @ParameterizedTest
  @CsvSource({
    "StringEquals, a*, a*, true",
    "StringEquals, a*, ab, false",
    "StringEquals, a, A, false",
    "StringEqualsIgnoreCase, a, A, true",
    "StringEqualsIgnoreCase, admin, adm\u0131n, false",
    "StringEqualsIgnoreCase, admin, adm\u0130n, false",
    "StringEqualsIgnoreCase, kay, \u212Aay, false",
    "StringEqualsIgnoreCase, \u212Aay, kay, false",
    "StringEqualsIgnoreCase, straße, STRAßE, true",
    "StringEqualsIgnoreCase, Ä, ä, true",
    "StringNotEqualsIgnoreCase, admin, adm\u0131n, false",
    "Bool, false, fal\u017Fe, false",
    "StringLike, a*z, abcz, true",
    "StringLike, a?z, az, false",
    "StringLike, A*, ab, false",
    "StringNotLike, a*, ab, false",
    "NumericEquals, 10, 10.0, true",
    "NumericEquals, 7, 007, true",
    "NumericLessThan, -1, -2, true",
    "NumericGreaterThan, 9, 10, true",
    "NumericEquals, 99999999999999999999, 99999999999999999999.0, true",
    "NumericNotEquals, 5, five, false",
    "NumericEquals, 5, five, false",
    "DateLessThan, 2026-01-01, 2025-12, true",
    "DateEquals, 2026-01-01, 1767225600, true",
    "DateEquals, 2026-01-01T01:00:00+01:00, 2026-01-01T00:00Z, true",
    "DateGreaterThan, 2026-01-01T00:00:00Z, 2026-01-01T00:00:00.5Z, true",
    "DateEquals, 2026-01-01, 2026-02-30, false",
    "DateNotEquals, 2026-01-01, never, false",
    "Bool, true, TRUE, true",
    "DateLessThan, 2026-01-31T12:00:00+0000, 2026-01-31T11:59:59Z, true",
    "DateLessThan, 2026-01-31T12:00:00+01, 2026-01-31T11:00:00Z, false",
    "DateLessThan, 2026-01-31t12:00:00z, 2026-01-31T11:59:59Z, true",
    "DateLessThan, 2026-1-31T12Z, 2026-01-31T11:59:59Z, true",
    "DateLessThan, 2026-1-31T12Z, 2026-01-31T12:00:00Z, false",
    "DateEquals, 2016-12-13t2:00:00.593194+23, 2016-12-12T03:00:00.593194Z, true",
    "DateEquals, 2026-1-1T, 2026-01-01, true",
    "BinaryEquals, YQ==, YQ==, true",
    "BinaryEquals, YQ==, Yg==, false",
    "IpAddress, 10.0.0.0/8, 10.1.2.3, true",
    "IpAddress, 10.9.9.9/8, 10.1.2.3, true",
    "IpAddress, 10.1.2.3, 10.1.2.3, true",
    "IpAddress, 0.0.0.0/0, 1.2.3.4, true",
    "IpAddress, 0.0.0.0/0, ::1, false",
    "IpAddress, 2001:db8::/32, 2001:DB8:0:1::5, true",
    "IpAddress, 2001:db8::/65, 2001:db8:0:0:8000::, false",
    "IpAddress, ::1, 0:0:0:0:0:0:0:1, true",
    "NotIpAddress, 10.0.0.0/8, ::1, true",
    "NotIpAddress, 10.0.0.0/8, nonsense, false",
    "IpAddress, 10.0.0.0/8, 010.0.0.1, false",
    "IpAddress, ::ffff:10.0.0.0/104, ::ffff:10.1.2.3, true",
    "ArnLike, arn:aws:s3:::b*, arn:aws:s3:::bc:d, true",
    "ArnEquals, arn:aws:*:::b, arn:aws:s3:::b, true",
    "ArnLike, arn:aws:s3:*:b, arn:aws:s3:::b, false",
    "ArnLike, arn:*:b, arn:aws:s3:::b, false",
    "ArnNotLike, arn:aws:s3:::b, nonsense, false",
  })
  void comparesOneValue(String operator, String policy, String asked, boolean holds) {
    String condition = "'" + operator + "':{'k':'" + policy + "'}";
    assertEquals(holds, allows(condition, with("K", asked)));
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, false",
    "StringNotEquals, true",
    "StringEqualsIfExists, true",
    "NumericLessThan, false",
    "NumericNotEquals, true",
    "BoolIfExists, true",
    "NotIpAddress, true",
    "ForAllValues:StringEquals, true",
    "ForAnyValue:StringEquals, false",
    "ForAllValues:StringNotEquals, true",
    "ForAnyValue:StringNotEquals, false",
    "ForAnyValue:StringEqualsIfExists, false"
  })
  void aMissingKeyCountsAsTheOperatorSays(String operator, boolean holds) {
    String value = operator.contains("Ip") ? "1.2.3.4" : operator.contains("Bool") ? "true" : "1";
    assertEquals(holds, allows("'" + operator + "':{'k':'" + value + "'}", NOTHING));
  }

  @Test
  void ifExistsIsDecidedPerKey() {
    String condition = "'StringEqualsIfExists':{'k1':'a','k2':'b'}";
    assertTrue(allows(condition, with("k1", "a")));
    assertFalse(allows(condition, with("k1", "x")));
    assertTrue(allows(condition, NOTHING));
  }

  /** Rows: the request's values, none being an empty list; the policy has a and b. */
  @ParameterizedTest
  @CsvSource({
    "ForAllValues:StringEquals, true, false, false, true",
    "ForAnyValue:StringEquals, false, false, true, true",
    "ForAllValues:StringNotEquals, true, true, false, false",
    "ForAnyValue:StringNotEquals, false, true, true, false",
    "ForAllValues:StringLike, true, false, false, true",
    "ForAnyValue:StringLike, false, false, true, true",
    "ForAllValues:StringNotLike, true, true, false, false",
    "ForAnyValue:StringNotLike, false, true, true, false"
  })
  void negationStandsInsideTheSetOperator(
      String operator, boolean empty, boolean disjoint, boolean overlap, boolean equal) {
    String condition = "'" + operator + "':{'k':['a','b']}";
    assertEquals(empty, allows(condition, many()));
    assertEquals(disjoint, allows(condition, many("x", "y")));
    assertEquals(overlap, allows(condition, many("a", "y")));
    assertEquals(equal, allows(condition, many("a", "b")));
  }

  private static RequestContext many(String... values) {
    return RequestContext.builder().hostMultivalued("k", List.of(values)).build();
  }

  @Test
  void withoutASetOperatorAnyValueMatchesAndANegationWantsNone() {
    assertTrue(allows("'StringEquals':{'k':'a'}", many("a", "x")));
    assertFalse(allows("'StringNotEquals':{'k':'a'}", many("a", "x")));
    assertTrue(allows("'StringNotEquals':{'k':'a'}", many("y", "x")));
  }

  @Test
  void nullTestsPresence() {
    assertTrue(allows("'Null':{'k':'true'}", NOTHING));
    assertFalse(allows("'Null':{'k':'true'}", with("k", "v")));
    assertTrue(allows("'Null':{'k':false}", with("k", "v")));
    assertTrue(allows("'Null':{'k':['true','false']}", NOTHING));
    assertFalse(allows("'Null':{'k':'true'}", with("k", "")));
    assertTrue(denies("'Null':{'k':'true'}", with("k", "")));
    assertTrue(denies("'Null':{'k':'false'}", with("k", "")));
  }

  @Test
  void whatAwsLeavesOpenDenies() {
    assertTrue(denies("'DateEquals':{'k':'2026-01-01'}", with("k", "2026-01-01T00:00:00.5Z")));
    assertTrue(denies("'NumericNotEquals':{'k':'5'}", with("k", "five")));
    assertTrue(denies("'IpAddress':{'k':'10.0.0.0/8'}", with("k", "::ffff:10.0.0.1")));
    assertTrue(denies("'ForAnyValue:StringEqualsIfExists':{'k':'a'}", NOTHING));
    assertFalse(denies("'Bool':{'k':'${x}'}", with("k", "true")));
    assertTrue(denies("'nonsense':{}", NOTHING));
    assertFalse(allows("'nonsense':{}", NOTHING));
    assertFalse(allows("'StringNotEquals':{'k':[]}", NOTHING));
  }

  /** As a stored document may hold them: the reader refuses most. */
  @ParameterizedTest
  @CsvSource({
    "DateLessThan, 2026-01-31T12:00:00, 2026-03-01T00:00:00Z",
    "DateLessThan, 2026, 2026-03-01T00:00:00Z",
    "DateGreaterThan, 2026-02-30, 2026-03-01T00:00:00Z",
    "DateEquals, 2026-1-1T12:60Z, 2026-03-01T00:00:00Z",
    "DateGreaterThan, 2026-03-01, 2025-01-01T00:00:00",
    "DateNotEquals, 2026-01-31T12:00:00, 2026-01-31T12:00:00Z",
    "IpAddress, 10.0.0.0/255.0.0.0, 11.1.2.3",
    "IpAddress, 2001:db8::/32, [2001:db8::5]",
    "NotIpAddress, 10.0.0.0/99, 11.0.0.1",
    "NotIpAddress, 10.0.0.0/8, 10.0.0.1:80",
    "NumericGreaterThan, '1,000', 5",
    "NumericLessThan, 5, six",
    "NumericNotEquals, five, 5",
    "Bool, yes, true",
    "Bool, false, no",
    "BinaryEquals, ?, YQ==",
    "BinaryEquals, YQ==, ?",
    "ArnLike, *, arn:aws:s3:::b",
    "ArnEquals, arn:aws:s3, arn:aws:s3:::b",
    "ArnNotLike, arn:*:b, arn:aws:s3:::c",
    "ArnLike, arn:aws:s3:::b, b",
  })
  void whatCannotBeComparedDenies(String operator, String policy, String asked) {
    for (String prefix : List.of("", "ForAnyValue:", "ForAllValues:")) {
      assertTrue(stored(Effect.DENY, prefix + operator, policy, asked).isPresent());
      assertTrue(stored(Effect.ALLOW, prefix + operator, policy, asked).isEmpty());
    }
  }

  /** The effect of a statement that no reader saw, if it has any. */
  private static Optional<Decision> stored(
      Effect effect, String operator, String policy, String asked) {
    Statement statement =
        new Statement(
            "",
            effect,
            Principals.ABSENT,
            new Patterns(Polarity.IN, List.of("*")),
            new Patterns(Polarity.IN, List.of("*")),
            List.of(new ConditionBlock(operator, List.of(new ConditionKey("k", List.of(policy))))));
    PolicyDocument document =
        PolicyDocument.of(
            PolicyType.IDENTITY, "", PolicyVersion.V2012_10_17, "", List.of(statement));
    Policies policies = Policies.builder().identity(CompiledPolicy.compile("p", document)).build();
    Decision decision = Ask.decide(policies, Ask.request("s3:Get", Ask.OBJECT, with("k", asked)));
    return Optional.of(decision).filter(it -> !(it instanceof Decision.ImplicitlyDenied));
  }

  @Test
  void allOperatorsAndKeysMustHold() {
    String condition = "'StringEquals':{'a':'1','b':'2'},'Bool':{'c':'true'}";
    RequestContext.Builder builder = RequestContext.builder().host("a", "1").host("b", "2");
    assertFalse(allows(condition, builder.build()));
    assertTrue(allows(condition, builder.host("c", "true").build()));
  }
}
