package io.sallyport.testkit;

import io.sallyport.Sallyport;
import io.sallyport.SallyportBuilder;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.Credentials;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.storage.memory.MemoryStore;
import java.util.function.UnaryOperator;

/**
 * Sallyport in memory, with a clock that stands still and a master key that everybody knows: for
 * tests alone. Thread-safe.
 *
 * <pre>{@code
 * try (TestSallyport test = TestSallyport.inMemory()) {
 *   AccessKey alice = test.user("alice", policy);
 *   AccessAnswer answer =
 *       test.sallyport().access().check(test.signer(alice).sign("GET", "/photos/1.jpg"));
 * }
 * }</pre>
 */
public final class TestSallyport implements AutoCloseable {
  private final SettableClock clock;
  private final Sallyport sallyport;

  private TestSallyport(SettableClock clock, Sallyport sallyport) {
    this.clock = clock;
    this.sallyport = sallyport;
  }

  /** One with its own users, all in the empty account. */
  public static TestSallyport inMemory() {
    return inMemory(builder -> builder);
  }

  /**
   * One that is told more, such as the host's own users and buckets.
   *
   * @param more is given a builder that has its store, its master key and {@link #clock}
   */
  public static TestSallyport inMemory(UnaryOperator<SallyportBuilder> more) {
    SettableClock clock = new SettableClock();
    SallyportBuilder builder =
        Sallyport.builder()
            .store(new MemoryStore())
            .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
            .clock(clock);
    return new TestSallyport(clock, more.apply(builder).build());
  }

  /** What is tested with it. */
  public Sallyport sallyport() {
    return sallyport;
  }

  /** What time it is to it. */
  public SettableClock clock() {
    return clock;
  }

  /**
   * Makes a user of the default account, with a policy of its own and an access key.
   *
   * @throws io.sallyport.error.IamException if there is a user of this name, or the policy is none
   */
  public AccessKey user(String name, String policy) {
    UserName user = new UserName(name);
    sallyport.users().create(user);
    sallyport.users().putPolicy(user, new PolicyName("Policy"), policy);
    return sallyport.users().createAccessKey(user);
  }

  /** Signs with an access key, by this clock. */
  public RequestSigner signer(AccessKey key) {
    return RequestSigner.of(key, clock);
  }

  /** Signs with the credentials of a session, by this clock. */
  public RequestSigner signer(Credentials credentials) {
    return RequestSigner.of(credentials, clock);
  }

  @Override
  public void close() {
    sallyport.close();
  }
}
