package io.sallyport.testing;

import static java.util.Objects.requireNonNull;

import io.sallyport.Sallyport;
import io.sallyport.SallyportBuilder;
import io.sallyport.account.AccountAlias;
import io.sallyport.arn.Arn;
import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.Grantee;
import io.sallyport.bucket.PublicAccessBlock;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.ClientId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.FederatedName;
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
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SessionName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.managed.HolderFilter;
import io.sallyport.managed.PolicyFilter;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.PermissionLimit;
import io.sallyport.principal.Permissions;
import io.sallyport.principal.Principal;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.UpdateRoleRequest;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.sigv4.SignatureVerifier;
import io.sallyport.sigv4.SignedRequest;
import io.sallyport.simulation.ContextEntry;
import io.sallyport.simulation.SimulationRequest;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumeRoleWithWebIdentityRequest;
import io.sallyport.sts.GetFederationTokenRequest;
import io.sallyport.sts.GetSessionTokenRequest;
import io.sallyport.sts.MfaCode;
import io.sallyport.user.AdminCaps;
import io.sallyport.user.CreateUserRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Public methods as a host may call them, with arguments that are good for something. */
public final class Calls {
  private static final PolicyText POLICY =
      PolicyText.kept(Installation.ALL_OF_S3, PolicyType.IDENTITY);
  private static final PolicyArn POLICY_ARN =
      new PolicyArn("arn:aws:iam::aws:policy/ReadOnlyAccess");

  private final Map<Class<?>, Object> samples = new HashMap<>();

  /** Calls with arguments that are of no instance. */
  public Calls() {
    put("text", 1, 1L, true, new byte[0], new char[0], Duration.ofHours(1), Instant.EPOCH);
    put(POLICY, POLICY_ARN, Tags.NONE, Pins.NONE, new Tag("key", "value"), RequestContext.empty());
    put(new AccountId("111122223333"), new UserName("U"), new RoleName("R"), new GroupName("G"));
    put(new PolicyName("P"), EntityPath.ROOT, new UserId("AIDAU"), new SessionName("session"));
    put(new FederatedName("Bob"));
    put(new SourceIdentity("alice"), new AccountAlias("alias"), new ClientId("client"));
    put(new ProviderName("idp.example.com"), new PolicyVersionId("v1"), PageRequest.FIRST);
    put(Arn.parse("arn:aws:iam:::user/U"), Renaming.to(new UserName("V")), AdminCaps.NONE);
    put(new AccessKeyId("AKIA"), SecretKey.of("secret"), new MfaCode("device-01", "123456"));
    put(new AccessKey(new AccessKeyId("AKIA"), SecretKey.of("secret")));
    put(CreateUserRequest.of(new UserName("U")), CreateRoleRequest.of("R", "{}"));
    put(UpdateRoleRequest.of(new RoleName("R")), CreatePolicyRequest.of("P", "{}"));
    put(CreateProviderRequest.of("https://idp.example.com"), SimulationRequest.of("s3:GetObject"));
    put(PolicyFilter.ALL, HolderFilter.ALL, ContextEntry.of("aws:key", "value"));
    put(AssumeRoleRequest.of("arn:aws:iam:::role/R", "session"), GetSessionTokenRequest.of());
    put(AssumeRoleWithWebIdentityRequest.of("arn:aws:iam:::role/R", "session", "token"));
    put(
        GetFederationTokenRequest.of("name"),
        S3RequestParser.pathStyle(),
        AccessControlList.canned("private", AccountId.EMPTY, AccountId.EMPTY));
    put(RequestHead.builder("GET", "/"), RequestHead.builder("GET", "/").build());
    put(Bucket.ofUnknownOwner(), PublicAccessBlock.NONE, new NamedPolicy("P", POLICY));
    put(RequestContext.builder(), new ProviderUrl("https://idp.example.com"));
    put(Permissions.nothing(), Clock.systemUTC(), new SecureRandom(), Path.of("file"));
    put(new ManagedPolicyId("ANPA234567ABCDEFGHIJ"), InlinePolicies.NONE);
    ClientSigner signer =
        ClientSigner.of(
            new AccessKey(new AccessKeyId("AKIA"), SecretKey.of("secret")), Clock.systemUTC());
    samples.put(
        SignedRequest.class,
        new SignatureVerifier(Clock.systemUTC()).parse(signer.s3("GET", "/bucket/key")));
    samples.put(Principal.class, new Principal.Root(AccountId.EMPTY));
    samples.put(PermissionLimit.class, PermissionLimit.none());
    samples.put(Grantee.class, new Grantee.Everyone());
    samples.put(Path.class, Path.of("file"));
    samples.put(Clock.class, Clock.systemUTC());
    samples.put(Provider.class, Security.getProviders()[0]);
    samples.put(SortedMap.class, new TreeMap<String, Object>());
    samples.put(Map.class, Map.of());
    samples.put(List.class, List.of());
    samples.put(Set.class, Set.of());
    samples.put(Optional.class, Optional.empty());
    samples.put(InputStream.class, new ByteArrayInputStream(new byte[0]));
    samples.put(int.class, 1);
    samples.put(long.class, 1L);
    samples.put(boolean.class, true);
    samples.put(SallyportBuilder.class, Sallyport.builder());
  }

  private void put(Object... some) {
    for (Object each : some) {
      samples.put(each.getClass(), each);
    }
  }

  /** Calls with these arguments too. */
  public Calls with(Class<?> type, Object sample) {
    samples.put(type, sample);
    return this;
  }

  /** An object of a type, if there is one. */
  public Optional<Object> known(Class<?> type) {
    return Optional.ofNullable(samples.get(type));
  }

  /** The methods that users of a type can call, but for those of any object. */
  public static Stream<Method> methods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class && !method.isBridge())
        .filter(method -> !Set.of("equals", "hashCode", "toString").contains(method.getName()));
  }

  /** Arguments for a call, none of them null. */
  public Object[] arguments(Executable call) {
    return Arrays.stream(call.getParameterTypes()).map(this::sample).toArray();
  }

  private Object sample(Class<?> type) {
    Object known = samples.get(type);
    if (known != null) {
      return known;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    if (type == Object.class) {
      return new RoleName("R");
    }
    if (type.isInterface() && !type.isSealed()) {
      return Proxy.newProxyInstance(
          type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> null);
    }
    throw new AssertionError("there is no sample of " + type);
  }

  /** What a call throws; empty if it answers. */
  public static Optional<Throwable> thrown(Executable call, Object target, Object... arguments) {
    try {
      if (call instanceof Method method) {
        Object unused =
            method.invoke(Modifier.isStatic(method.getModifiers()) ? null : target, arguments);
      } else {
        Object unused = ((java.lang.reflect.Constructor<?>) call).newInstance(arguments);
      }
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.of(requireNonNull(e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(call.toString(), e);
    }
  }
}
