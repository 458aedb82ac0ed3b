package io.sallyport.example.objectstore;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/**
 * Ceph's example of AssumeRoleWithWebIdentity, step by step: TESTER1 registers a provider and makes
 * a role, and a user of the provider, who has no credentials, assumes it by a token. It can be
 * walked again over what an earlier walk left.
 */
final class WebIdentityWalk {
  private final Clients clients;
  private final Steps steps;
  private final Login login;

  WebIdentityWalk(Clients clients, Steps steps, Login login) {
    this.clients = clients;
    this.steps = steps;
    this.login = login;
  }

  void run(AwsCredentials tester1) {
    String role;
    try (IamClient iam = clients.iam(tester1)) {
      register(iam);
      role = ExampleRole.make(iam, trust(), "tokens whose app_id is " + login.client(), steps);
    }
    try (StsClient sts = clients.sts()) {
      AssumeRoleWithWebIdentityResponse answer = assume(sts, role, login.token());
      steps.say(
          "Bob, who has a token and no keys, assumes the role",
          "as "
              + answer.subjectFromWebIdentityToken()
              + " of "
              + answer.provider()
              + "; the session ends at "
              + answer.credentials().expiration());
      try (S3Client s3 = clients.s3(ExampleRole.session(answer.credentials()))) {
        ExampleRole.use(s3, steps);
      }
      steps.say("Bob tries it by a token for another client of the provider", refusal(sts, role));
    }
  }

  private void register(IamClient iam) {
    String what = "TESTER1 registers the provider " + login.issuer() + " for " + login.client();
    try {
      steps.say(
          what,
          iam.createOpenIDConnectProvider(
                  r ->
                      r.url(login.issuer())
                          .clientIDList(login.client())
                          .thumbprintList(login.thumbprint()))
              .openIDConnectProviderArn());
    } catch (EntityAlreadyExistsException e) {
      steps.say(what, "it was there already");
    }
  }

  private String trust() {
    String name = login.issuer().split("://", 2)[1];
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
        "Principal":{"Federated":["arn:aws:iam:::oidc-provider/%s"]},\
        "Action":["sts:AssumeRoleWithWebIdentity"],\
        "Condition":{"StringEquals":{"%s:app_id":"%s"}}}]}"""
        .formatted(name, name, login.client());
  }

  private static AssumeRoleWithWebIdentityResponse assume(
      StsClient sts, String role, String token) {
    return sts.assumeRoleWithWebIdentity(
        r -> r.roleArn(role).roleSessionName("Bob").durationSeconds(3600).webIdentityToken(token));
  }

  private String refusal(StsClient sts, String role) {
    try {
      String session = assume(sts, role, login.foreign()).assumedRoleUser().arn();
      return "allowed, as " + session + ": this must not be";
    } catch (AwsServiceException e) {
      return e.statusCode() + " " + e.awsErrorDetails().errorCode();
    }
  }
}
