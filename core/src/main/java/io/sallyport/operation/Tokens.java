package io.sallyport.operation;

import io.sallyport.credential.Credentials;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumedRole;
import io.sallyport.sts.StsService;
import io.sallyport.wire.XmlWriter;
import java.time.Duration;
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
            Tokens::write));
  }

  private static AssumeRoleRequest assumeRole(Parameters parameters) {
    AssumeRoleRequest request =
        AssumeRoleRequest.of(parameters.get("RoleArn"), parameters.get("RoleSessionName"))
            .withDuration(
                Duration.ofSeconds(parameters.findInteger("DurationSeconds").orElse(3600)));
    request = parameters.find("Policy").map(request::withPolicy).orElse(request);
    return parameters.find("ExternalId").map(request::withExternalId).orElse(request);
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
