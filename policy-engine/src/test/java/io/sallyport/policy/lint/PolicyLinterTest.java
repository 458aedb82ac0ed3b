package io.sallyport.policy.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.policy.Leniency;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.json.PolicyReader;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyLinterTest {

  private static List<Finding> lint(PolicyType type, String... statements) {
    String text = "{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}";
    return PolicyLinter.lint(
        PolicyReader.read(
            text.replace('\'', '"'), type, Set.of(Leniency.PRINCIPAL_IN_IDENTITY_POLICY)));
  }

  private static String allow(String action, String resource, String more) {
    return "{'Effect':'Allow','Action':'" + action + "','Resource':'" + resource + "'" + more + "}";
  }

  private static String only(List<Finding> findings) {
    assertEquals(1, findings.size(), findings::toString);
    return findings.get(0).pointer() + " " + findings.get(0).message();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "s3:* | arn:aws:s3:::b/* | ``",
        "s3:GetObject | arn:aws:s3:::b/* | ``",
        "s3:ListBucket | arn:aws:s3:::b | ``",
        "s3:ListBucket | arn:aws:s3:us-west-2:1:accesspoint/a | ``",
        "s3:PauseReplication | arn:aws:s3:::b | ``",
        "s3:GetObjectAnnotation | arn:aws:s3:::b/* | ``",
        "s3:Get* | arn:aws:s3:::b | ``",
        "* | * | ``",
        "sts:AssumeRole | arn:aws:iam::1:role/r | ``",
        "ec2:Anything | * | ``",
        "s3:GetObject | * | ,'Condition':{'StringEquals':{'s3:ExistingObjectTag/a':'b'}}",
        "s3:GetObject | * | ,'Condition':{'StringLike':{'aws:PrincipalTag/a':'b'}}",
        "s3:GetObject | * | ,'Condition':{'ForAllValues:StringLike':{'aws:TagKeys':'b'}}",
        "iam:* | * | ,'Condition':{'ForAnyValue:StringEquals':{'iam:AccountPropertyNamespaces':'b'}}",
        "sts:* | * | ,'Condition':{'ForAllValues:StringEquals':{'sts:IdentityTokenAudience':'b'}}",
        "sts:* | * | ,'Condition':{'StringLike':{'saml:mail':'b'}}",
        "sts:* | * | ,'Condition':{'ForAnyValue:StringLike':{'saml:mail':'b'}}",
        "s3:GetObject | * | ,'Condition':{'StringLike':{'accounts.google.com:sub':'b'}}"
      })
  void hasNothingToSayAboutWhatIsWell(String action, String resource, String more) {
    assertEquals(List.of(), lint(PolicyType.IDENTITY, allow(action, resource, more)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "s3:GetObjects | * | `` | There is no action",
        "s3:GetObject | arn:aws:s3:::b | `` | The action is done on objects",
        "s3:ListBucket | arn:aws:s3:::b/* | `` | The action is done on buckets",
        "s3:ListBucket | arn:aws:s3:us-west-2:1:accesspoint/a/object/* | `` | done on buckets",
        "s3:PauseReplication | arn:aws:s3:::b/* | `` | The action is done on buckets",
        "s3:GetObjectAnnotation | arn:aws:s3:::b | `` | The action is done on objects",
        "s3:GetObject | arn:aws:iam::1:role/r | `` | The action is of s3",
        "s3:* | * | ,'Condition':{'StringEquals':{'aws:UserNam':'b'}} | There is no condition key",
        "s3:* | * | ,'Condition':{'StringEquals':{'saml:audience':'b'}} | There is no condition key",
        "s3:* | * | ,'Condition':{'ForAnyValue:StringLike':{'aws:username':'b'}} | has one value",
        "s3:* | * | ,'Condition':{'StringLike':{'aws:TagKeys':'b'}} | can have several values",
        "s3:* | * | ,'Condition':{'StringLike':{'cognito-identity.amazonaws.com:amr':'b'}} | several",
        "s3:* | * | ,'Condition':{'ArnLike':{'aws:PrincipalArn':'*'}} | can't compare",
        "s3:* | * | ,'Condition':{'ArnNotEquals':{'aws:PrincipalArn':'1'}} | can't compare",
        "s3:* | * | ,'Condition':{'StringEqual':{}} | There is no operator",
        "s3:* | * | ,'Principal':'*' | of an identity policy is ignored"
      })
  void findsWhatIsHardlyMeant(String action, String resource, String more, String message) {
    String found = only(lint(PolicyType.IDENTITY, allow(action, resource, more)));
    assertTrue(found.contains(message), found);
  }

  @Test
  void knowsWhereItFoundIt() {
    Finding found = lint(PolicyType.IDENTITY, allow("s3:Nothing", "*", "")).get(0);
    assertEquals("/Statement/0/Action", found.pointer());
    assertEquals(1, found.line());
    assertEquals(65, found.column());
    assertEquals(Severity.ERROR, found.severity());
  }

  @Test
  void findsOpenDoors() {
    String open = allow("s3:GetObject", "arn:aws:s3:::b/*", ",'Principal':'*'");
    assertTrue(only(lint(PolicyType.RESOURCE, open)).contains("allows everyone"));
    String not = open.replace("'Principal'", "'NotPrincipal'");
    assertTrue(only(lint(PolicyType.RESOURCE, not)).contains("grants nothing"));
    String others = "{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}";
    assertTrue(only(lint(PolicyType.IDENTITY, others)).contains("every other action"));
    String web =
        "{'Effect':'Allow','Principal':{'Federated':'idp'},'Action':'sts:AssumeRoleWithWebIdentity'%s}";
    assertTrue(only(lint(PolicyType.TRUST, String.format(web, ""))).contains("Every identity"));
    String bound = ",'Condition':{'StringEquals':{'idp:sub':'me'}}";
    assertEquals(List.of(), lint(PolicyType.TRUST, String.format(web, bound)));
  }

  @Test
  void findsStatementsWithNothingToDo() {
    String narrow = allow("s3:GetObject", "arn:aws:s3:::b/*", "");
    String wide = allow("s3:Get*", "arn:aws:s3:::*", "");
    assertTrue(only(lint(PolicyType.IDENTITY, narrow, wide)).startsWith("/Statement/0 This"));
    assertTrue(only(lint(PolicyType.IDENTITY, wide, wide)).startsWith("/Statement/1 This"));
    String deny = wide.replace("Allow", "Deny");
    assertTrue(only(lint(PolicyType.IDENTITY, narrow, deny)).contains("can never grant"));
    String only = ",'Condition':{'Bool':{'aws:SecureTransport':'true'}}";
    assertEquals(
        List.of(), lint(PolicyType.IDENTITY, narrow, allow("s3:Get*", "arn:aws:s3:::*", only)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arn:aws:s3:::b/${*} | arn:aws:s3:::b/${aws:username}",
        "arn:aws:s3:::b/${*} | arn:aws:s3:::b/x",
        "arn:aws:s3:::b/????? | arn:aws:s3:::b/${a}x",
        "arn:aws:s3:::b/${aws:username} | arn:aws:s3:::b/${AWS:username}",
        "arn:aws:s3:::b/x${a}* | arn:aws:s3:::b/x${a}y",
        "arn:aws:x:*::b | arn:aws:x:a:b::b",
        "arn:aws:s3:::b/* | arn:aws:s3:*",
        "arn:aws:s3:::b/* | *",
        "arn:aws:sns | arn:aws:sns:a:1:t",
        "arn:aws:dynamodb:*:*:*/t | arn:aws:dynamodb:a:1:table/t",
        "arn:aws:s3:::b/? | arn:aws:s3:::b/\uD83D\uDE00x",
        "arn:aws:s3:::b/?? | arn:aws:s3:::b/\uD83D\uDE00"
      })
  void callsNothingCoveredThatMayNotBe(String wide, String narrow) {
    for (String effect : List.of("Allow", "Deny")) {
      String second = allow("a:*", wide, "").replace("Allow", effect);
      List<Finding> found = lint(PolicyType.IDENTITY, allow("a:*", narrow, ""), second);
      assertTrue(
          found.stream().noneMatch(it -> it.pointer().equals("/Statement/0")), found::toString);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* | arn:aws:s3:::b/${aws:username}",
        "arn:aws:s3:* | arn:aws:s3:::b/*",
        "arn:aws:s3:::b/* | arn:aws:s3:::b/${aws:username}/?",
        "arn:aws:s3:::b/? | arn:aws:s3:::b/${*}",
        "arn:aws:s3:::b/${*} | arn:aws:s3:::b/${*}",
        "arn:aws:s3:::b/${a} | arn:aws:s3:::b/${a}",
        "arn:aws:s3:*:*:b* | arn:aws:s3:::b:c"
      })
  void findsWhatIsCoveredForCertain(String wide, String narrow) {
    String deny = allow("a:*", wide, "").replace("Allow", "Deny");
    String found = only(lint(PolicyType.IDENTITY, allow("a:b", narrow, ""), deny));
    assertTrue(found.contains("can never grant"), found);
  }

  @Test
  void callsNoCallerCoveredWhoMayNotBe() {
    String wide = "{'Effect':'%s','Principal':'*','Action':'a:*','Resource':'*'}";
    String narrow = "{'Effect':'Allow','Principal':{'%s':'%s'},'Action':'a:b','Resource':'*'}";
    String provider = narrow.formatted("Federated", "idp");
    String user = narrow.formatted("AWS", "arn:aws:iam::111122223333:user/u");
    for (String each : List.of(provider, user)) {
      String open = only(lint(PolicyType.RESOURCE, each, wide.formatted("Allow")));
      assertTrue(open.contains("allows everyone"), open);
      String closed = only(lint(PolicyType.RESOURCE, each, wide.formatted("Deny")));
      assertTrue(closed.contains("can never grant"), closed);
    }
  }

  @Test
  void findsVariablesInAnOldDocument() {
    String text =
        "{'Statement':" + allow("s3:GetObject", "arn:aws:s3:::b/${aws:username}/*", "") + "}";
    String found =
        only(PolicyLinter.lint(PolicyReader.read(text.replace('\'', '"'), PolicyType.IDENTITY)));
    assertTrue(found.contains("plain text"), found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'*' | `` | true",
        "{'AWS':'*'} | `` | true",
        "{'AWS':'111122223333'} | `` | false",
        "'*' | 'StringEquals':{'aws:PrincipalOrgID':'o-1'} | false",
        "'*' | 'StringLike':{'aws:SourceVpc':'vpc-*'} | true",
        "'*' | 'StringEquals':{'aws:SourceVpc':'vpc-91237329'} | false",
        "'*' | 'IpAddress':{'aws:SourceIp':'10.0.0.0/8'} | false",
        "'*' | 'IpAddress':{'aws:SourceIp':'0.0.0.0/1'} | true",
        "'*' | 'NotIpAddress':{'aws:SourceIp':'10.0.0.0/8'} | true",
        "'*' | 'StringEqualsIfExists':{'aws:SourceVpc':'vpc-1'} | true",
        "'*' | 'StringEquals':{'aws:SourceVpc':'${aws:x}'} | true",
        "'*' | 'ArnLike':{'s3:DataAccessPointArn':'arn:aws:s3:us-west-2:1:accesspoint/*'} | false",
        "'*' | 'Bool':{'aws:SecureTransport':'true'} | true",
        "'*' | 'IpAddress':{'aws:SourceIp':'::ffff:0.0.0.0/96'} | true",
        "'*' | 'IpAddress':{'aws:SourceIp':'0:0:0:0:0:ffff::/103'} | true",
        "'*' | 'IpAddress':{'aws:SourceIp':'::/32'} | true",
        "'*' | 'IpAddress':{'aws:SourceIp':'::ffff:10.0.0.0/104'} | false",
        "'*' | 'IpAddress':{'aws:SourceIp':'2001:db8::/32'} | false",
        "'*' | 'StringEquals':{'aws:userid':'AIDA1'} | false",
        "'*' | 'StringEquals':{'aws:userid':'anonymous'} | true",
        "'*' | 'StringEquals':{'aws:UserId':['AIDA1','anonymous']} | true",
        "'*' | 'StringEqualsIgnoreCase':{'aws:userid':'aNONYMOUS'} | true",
        "'*' | 'StringEqualsIgnoreCase':{'aws:userid':'anonymou\u017F'} | true",
        "'*' | 'StringLike':{'aws:userid':'anonymous'} | true",
        "'*' | 'StringLike':{'aws:userid':'anon*'} | true",
        "'*' | 'StringLike':{'aws:userid':'?nonymous'} | true",
        "'*' | 'ForAnyValue:StringEquals':{'aws:userid':'anonymous'} | true",
        "'*' | 'StringEquals':{'s3:x-amz-server-side-encryption-aws-kms-key-id':'k'} | true"
      })
  void tellsPublicPolicies(String principal, String condition, boolean isPublic) {
    String text =
        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':"
            + principal
            + ",'Action':'s3:*','Resource':'*','Condition':{"
            + condition
            + "}}}";
    assertEquals(
        isPublic,
        PublicAccess.isPublic(PolicyReader.read(text.replace('\'', '"'), PolicyType.RESOURCE)));
  }

  @Test
  void saysWhichKeysItKnows() {
    Set<String> known = PolicyLinter.knownKeys();
    assertTrue(known.containsAll(List.of("aws:sourceip", "s3:tlsversion", "aws:principaltag/")));
    assertTrue(known.stream().allMatch(it -> it.equals(it.toLowerCase(Locale.ROOT))));
  }

  @Test
  void tellsWhoIsKeptByName() {
    String text =
        """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"sts:AssumeRole",
           "Principal":{"AWS":["arn:aws:iam::1:user/a","arn:aws:iam::1:user/b","arn:aws:iam::1:role/c"]}},
          {"Effect":"Deny","Action":"sts:AssumeRole","NotPrincipal":{"AWS":"arn:aws:iam::1:user/b"}}]}
        """
            .replace("::1:", "::111122223333:");
    List<Finding> findings =
        PolicyLinter.lint(
            PolicyReader.read(text, PolicyType.TRUST),
            Set.of("arn:aws:iam::111122223333:user/b", "arn:aws:iam::111122223333:role/c"));
    assertEquals(
        List.of(
            "/Statement/0/Principal \"arn:aws:iam::111122223333:user/b\"",
            "/Statement/0/Principal \"arn:aws:iam::111122223333:role/c\"",
            "/Statement/1/NotPrincipal \"arn:aws:iam::111122223333:user/b\""),
        findings.stream()
            .filter(
                finding ->
                    finding
                        .message()
                        .endsWith(" is kept by name: whoever comes to have it is meant."))
            .map(finding -> finding.pointer() + " " + finding.message().split(" ", 2)[0])
            .toList());
  }
}
