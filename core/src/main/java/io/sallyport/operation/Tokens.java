package io.sallyport.operation;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.NotSignedException;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.principal.Anonymous;
import io.sallyport.principal.Principal;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumeRoleWithWebIdentityRequest;
import io.sallyport.sts.AssumedRole;
import io.sallyport.sts.AssumedRoleWithWebIdentity;
import io.sallyport.sts.BegunSession;
import io.sallyport.sts.GetFederationTokenRequest;
import io.sallyport.sts.GetSessionTokenRequest;
import io.sallyport.sts.MfaCode;
import io.sallyport.sts.StsService;
import io.sallyport.wire.XmlWriter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

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
        new Operation<>(
            "DecodeAuthorizationMessage",
            Operation.Kind.ASKING,
            parameters -> parameters.get("EncodedMessage"),
            (call, message) -> sts.decodeAuthorizationMessage(call.caller(), message, call.facts()),
            (json, result) -> result.element("DecodedMessage", json)),
        new Operation<>(
            "GetSessionToken",
            Operation.Kind.ASKING,
            Tokens::getSessionToken,
            (call, request) -> sts.getSessionToken(call.caller(), request, call.facts()),
            (session, result) -> write(session.credentials(), result)),
        new Operation<>(
            "GetFederationToken",
            Operation.Kind.ASKING,
            Tokens::getFederationToken,
            (call, request) -> sts.getFederationToken(call.caller(), request, call.facts()),
            Tokens::writeFederated),
        new Operation<>(
            "GetAccessKeyInfo",
            Operation.Kind.ASKING,
            parameters -> new AccessKeyId(parameters.get("AccessKeyId")),
            (call, id) -> sts.getAccessKeyInfo(call.caller(), id, call.facts()),
            (account, result) -> result.element("Account", account.value())),
        // Whoever signs may ask: no policy allows or denies it.
        new Operation<>(
            "GetCallerIdentity",
            Operation.Kind.ASKING,
            parameters -> "",
            (call, nothing) -> identified(call.caller()),
            Tokens::writeIdentity));
  }

  private static Principal identified(Principal caller) {
    if (caller instanceof Anonymous) {
      throw new NotSignedException();
    }
    return caller;
  }

  private static AssumeRoleRequest assumeRole(Parameters parameters) {
    AssumeRoleRequest request =
        AssumeRoleRequest.of(parameters.get("RoleArn"), parameters.get("RoleSessionName"))
            .withPolicyArns(policyArns(parameters));
    request = duration(parameters).map(request::withDuration).orElse(request);
    request = parameters.find("Policy").map(request::withPolicy).orElse(request);
    request =
        request.withTags(
            parameters.tags(), new LinkedHashSet<>(parameters.texts("TransitiveTagKeys")));
    request =
        parameters
            .find("SourceIdentity")
            .map(SourceIdentity::new)
            .map(request::withSourceIdentity)
            .orElse(request);
    request = parameters.find("ExternalId").map(request::withExternalId).orElse(request);
    return mfaCode(parameters).map(request::withMfaCode).orElse(request);
  }

  private static GetSessionTokenRequest getSessionToken(Parameters parameters) {
    GetSessionTokenRequest request = GetSessionTokenRequest.of();
    request = duration(parameters).map(request::withDuration).orElse(request);
    return mfaCode(parameters).map(request::withMfaCode).orElse(request);
  }

  private static GetFederationTokenRequest getFederationToken(Parameters parameters) {
    GetFederationTokenRequest request = GetFederationTokenRequest.of(parameters.get("Name"));
    request = duration(parameters).map(request::withDuration).orElse(request);
    request = parameters.find("Policy").map(request::withPolicy).orElse(request);
    return request.withPolicyArns(policyArns(parameters)).withTags(parameters.tags());
  }

  private static Optional<Duration> duration(Parameters parameters) {
    return parameters.findInteger("DurationSeconds").map(Duration::ofSeconds);
  }

  /** Both halves of a second factor, or neither. */
  private static Optional<MfaCode> mfaCode(Parameters parameters) {
    Optional<String> serialNumber = parameters.find("SerialNumber");
    Optional<String> tokenCode = parameters.find("TokenCode");
    if (serialNumber.isPresent() != tokenCode.isPresent()) {
      throw new AccessDeniedException(
          "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass"
              + " code.");
    }
    return serialNumber.map(device -> new MfaCode(device, tokenCode.orElse("")));
  }

  /** AWS takes a ProviderId for providers of OAuth 2.0 alone; of those there are none here. */
  private static AssumeRoleWithWebIdentityRequest assumeRoleWithWebIdentity(Parameters parameters) {
    AssumeRoleWithWebIdentityRequest request =
        AssumeRoleWithWebIdentityRequest.of(
                parameters.get("RoleArn"),
                parameters.get("RoleSessionName"),
                parameters.get("WebIdentityToken"))
            .withPolicyArns(policyArns(parameters));
    request = duration(parameters).map(request::withDuration).orElse(request);
    return parameters.find("Policy").map(request::withPolicy).orElse(request);
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
    writePackedPolicySize(session.packedPolicySize(), result);
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

  private static void writeFederated(BegunSession session, XmlWriter result) {
    write(session.credentials(), result);
    result.open("FederatedUser");
    result.element("FederatedUserId", session.principal().userId());
    result.element("Arn", session.principal().name());
    result.close("FederatedUser");
    writePackedPolicySize(session.packedPolicySize(), result);
  }

  private static void writePackedPolicySize(int percent, XmlWriter result) {
    if (percent > 0) {
      result.element("PackedPolicySize", Integer.toString(percent));
    }
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
