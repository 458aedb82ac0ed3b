package io.sallyport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.arn.Arn;
import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.FederatedName;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.ProviderUrl;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SessionName;
import io.sallyport.identity.UserName;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.UpdateRoleRequest;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumeRoleWithWebIdentityRequest;
import io.sallyport.sts.GetFederationTokenRequest;
import io.sallyport.user.CreateUserRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A request takes what it is about as text, or as what the text was made. */
class NamesInRequestsTest {
  private static final String PATH = "/staff/";
  private static final String ARN = "arn:aws:iam:::role/R";

  @Test
  void asTextAndAsTypesTheyAreTheSame() {
    EntityPath path = new EntityPath(PATH);
    assertEquals(
        CreateRoleRequest.of("R", "{}").withPath(PATH),
        CreateRoleRequest.of(new RoleName("R"), "{}").withPath(path));
    assertEquals(UpdateRoleRequest.of("R"), UpdateRoleRequest.of(new RoleName("R")));
    assertEquals(
        CreateUserRequest.of("U").withPath(PATH),
        CreateUserRequest.of(new UserName("U")).withPath(path));
    assertEquals(
        CreatePolicyRequest.of("P", "{}").withPath(PATH),
        CreatePolicyRequest.of(new PolicyName("P"), "{}").withPath(path));
    String url = "https://idp.example.com";
    assertEquals(CreateProviderRequest.of(url), CreateProviderRequest.of(new ProviderUrl(url)));
    assertEquals(
        new FederatedName("Bob"), GetFederationTokenRequest.of(new FederatedName("Bob")).name());
  }

  @Test
  void anArnIsOfNoMoreCharactersAsAType() {
    SessionName bob = new SessionName("Bob");
    Arn arn = Arn.parse(ARN);
    for (AssumeRoleRequest request :
        List.of(
            AssumeRoleRequest.of(arn, bob),
            AssumeRoleWithWebIdentityRequest.of(arn, bob, "token").session())) {
      assertEquals(arn, request.roleArn());
      assertEquals(bob, request.sessionName());
    }
    String longest = ARN + "r".repeat(2048 - ARN.length());
    assertEquals(longest, AssumeRoleRequest.of(Arn.parse(longest), bob).roleArn().toString());
    Stream.<Runnable>of(
            () -> AssumeRoleRequest.of(longest + "r", "Bob"),
            () -> AssumeRoleRequest.of(Arn.parse(longest + "r"), bob))
        .forEach(longer -> assertThrows(InvalidInputException.class, longer::run));
  }
}
