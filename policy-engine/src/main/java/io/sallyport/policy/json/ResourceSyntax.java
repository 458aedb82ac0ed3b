package io.sallyport.policy.json;

import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.source.Printable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a resource must look like: {@code *}, or an ARN that names its service. AWS lets an ARN stop
 * early if none of its parts is empty; what such an ARN matches is the evaluator's affair.
 */
final class ResourceSyntax {
  private static final Pattern PARTITION = Pattern.compile("aws(-[a-z0-9-]+)?");
  private static final List<String> IAM_PATHS =
      List.of(
          "user/",
          "federated-user/",
          "role/",
          "group/",
          "instance-profile/",
          "mfa/",
          "server-certificate/",
          "policy/",
          "sms-mfa/",
          "saml-provider/",
          "oidc-provider/",
          "report/",
          "access-report/");
  private static final Pattern REGIONAL_S3 = Pattern.compile("[a-z-]+/.*", Pattern.DOTALL);

  private ResourceSyntax() {}

  /**
   * What is wrong with a resource: variables, which there are since 2012-10-17, may stand in the
   * sixth part of an ARN only.
   */
  static Optional<String> problem(String resource, PolicyVersion version) {
    int variable = version == PolicyVersion.V2012_10_17 ? resource.indexOf("${") : -1;
    boolean early = variable >= 0 && resource.substring(0, variable).split(":", 6).length < 6;
    return early
        ? Optional.of(
            "variables in the sixth part of an ARN only, and not " + Printable.quote(resource))
        : VariableSyntax.problem(resource, version).or(() -> problem(resource));
  }

  private static Optional<String> problem(String resource) {
    if (resource.equals("*")) {
      return Optional.empty();
    }
    String[] parts = resource.split(":", 6);
    String quoted = Printable.quote(resource);
    if (parts.length < 2 || !parts[0].equals("arn")) {
      return Optional.of("\"*\" or an ARN, and not " + quoted);
    }
    if (!hasWildcard(parts[1]) && !PARTITION.matcher(parts[1]).matches()) {
      return Optional.of("an ARN of a partition such as \"aws\", and not " + quoted);
    }
    if (parts.length < 3 || parts[2].isEmpty() || hasWildcard(parts[2])) {
      return Optional.of("an ARN that names its service without wildcards, and not " + quoted);
    }
    if (parts.length < 6) {
      boolean whole = !resource.contains("::") || resource.endsWith("*");
      return whole ? Optional.empty() : Optional.of("an ARN of six parts, and not " + quoted);
    }
    return service(parts, quoted);
  }

  private static boolean hasWildcard(String part) {
    return part.indexOf('*') >= 0 || part.indexOf('?') >= 0;
  }

  private static Optional<String> service(String[] parts, String quoted) {
    boolean region = !parts[3].isEmpty() && !hasWildcard(parts[3]);
    if (parts[2].equals("iam")) {
      if (region) {
        return Optional.of("an IAM ARN without a region, and not " + quoted);
      }
      boolean known = IAM_PATHS.stream().anyMatch(parts[5]::startsWith);
      if (!known && !parts[5].startsWith("*")) {
        return Optional.of("an IAM ARN whose path is \"*\" or starts with one of " + IAM_PATHS);
      }
    }
    if (parts[2].equals("s3") && region && !REGIONAL_S3.matcher(parts[5]).matches()) {
      return Optional.of("an ARN of a bucket or object without a region, and not " + quoted);
    }
    return Optional.empty();
  }
}
