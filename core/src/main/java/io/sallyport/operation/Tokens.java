package io.sallyport.operation;

import io.sallyport.credential.Credentials;
import io.sallyport.error.NotSignedException;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.principal.Principal;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumeRoleWithWebIdentityRequest;
import io.sallyport.sts.AssumedRole;
import io.sallyport.sts.AssumedRoleWithWebIdentity;
import io.sallyport.sts.StsService;
import io.sallyport.wire.XmlWriter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * STS's operations.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html">STS's
 *     actions</a>
 */
final class Tokens {
  private Tokens() {}

  static List<Operation<?, ?>> operations(StsService sts) {
    return List.of(
        new Operation<>(
            "AssumeRole",
            Operation.Kind.ASKING,
            Tokens::assumeRole,
            (call, request) -> sts.assumeRole(call.caller(), request, call.facts()),
            Tokens::write),
        new Operation<>(
            "AssumeRoleWithWebIdentity",
            Operation.Kind.OPEN,
            Tokens::assumeRoleWithWebIdentity,
            (call, request) -> sts.assumeRoleWithWebIdentity(request, call.facts()),
            Tokens::write),
        // Whoever signs may ask: no policy allows or denies it.
        new Operation<>(
            "GetCallerIdentity",
            Operation.Kind.ASKING,
            parameters -> "",
            (call, nothing) -> identified(call.caller()),
            Tokens::writeIdentity));
  }

  private static Principal identified(Principal caller) {
    if (caller instanceof Principal.Anonymous) {
      throw new NotSignedException();
    }
    return caller;
  }

  private static AssumeRoleRequest assumeRole(Parameters parameters) {
    AssumeRoleRequest request =
        AssumeRoleRequest.of(parameters.get("RoleArn"), parameters.get("RoleSessionName"))
            .withDuration(duration(parameters));
    request = parameters.find("Policy").map(request::withPolicy).orElse(request);
    request = request.withPolicyArns(policyArns(parameters));
    request =
        request.withTags(
            parameters.tags(), new LinkedHashSet<>(parameters.texts("TransitiveTagKeys")));
    request =
        parameters
            .find("SourceIdentity")
            .map(SourceIdentity::new)
            .map(request::withSourceIdentity)
            .orElse(request);
    return parameters.find("ExternalId").map(request::withExternalId).orElse(request);
  }

  /** AWS takes a ProviderId for providers of OAuth 2.0 alone; of those there are none here. */
  private static AssumeRoleWithWebIdentityRequest assumeRoleWithWebIdentity(Parameters parameters) {
    AssumeRoleWithWebIdentityRequest request =
        AssumeRoleWithWebIdentityRequest.of(
                parameters.get("RoleArn"),
                parameters.get("RoleSessionName"),
                parameters.get("WebIdentityToken"))
            .withDuration(duration(parameters))
            .withPolicyArns(policyArns(parameters));
    return parameters.find("Policy").map(request::withPolicy).orElse(request);
  }

  private static Duration duration(Parameters parameters) {
    return Duration.ofSeconds(parameters.findInteger("DurationSeconds").orElse(3600));
  }

  private static List<PolicyArn> policyArns(Parameters parameters) {
    return parameters.members("PolicyArns").stream()
        .map(member -> new PolicyArn(parameters.get(member + ".arn")))
        .toList();
  }

  private static void writeIdentity(Principal caller, XmlWriter result) {
    result.element("UserId", caller.userId());
    result.element("Account", caller.account().value());
    result.element("Arn", caller.name());
  }

  private static void write(AssumedRole session, XmlWriter result) {
    write(session.credentials(), result);
    result.open("AssumedRoleUser");
    result.element("AssumedRoleId", session.assumedRoleId());
    result.element("Arn", session.arn().toString());
    result.close("AssumedRoleUser");
    if (session.packedPolicySize() > 0) {
      result.element("PackedPolicySize", Integer.toString(session.packedPolicySize()));
    }
    session
        .principal()
        .details()
        .sourceIdentity()
        .ifPresent(who -> result.element("SourceIdentity", who.value()));
  }

  private static void write(AssumedRoleWithWebIdentity assumed, XmlWriter result) {
    result.element("SubjectFromWebIdentityToken", assumed.subject());
    result.element("Audience", assumed.audience());
    result.element("Provider", assumed.issuer());
    write(assumed.session(), result);
  }

  private static void write(Credentials credentials, XmlWriter result) {
    result.open("Credentials");
    result.element("AccessKeyId", credentials.accessKeyId().value());
    result.element("SecretAccessKey", credentials.secretKey().reveal());
    result.element("SessionToken", credentials.sessionToken().reveal());
    result.element("Expiration", credentials.expiration().toString());
    result.close("Credentials");
  }
}
