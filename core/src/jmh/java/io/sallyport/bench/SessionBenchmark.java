package io.sallyport.bench;

import io.sallyport.Sallyport;
import io.sallyport.aead.Aead;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SessionToken;
import io.sallyport.document.Documents;
import io.sallyport.document.Freshness;
import io.sallyport.keyring.KeyRing;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.principal.Anonymous;
import io.sallyport.principal.Principal;
import io.sallyport.session.OpenedSessions;
import io.sallyport.session.Session;
import io.sallyport.session.SessionTokens;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.AssumedRole;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One operation is one session begun, or one token opened; tokens are drawn in random order. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 20, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(3)
public class SessionBenchmark {
  private static final int TOKENS = 1_000;
  private static final byte[] NOTHING = {};

  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final MasterKey masterKey = MasterKey.of(new byte[MasterKey.LENGTH]);
  private final Aead aead = new Aead(new byte[MasterKey.LENGTH]);
  private final Draw draw = new Draw(TOKENS);

  private final SessionToken[] tokens = new SessionToken[TOKENS];
  private final AccessKeyId[] ids = new AccessKeyId[TOKENS];
  private final byte[][] sealed = new byte[TOKENS][];

  private Sallyport sallyport;
  private Principal caller;
  private Documents documents;
  private OpenedSessions all;
  private OpenedSessions none;

  /** Begins the sessions, and sees that each token is opened. */
  @Setup
  public void setUp() {
    IamStore store = new MemoryStore();
    sallyport = Scene.open(store, masterKey, clock);
    caller = Scene.caller(sallyport);
    documents = new Documents(store, clock, Duration.ofSeconds(30), Freshness.unwatched());
    KeyRing keys = KeyRing.open(documents, masterKey, random, clock);
    SessionTokens opener = new SessionTokens(keys);
    all = new OpenedSessions(opener, keys, documents, 64 << 20);
    none = new OpenedSessions(opener, keys, documents, 0);
    for (int i = 0; i < TOKENS; i++) {
      AssumedRole assumed = Scene.assumeRole(sallyport);
      tokens[i] = assumed.credentials().sessionToken();
      ids[i] = assumed.credentials().accessKeyId();
      int length = Base64.getUrlDecoder().decode(tokens[i].reveal()).length;
      sealed[i] = aead.seal(new byte[length - 49], NOTHING, random);
      if (!open(all, i).equals(open(none, i))) {
        throw new IllegalStateException("a token was not opened");
      }
    }
  }

  /** Nobody asks whose it is. */
  private Session open(OpenedSessions sessions, int i) {
    return sessions.open(ids[i], tokens[i], session -> new Anonymous()).session();
  }

  /** Closes. */
  @TearDown
  public void tearDown() {
    documents.close();
    sallyport.close();
  }

  /** As many bytes as a token has, opened and nothing else. */
  @Benchmark
  public byte[] aeadOpen() {
    return aead.open(sealed[draw.next()], NOTHING).orElseThrow();
  }

  /** A session that was opened before. */
  @Benchmark
  public Session sessionSeen() {
    return open(all, draw.next());
  }

  /** A session that was not: nothing is kept. */
  @Benchmark
  public Session sessionUnseen() {
    return open(none, draw.next());
  }

  /** The random values that a session has, and as many bytes as its token sealed. */
  @Benchmark
  public byte[] assumeRoleCrypto() {
    random.nextBytes(new byte[16]);
    random.nextBytes(new byte[16]);
    random.nextBytes(new byte[40]);
    return aead.seal(new byte[sealed[0].length - 40], NOTHING, random);
  }

  /** A role assumed by its Java method, without session policies. */
  @Benchmark
  public AssumedRole assumeRole() {
    return Scene.assumeRole(sallyport, caller);
  }
}
