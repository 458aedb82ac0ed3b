package io.sallyport.operation;

import io.sallyport.credential.Credentials;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumedRole;
import io.sallyport.sts.StsService;
import io.sallyport.wire.XmlWriter;
import java.time.Duration;
import java.util.Map;

/**
 * STS's actions.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html">STS's
 *     actions</a>
 */
final class TokenActions {
  private final StsService sts;

  TokenActions(StsService sts) {
    this.sts = sts;
  }

  Map<String, Action> byName() {
    return Map.of("AssumeRole", this::assumeRole);
  }

  private void assumeRole(Call call, XmlWriter result) {
    Parameters parameters = call.parameters();
    AssumeRoleRequest request =
        AssumeRoleRequest.of(parameters.get("RoleArn"), parameters.get("RoleSessionName"))
            .withDuration(
                Duration.ofSeconds(parameters.findInteger("DurationSeconds").orElse(3600)));
    request = parameters.find("Policy").map(request::withPolicy).orElse(request);
    request = parameters.find("ExternalId").map(request::withExternalId).orElse(request);
    parameters.refuseUntaken();
    AssumedRole session = sts.assumeRole(call.caller(), request, call.facts());
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
