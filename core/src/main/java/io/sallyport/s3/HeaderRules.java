package io.sallyport.s3;

import io.sallyport.error.S3RequestException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Headers that make a request do more than its operation says, and so need more permissions. A
 * header needs them by being there, whatever its value, even an empty one; only where a header says
 * yes or no does {@code false} need nothing.
 */
final class HeaderRules {
  private static final List<String> ACL =
      List.of(
          "x-amz-acl",
          "x-amz-grant-full-control",
          "x-amz-grant-read",
          "x-amz-grant-read-acp",
          "x-amz-grant-write",
          "x-amz-grant-write-acp");

  /** In any other header, {@code false} is a value like others: a tag's key, an object's ETag. */
  private static final Set<String> YES_OR_NO =
      Set.of("x-amz-bypass-governance-retention", "x-amz-bucket-object-lock-enabled");

  /** By the action of the operation: what a header needs besides. */
  private static final Map<String, List<Rule>> RULES =
      Map.of(
          "s3:PutObject",
          List.of(
              new Rule(ACL, "s3:PutObjectAcl"),
              new Rule(List.of("x-amz-tagging"), "s3:PutObjectTagging"),
              new Rule(
                  List.of("x-amz-object-lock-mode", "x-amz-object-lock-retain-until-date"),
                  "s3:PutObjectRetention"),
              new Rule(List.of("x-amz-object-lock-legal-hold"), "s3:PutObjectLegalHold"),
              Rule.IF_MATCH),
          "s3:CreateBucket",
          List.of(
              new Rule(ACL, "s3:PutBucketAcl"),
              new Rule(
                  List.of("x-amz-bucket-object-lock-enabled"),
                  "s3:PutBucketObjectLockConfiguration"),
              new Rule(List.of("x-amz-bucket-object-lock-enabled"), "s3:PutBucketVersioning"),
              new Rule(List.of("x-amz-object-ownership"), "s3:PutBucketOwnershipControls")),
          "s3:DeleteObject",
          List.of(Rule.BYPASS, Rule.IF_MATCH),
          "s3:PutObjectRetention",
          List.of(Rule.BYPASS));

  private static final String REPLACE = "REPLACE";
  private static final List<String> DIRECTIVES =
      List.of("x-amz-metadata-directive", RequestHeaders.TAGGING_DIRECTIVE);

  private HeaderRules() {}

  /** Refuses values that S3 has not, which a host might take for those that it has. */
  static void requireKnown(Operation operation, Map<String, String> headers) {
    if (operation.name().equals("CopyObject")) {
      for (String name : DIRECTIVES) {
        String value = headers.getOrDefault(name, "COPY");
        if (!value.equals("COPY") && !value.equals(REPLACE)) {
          throw S3RequestException.invalidArgument(name, value, "COPY or REPLACE");
        }
      }
      String tags = headers.get(RequestHeaders.TAGGING);
      if (tags != null && !REPLACE.equals(headers.get(RequestHeaders.TAGGING_DIRECTIVE))) {
        throw S3RequestException.invalidArgument(
            RequestHeaders.TAGGING, tags, "given with x-amz-tagging-directive: REPLACE");
      }
    }
  }

  /** All headers that a rule is about, in lower case. */
  static Set<String> headers() {
    return RULES.values().stream()
        .flatMap(List::stream)
        .flatMap(rule -> rule.headers().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The actions that these headers need besides those of the operation. */
  static Stream<String> actions(Operation operation, Map<String, String> headers) {
    if (headers.isEmpty()) {
      return Stream.empty();
    }
    return operation.actions().stream()
        .flatMap(action -> RULES.getOrDefault(action, List.of()).stream())
        .filter(rule -> rule.applies(headers))
        .map(Rule::action);
  }

  /** Says that any of these headers needs an action. */
  private record Rule(List<String> headers, String action) {
    private static final Rule BYPASS =
        new Rule(List.of("x-amz-bypass-governance-retention"), "s3:BypassGovernanceRetention");

    /** A write that depends on what is there tells what is there. */
    private static final Rule IF_MATCH =
        new Rule(
            List.of("if-match", "x-amz-if-match-size", "x-amz-if-match-last-modified-time"),
            "s3:GetObject");

    boolean applies(Map<String, String> given) {
      return headers.stream()
          .filter(given::containsKey)
          .anyMatch(name -> !YES_OR_NO.contains(name) || !isNo(given.getOrDefault(name, "")));
    }

    private static boolean isNo(String value) {
      return value.equalsIgnoreCase("false");
    }
  }
}
