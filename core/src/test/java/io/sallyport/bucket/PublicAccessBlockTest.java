package io.sallyport.bucket;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sallyport.access.AccessAnswer;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyText;
import io.sallyport.policy.PolicyType;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Where public access is blocked, nobody comes in unsigned, whatever a policy is bound to and
 * whatever a caller says of itself.
 */
class PublicAccessBlockTest {
  private static final AccountId OWNER = new AccountId("111122223333");

  /** All that AWS takes for binding if its value is fixed, but the address. */
  private static final List<String> BINDING =
      List.of(
          "aws:PrincipalOrgID",
          "aws:PrincipalArn",
          "aws:PrincipalAccount",
          "aws:SourceArn",
          "aws:SourceVpc",
          "aws:SourceVpce",
          "aws:SourceOwner",
          "aws:SourceAccount",
          "aws:userid",
          "s3:x-amz-server-side-encryption-aws-kms-key-id",
          "s3:DataAccessPointArn",
          "s3:DataAccessPointAccount");

  private static final List<String> OPERATORS =
      List.of(
          "StringEquals",
          "StringEqualsIgnoreCase",
          "StringLike",
          "ArnEquals",
          "ArnLike",
          "ForAnyValue:StringEquals",
          "ForAnyValue:StringLike");

  private static final List<String> VALUES =
      List.of("anonymous", "ANONYMOUS", "anon*", "*", "", "key", "arn:aws:s3:::photos");

  private Bucket bucket = Bucket.ownedBy(OWNER);
  private final Installation installation =
      new Installation(
          new MemoryStore(), builder -> builder.bucketDirectory(name -> Optional.of(bucket)));

  @AfterEach
  void close() {
    installation.close();
  }

  private static PolicyText open(String condition) {
    return PolicyText.kept(
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":"
            + "\"s3:*\",\"Resource\":[\"arn:aws:s3:::photos\",\"arn:aws:s3:::photos/*\"]"
            + condition
            + "}}",
        PolicyType.RESOURCE);
  }

  /** What an unsigned caller can send who knows the value that a policy wants. */
  private static List<RequestHead> requests(String key, String value) {
    String name = key.substring(key.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    List<RequestHead> requests = new ArrayList<>();
    for (String method : List.of("GET", "PUT", "DELETE")) {
      for (String query : List.of("", "?" + name + "=" + value.replaceAll("[^a-zA-Z]", ""))) {
        RequestHead.Builder head =
            RequestHead.builder(method, "/photos/k" + query)
                .header("Host", "s3.example.com")
                .header(name, value)
                .header("x-amz-" + name, value)
                .header("User-Agent", value)
                .header("Referer", value)
                .remoteAddress("192.0.2.1");
        if (method.equals("PUT")) {
          head.header("Content-Length", "0");
        }
        requests.add(head.build());
      }
    }
    requests.add(
        RequestHead.builder("GET", "/photos")
            .header("Host", "s3.example.com")
            .header(name, value)
            .build());
    return requests;
  }

  private AccessAnswer check(RequestHead head) {
    return installation.sallyport.access().check(head);
  }

  @Test
  void noBindingKeyLetsInWhoDidNotSign() {
    for (String key : BINDING) {
      for (String operator : OPERATORS) {
        for (String value : VALUES) {
          String condition = "{\"%s\":{\"%s\":\"%s\"}}".formatted(operator, key, value);
          bucket =
              Bucket.ownedBy(OWNER)
                  .withPolicy(open(",\"Condition\":" + condition))
                  .withPublicAccessBlock(PublicAccessBlock.ALL);
          for (RequestHead head : requests(key, value)) {
            assertFalse(
                check(head) instanceof AccessAnswer.Granted, () -> head + " by " + condition);
          }
        }
      }
    }
  }

  /** These very requests come in where nothing is blocked and nothing is asked. */
  @Test
  void theRequestsAreWhatABucketCouldGrant() {
    bucket = Bucket.ownedBy(OWNER).withPolicy(open(""));
    for (String key : BINDING) {
      for (RequestHead head : requests(key, "key")) {
        assertInstanceOf(AccessAnswer.Granted.class, check(head), head::toString);
      }
    }
  }
}
