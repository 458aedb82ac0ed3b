package io.sallyport.principal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.access.AccessAnswer;
import io.sallyport.arn.Arn;
import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.error.ActionException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.UnavailableException;
import io.sallyport.gate.HostCode;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.PolicyType;
import io.sallyport.query.QueryResponse;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.s3.ObjectVersion;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.GetSessionTokenRequest;
import io.sallyport.sts.MfaVerifier;
import io.sallyport.sts.UnnamedRoles;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Overheard;
import io.sallyport.testing.SettableClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hosts whose code fails in every question that a request asks it. */
class HostCodeTest {
  private static final String OF_THE_HOST = "Jane Doe of the host";
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final String DENY_SECRETS =
      """
      {"Version":"2012-10-17","Statement":[\
      {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"},\
      {"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*",\
      "Condition":{"StringEquals":{"s3:ExistingObjectTag/secret":"1"}}}]}\
      """;

  private final SettableClock clock = new SettableClock();
  private final Principal.User alice = KnownUsers.user(ACCOUNT, "/", "alice", "1");
  private final AccessKey aliceKey = key("hostalice");
  private final AccessKey rootKey = key("hostroot");
  private final KnownUsers users =
      new KnownUsers().with("hostalice", alice).with("hostroot", new Principal.Root(ACCOUNT));
  private final BucketDirectory buckets = new Photos();

  /** The method that fails now; none if it is empty. */
  private String failing = "";

  private Failure how = Failure.NULL;
  private final Sallyport sallyport = open();

  /** What may come of code that isn't ours. */
  private enum Failure {
    NULL,
    EXCEPTION,
    OF_A_NAME,
    OF_AN_ACTION,
    ERROR;

    @Nullable Object answer() {
      return switch (this) {
        case NULL -> null;
        case EXCEPTION -> throw new IllegalStateException(OF_THE_HOST);
        case OF_A_NAME -> throw new InvalidInputException("UserName", OF_THE_HOST, "a name");
        case OF_AN_ACTION -> throw new ActionException("NoSuchBucket", 404, OF_THE_HOST);
        case ERROR -> throw new NoClassDefFoundError(OF_THE_HOST);
      };
    }
  }

  /** One bucket, whose objects have a tag that its policy denies. */
  private static final class Photos implements BucketDirectory {
    @Override
    public Optional<Bucket> find(String name) {
      Bucket bucket = Bucket.ownedBy(ACCOUNT);
      return switch (name) {
        case "photos" ->
            Optional.of(bucket.withPolicy(PolicyText.kept(DENY_SECRETS, PolicyType.RESOURCE)));
        case "listed" ->
            Optional.of(bucket.withAcl(AccessControlList.canned("private", ACCOUNT, ACCOUNT)));
        default -> Optional.empty();
      };
    }

    @Override
    public Tags objectTags(ObjectVersion object) {
      return Tags.of(new Tag("secret", "1"));
    }

    @Override
    public Optional<AccountId> objectOwner(ObjectVersion object) {
      return Optional.of(ACCOUNT);
    }

    @Override
    public Optional<AccessControlList> objectAcl(ObjectVersion object) {
      return Optional.of(AccessControlList.canned("public-read", ACCOUNT, ACCOUNT));
    }
  }

  private static AccessKey key(String id) {
    return new AccessKey(new AccessKeyId(id), SecretKey.of("secret-of-" + id));
  }

  private Sallyport open() {
    UnnamedRoles roles =
        new UnnamedRoles() {
          @Override
          public Optional<Arn> ofCaller(Principal caller) {
            return Optional.empty();
          }
        };
    return Sallyport.builder()
        .store(new MemoryStore())
        .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
        .defaultAccount(ACCOUNT)
        .clock(clock)
        .principalDirectory(failable(PrincipalDirectory.class, users))
        .bucketDirectory(failable(BucketDirectory.class, buckets))
        .mfaVerifier(failable(MfaVerifier.class, (caller, code) -> true))
        .unnamedRoles(failable(UnnamedRoles.class, roles))
        .build();
  }

