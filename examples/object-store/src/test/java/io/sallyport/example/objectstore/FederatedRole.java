package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.ALL_OF_S3;
import static io.sallyport.example.objectstore.RunningStore.ROLE;
import static io.sallyport.example.objectstore.RunningStore.ROLE_ARN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/** A store with a provider and the example's role, which its tokens open. */
final class FederatedRole {
  static final String THUMBPRINT = "9E99A48A9960B14926BB7F3B02E22DA2B0AB7280";

  private final RunningStore running;
  private final String name;
  final String provider;

  private FederatedRole(RunningStore running, String url, String provider) {
    this.running = running;
    this.name = url.split("://", 2)[1];
    this.provider = provider;
  }

  /** Registers the provider, and makes the role for those whose token is for its client. */
  static FederatedRole make(RunningStore running, String url, String client, String thumbprint) {
    String provider =
        running
            .iam
            .createOpenIDConnectProvider(
                r -> r.url(url).clientIDList(client).thumbprintList(thumbprint))
            .openIDConnectProviderArn();
    FederatedRole role = new FederatedRole(running, url, provider);
    running.iam.createRole(
        r ->
            r.roleName(ROLE)
                .path("/")
                .assumeRolePolicyDocument(
                    role.trust("sts:AssumeRoleWithWebIdentity", "app_id", client)));
    running.putPolicy(ALL_OF_S3);
    return role;
  }

  private String trust(String actions, String claim, String value) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":["%s"]},\
        "Action":["%s"],"Condition":{"StringEquals":{"%s:%s":"%s"}}}]}"""
        .formatted(provider, actions.replace(",", "\",\""), name, claim, value);
  }

  /** Has the role trust those alone of whom a claim says this, for actions with commas between. */
  void trustIf(String actions, String claim, String value) {
    running.iam.updateAssumeRolePolicy(
        r -> r.roleName(ROLE).policyDocument(trust(actions, claim, value)));
  }

  AssumeRoleWithWebIdentityResponse assume(
      String token, Consumer<AssumeRoleWithWebIdentityRequest.Builder> more) {
    return running.sts.assumeRoleWithWebIdentity(
        r ->
            r.roleArn(ROLE_ARN)
                .roleSessionName("Bob")
                .durationSeconds(3600)
                .webIdentityToken(token)
                .applyMutation(more));
  }

  /** Whose session a token opens. */
  String subject(String token) {
    return assume(token, request -> {}).subjectFromWebIdentityToken();
  }

  S3Client s3(AssumeRoleWithWebIdentityResponse answer) {
    return running.clients.s3(
        AwsSessionCredentials.create(
            answer.credentials().accessKeyId(),
            answer.credentials().secretAccessKey(),
            answer.credentials().sessionToken()));
  }

  void assertRefused(int status, String code, String token) {
    AwsServiceException refusal =
        assertThrows(AwsServiceException.class, () -> assume(token, request -> {}));
    assertEquals(
        status + " " + code, refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode());
  }
}
