package io.sallyport.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.error.InvalidInputException;
import io.sallyport.gate.Authentication;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.sigv4.SignatureVerifier;
import io.sallyport.sigv4.UnsignedRequest;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationTest {
  private static final String TRUST =
      URLEncoder.encode(Installation.trusting(Installation.TESTER2), UTF_8);

  private static final String PROVIDER =
      "&OpenIDConnectProviderArn=arn%3Aaws%3Aiam%3A%3A%3Aoidc-provider%2Fidp.example.com";

  private static final String SIMULATION = "&PolicyInputList.member.1=" + TRUST;
  private static final String SOURCE =
      "&PolicySourceArn=arn%3Aaws%3Aiam%3A%3A%3Auser%2FTESTER2";

  /** What IAM's operations take, each one of these. */
  private static final List<String> FORMS =
      List.of(
          "",
          "&RoleName=S3Access",
          "&RoleName=S3Access&PolicyName=Policy1",
          "&RoleName=S3Access&PolicyDocument=" + TRUST,
          "&RoleName=S3Access&PolicyName=Policy1&PolicyDocument=" + TRUST,
          "&RoleName=R&AssumeRolePolicyDocument=" + TRUST,
          "&Url=https%3A%2F%2Fidp.example.com",
          PROVIDER,
          "&RoleName=S3Access&Description=d",
          SIMULATION,
          "&ActionNames.member.1=s3:GetObject" + SIMULATION,
          SOURCE,
          "&ActionNames.member.1=s3:GetObject" + SOURCE,
          PROVIDER + "&ClientID=a",
          PROVIDER + "&ThumbprintList.member.1=" + "0".repeat(40));

  @Test
  void anOperationsNameIsTheActionThatItTakes() {
    try (Installation installation = new Installation()) {
      installation.createRole();
      ClientSigner nobody = ClientSigner.of(installation.key2, installation.clock);
      for (Operation<?, ?> operation : iam(installation.sallyport)) {
        String refusal = "is not authorized to perform iam:" + operation.name() + " on";
        assertTrue(
            FORMS.stream()
                .map(form -> "Action=" + operation.name() + form)
                .map(form -> sent(installation, nobody, form))
                .anyMatch(body -> body.contains(refusal)),
            operation.name());
      }
    }
  }

  private static List<Operation<?, ?>> iam(Sallyport sallyport) {
    List<Operation<?, ?>> all = new ArrayList<>(Roles.operations(call -> sallyport.roles()));
    all.addAll(
        Providers.operations(
            call -> new Providers.OfAccount(AccountId.EMPTY, sallyport.providers())));
    all.addAll(Simulations.operations(call -> sallyport.simulator()));
    return all;
  }

  private static String sent(Installation installation, ClientSigner signer, String form) {
    return installation
        .sallyport
        .query()
        .handle(signer.form("iam", form), form.getBytes(UTF_8))
        .body();
  }

  @Test
  void aParameterThatIsNotReadIsRefusedBeforeAnythingIsDone() {
    List<String> done = new ArrayList<>();
    Operation<String, String> operation =
        new Operation<>(
            "Do",
            Operation.Kind.CHANGING,
            parameters -> parameters.get("What"),
            (call, what) -> {
              done.add(what);
              return what;
            },
            (what, result) -> result.element("Done", what));
    assertThrows(InvalidInputException.class, () -> operation.answer(call("What=a&Other=b")));
    assertThrows(InvalidInputException.class, () -> operation.answer(call("Other=")));
    assertTrue(done.isEmpty());
    assertFalse(operation.answer(call("What=a")).isEmpty());
    assertTrue(done.contains("a"));
  }

  private static Call call(String form) {
    RequestHead head = RequestHead.builder("POST", "/").header("Host", "h").build();
    UnsignedRequest unsigned =
        (UnsignedRequest) new SignatureVerifier(new SettableClock()).parse(head);
    return new Call(
        new Authentication.Unsigned(unsigned),
        Parameters.parse("", form.getBytes(UTF_8)),
        RequestContext.empty());
  }
}