  private <T> T failable(Class<T> type, T good) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              String called = type.getSimpleName() + "." + method.getName();
              if (failing.equals(called + "/" + method.getParameterCount())) {
                return how.answer();
              }
              try {
                return method.invoke(good, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }

  @AfterEach
  void close() {
    sallyport.close();
  }

  private String s3(RequestHead head) {
    AccessAnswer answer = sallyport.access().check(head);
    return answer instanceof AccessAnswer.Refused refused
        ? refused.httpStatus() + " " + refused.code() + " " + refused.message()
        : answer.getClass().getSimpleName();
  }

  private String sts(AccessKey key, String form) {
    String whole = form + "&Version=2011-06-15";
    RequestHead head = ClientSigner.of(key, clock).form("sts", whole);
    QueryResponse answer = sallyport.query().handle(head, whole.getBytes(UTF_8));
    return answer.status() + " " + answer.body();
  }

  /** Fails in one question, and sees that the client hears 503 and nothing else. */
  private void assertUnavailable(String question, Supplier<String> request) {
    String before = request.get();
    assertFalse(before.startsWith("503"), before);
    failing = question;
    try (Overheard heard = new Overheard()) {
      String answer = request.get();
      assertTrue(answer.startsWith("503"), question + ": " + answer);
      assertFalse(answer.contains(OF_THE_HOST), answer);
      String line = "The host's " + question.substring(0, question.indexOf('/')) + " failed.";
      boolean isLogged = heard.texts().contains("log: " + line);
      assertTrue(isLogged, question + " is nowhere in the log: " + heard.texts());
    } finally {
      failing = "";
    }
    assertEquals(before, request.get(), question);
  }

  @ParameterizedTest
  @EnumSource
  void whatTheHostCannotTellIsUnavailableAndNothingElse(Failure failure) {
    how = failure;
    ClientSigner ofAlice = ClientSigner.of(aliceKey, clock);
    RequestHead unsigned = RequestHead.builder("GET", "/photos/k").header("host", "s3").build();
    RequestHead listed = RequestHead.builder("GET", "/listed/k").header("host", "s3").build();
    ClientSigner own = session(alice);
    ClientSigner ofRoot = session(new Principal.Root(ACCOUNT));
    assertUnavailable("PrincipalDirectory.find/1", () -> s3(ofAlice.s3("GET", "/listed/k")));
    assertUnavailable(
        "PrincipalDirectory.find/1",
        () -> sts(aliceKey, "Action=GetCallerIdentity").replaceAll("<RequestId>.*?<", "<"));
    assertUnavailable("PrincipalDirectory.find/2", () -> s3(own.s3("GET", "/listed/k")));
    assertUnavailable("PrincipalDirectory.hasRootUser/1", () -> s3(ofRoot.s3("GET", "/listed/k")));
    assertUnavailable("BucketDirectory.find/1", () -> s3(unsigned));
    assertUnavailable("BucketDirectory.objectTags/1", () -> s3(unsigned));
    assertUnavailable("BucketDirectory.objectAcl/1", () -> s3(listed));
    assertUnavailable("BucketDirectory.objectOwner/1", () -> s3(listed));
    assertUnavailable(
        "MfaVerifier.verify/2",
        () ->
            sts(rootKey, "Action=GetSessionToken&SerialNumber=device-01&TokenCode=123456")
                .substring(0, 3));
    assertUnavailable(
        "UnnamedRoles.ofCaller/1",
        () -> sts(aliceKey, "Action=AssumeRole&RoleSessionName=monday").substring(0, 3));
  }

  @ParameterizedTest
  @EnumSource
  void noPolicyIsKeptWhoseUserCouldNotBeAskedFor(Failure failure) {
    how = failure;
    failing = "PrincipalDirectory.user/2";
    String trust =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow",\
        "Principal":{"AWS":"arn:aws:iam::111122223333:user/alice"},"Action":"sts:AssumeRole"}}\
        """;
    assertThrows(
        UnavailableException.class,
        () -> sallyport.roles().create(CreateRoleRequest.of("Reader", trust)));
  }

  /** A question that is new has an answer by default, which would be taken for the host's. */
  @Test
  void everyQuestionIsAskedOfTheHost() {
    Set<Class<?>> asked =
        Set.of(PrincipalDirectory.class, BucketDirectory.class, UnnamedRoles.class);
    List<Class<?>> wrappers =
        Arrays.stream(HostCode.class.getDeclaredClasses())
            .filter(type -> asked.contains(type.getInterfaces()[0]))
            .toList();
    assertEquals(asked.size(), wrappers.size());
    for (Class<?> wrapper : wrappers) {
      for (Method question : wrapper.getInterfaces()[0].getDeclaredMethods()) {
        if (!Modifier.isStatic(question.getModifiers())) {
          assertDoesNotThrow(
              () -> wrapper.getDeclaredMethod(question.getName(), question.getParameterTypes()));
        }
      }
    }
  }

  private ClientSigner session(Principal holder) {
    Credentials credentials =
        sallyport.sts().getSessionToken(holder, GetSessionTokenRequest.of()).credentials();
    return ClientSigner.of(credentials, clock);
  }
}
