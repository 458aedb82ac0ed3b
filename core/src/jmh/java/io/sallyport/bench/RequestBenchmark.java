package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sallyport.Sallyport;
import io.sallyport.access.AccessAnswer;
import io.sallyport.credential.Credentials;
import io.sallyport.http.RequestHead;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.sigv4.SignatureVerifier;
import io.sallyport.sigv4.SignedRequest;
import io.sallyport.sigv4.VerifiedRequest;
import io.sallyport.storage.memory.MemoryStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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

/**
 * One operation is one signed GET of a few sessions that were seen before, drawn in random order.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 20, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(3)
public class RequestBenchmark {
  private static final int SESSIONS = 16;
  private static final int REQUESTS = 64;

  private final Clock clock = Clock.systemUTC();
  private final SignatureVerifier verifier = new SignatureVerifier(clock);
  private final Draw draw = new Draw(REQUESTS);

  private Sallyport sallyport;
  private SignedGet[] requests;
  private byte[][] canonical;
  private byte[][] beginnings;
  private Crypto[] crypto;
  private Credentials[] credentials;

  /** Signs the requests, and sees that each is granted and each signature computed. */
  @Setup
  public void setUp() {
    sallyport = Scene.open(new MemoryStore(), MasterKey.of(new byte[MasterKey.LENGTH]), clock);
    List<Credentials> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(Scene.assumeRole(sallyport).credentials());
    }
    requests = new SignedGet[REQUESTS];
    canonical = new byte[REQUESTS][];
    beginnings = new byte[REQUESTS][];
    crypto = new Crypto[REQUESTS];
    credentials = new Credentials[REQUESTS];
    for (int i = 0; i < REQUESTS; i++) {
      credentials[i] = sessions.get(i % SESSIONS);
      requests[i] = SignedGet.of(credentials[i], Scene.target(i), clock);
      canonical[i] = requests[i].canonical().getBytes(US_ASCII);
      beginnings[i] = requests[i].toSign().getBytes(US_ASCII);
      crypto[i] = new Crypto(requests[i].signingKey(credentials[i]));
      String signature = HexFormat.of().formatHex(sign(i));
      AccessAnswer answer = sallyport.access().check(requests[i].read());
      if (!signature.equals(requests[i].signature())
          || !(answer instanceof AccessAnswer.Granted granted)
          || !granted.request().operation().equals("GetObject")) {
        throw new IllegalStateException(signature + " of " + requests[i] + ": " + answer);
      }
    }
  }

  /** Closes. */
  @TearDown
  public void tearDown() {
    sallyport.close();
  }

  private byte[] sign(int i) {
    byte[] hash = crypto[i].hash(canonical[i]);
    byte[] beginning = beginnings[i];
    byte[] text = new byte[beginning.length + 2 * hash.length];
    System.arraycopy(beginning, 0, text, 0, beginning.length);
    for (int b = 0; b < hash.length; b++) {
      text[beginning.length + 2 * b] = (byte) Character.forDigit((hash[b] >> 4) & 0xF, 16);
      text[beginning.length + 2 * b + 1] = (byte) Character.forDigit(hash[b] & 0xF, 16);
    }
    return crypto[i].hmac(text);
  }

  /** The hash of the canonical request, and an HMAC. */
  @Benchmark
  public byte[] crypto() {
    return sign(draw.next());
  }

  /** The signature verified and nothing else, with the secret at hand. */
  @Benchmark
  public VerifiedRequest signature() {
    int i = draw.next();
    SignedRequest signed = (SignedRequest) verifier.parse(requests[i].head());
    return verifier.verify(signed, credentials[i].secretKey());
  }

  /** The whole check, with the head at hand. */
  @Benchmark
  public AccessAnswer check() {
    return sallyport.access().check(requests[draw.next()].head());
  }

  /** The head made of its lines. */
  @Benchmark
  public RequestHead head() {
    return requests[draw.next()].read();
  }

  /** The whole check, with the lines of the head at hand. */
  @Benchmark
  public AccessAnswer headAndCheck() {
    return sallyport.access().check(requests[draw.next()].read());
  }
}
