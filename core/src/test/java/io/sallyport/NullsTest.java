package io.sallyport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.account.AccountAlias;
import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.Grant;
import io.sallyport.bucket.Grantee;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.credential.SessionToken;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.ClientId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.FederatedName;
import io.sallyport.identity.GroupId;
import io.sallyport.identity.GroupName;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.identity.ManagedPolicyId;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.Pins;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.PolicyVersionId;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.ProviderUrl;
import io.sallyport.identity.Renaming;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SessionName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.identity.Thumbprint;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.managed.HolderFilter;
import io.sallyport.managed.PolicyFilter;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.principal.KeyHolder;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.Permissions;
import io.sallyport.principal.Principal;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.UpdateRoleRequest;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.simulation.ContextEntry;
import io.sallyport.simulation.SimulationRequest;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumeRoleWithWebIdentityRequest;
import io.sallyport.sts.GetFederationTokenRequest;
import io.sallyport.sts.GetSessionTokenRequest;
import io.sallyport.sts.MfaCode;
import io.sallyport.sts.WebIdentity;
import io.sallyport.testing.Calls;
import io.sallyport.user.AdminCaps;
import io.sallyport.user.CreateUserRequest;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host makes of its own texts and values refuses a null by the name of its parameter. */
class NullsTest {
  /** Who calls these has an object of ours, and gives no text of its own. */
  private static final Set<String> ASKED_WITHIN = Set.of("accepts");

  @ParameterizedTest
  @ValueSource(
      classes = {
        SallyportBuilder.class,
        AssumeRoleRequest.class,
        AssumeRoleWithWebIdentityRequest.class,
        GetFederationTokenRequest.class,
        GetSessionTokenRequest.class,
        MfaCode.class,
        WebIdentity.class,
        CreateRoleRequest.class,
        UpdateRoleRequest.class,
        CreatePolicyRequest.class,
        PolicyFilter.class,
        HolderFilter.class,
        CreateProviderRequest.class,
        CreateUserRequest.class,
        AdminCaps.class,
        SimulationRequest.class,
        ContextEntry.class,
        RequestHead.class,
        RequestHead.Builder.class,
        S3RequestParser.class,
        MasterKey.class,
        Bucket.class,
        AccessControlList.class,
        Grant.class,
        Grantee.Account.class,
        Grantee.User.class,
        AccessKey.class,
        AccessKeyId.class,
        SecretKey.class,
        SessionToken.class,
        AccountAlias.class,
        AccountId.class,
        ClientId.class,
        EntityPath.class,
        FederatedName.class,
        GroupId.class,
        GroupName.class,
        InlinePolicies.class,
        ManagedPolicyId.class,
        PageRequest.class,
        Pins.class,
        PolicyArn.class,
        PolicyName.class,
        PolicyText.class,
        PolicyVersionId.class,
        ProviderName.class,
        ProviderUrl.class,
        Renaming.class,
        RoleId.class,
        RoleName.class,
        SessionName.class,
        SourceIdentity.class,
        Tag.class,
        Tags.class,
        Thumbprint.class,
        UserId.class,
        UserName.class,
        KeyHolder.class,
        NamedPolicy.class,
        Permissions.class,
        Principal.User.class,
        Principal.Root.class,
      })
  void everyNullIsRefusedByTheNameOfItsParameter(Class<?> type) {
    Calls calls = new Calls();
    Optional<Object> target = calls.known(type);
    Stream<Executable> all =
        Stream.concat(
            Stream.of(type.getConstructors()),
            Calls.methods(type)
                .filter(method -> target.isPresent() || Modifier.isStatic(method.getModifiers())));
    List<String> others = new ArrayList<>();
    all.filter(call -> !ASKED_WITHIN.contains(call.getName()))
        .forEach(call -> others.addAll(unnamed(calls, call, target.orElse(""))));
    assertEquals(List.of(), others);
  }

  /** What a call says instead, where it is given a null and doesn't name it. */
  static List<String> unnamed(Calls calls, Executable call, Object target) {
    List<String> others = new ArrayList<>();
    Parameter[] parameters = call.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].getType().isPrimitive()) {
        continue;
      }
      Object[] given = calls.arguments(call);
      given[i] = null;
      Optional<Throwable> thrown = Calls.thrown(call, target, given);
      String name = parameters[i].getName();
      if (thrown
          .filter(NullPointerException.class::isInstance)
          .filter(refusal -> name.equals(refusal.getMessage()))
          .isEmpty()) {
        others.add(call + " of " + name + ": " + thrown);
      }
    }
    return others;
  }
}
