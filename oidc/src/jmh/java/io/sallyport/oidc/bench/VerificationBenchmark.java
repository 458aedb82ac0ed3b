package io.sallyport.oidc.bench;

import io.sallyport.oidc.Discovery;
import io.sallyport.oidc.OidcVerifier;
import io.sallyport.sts.WebIdentity;
import io.sallyport.sts.WebIdentityProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One operation is one token: verified whole by keys that were fetched, or its signature alone,
 * whose key and bytes lie ready. Tokens are drawn in turn from 1,000, each of another subject.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class VerificationBenchmark {
  private static final int TOKENS = 1_000;

  /** Of each token. */
  @Param({"RS256", "ES256", "EdDSA"})
  public String algorithm = "";

  private final String[] tokens = new String[TOKENS];
  private final byte[][] contents = new byte[TOKENS][];
  private final byte[][] signatures = new byte[TOKENS][];
  private int next;

  private ShownKeys shown;
  private OidcVerifier verifier;
  private WebIdentityProvider provider;
  private Signature jdk;
  private ECDSASigner ec;
  private Ed25519.PublicPoint ed25519;
  private MessageDigest hash;

  /** Shows the keys, signs the tokens, and sees that each way finds them good. */
  @Setup
  public void setUp() throws IOException, GeneralSecurityException {
    Keys keys = new Keys(algorithm);
    jdk = keys.jdk();
    hash = MessageDigest.getInstance("SHA-256");
    if (algorithm.equals("ES256")) {
      ec = keys.bouncyCastleEc();
    } else if (algorithm.equals("EdDSA")) {
      ed25519 = keys.bouncyCastleEd25519();
    }
    shown = new ShownKeys(keys.jwks());
    provider = shown.provider();
    verifier =
        OidcVerifier.builder().discovery(Discovery.builder().allowLoopback().build()).build();
    for (int i = 0; i < TOKENS; i++) {
      tokens[i] = keys.token(shown.claims(i));
      int end = tokens[i].lastIndexOf('.');
      contents[i] = tokens[i].substring(0, end).getBytes(StandardCharsets.US_ASCII);
      signatures[i] = Base64.getUrlDecoder().decode(tokens[i].substring(end + 1));
      if (!(whole(i).subject().equals("user-" + i) && jdk(i) && bouncyCastle(i))) {
        throw new IllegalStateException("a good token was refused");
      }
    }
  }

  /** Closes. */
  @TearDown
  public void tearDown() {
    verifier.close();
    shown.close();
  }

  /** The token, whole. */
  @Benchmark
  public WebIdentity whole() {
    return whole(draw());
  }

  private WebIdentity whole(int i) {
    return verifier.verify(tokens[i], provider);
  }

  /** The signature alone, by the JDK. */
  @Benchmark
  public boolean jdk() throws GeneralSecurityException {
    return jdk(draw());
  }

  private boolean jdk(int i) throws GeneralSecurityException {
    jdk.update(contents[i]);
    return jdk.verify(signatures[i]);
  }

  /** The signature alone, by Bouncy Castle; RSA by the JDK, which is faster. */
  @Benchmark
  public boolean bouncyCastle() throws GeneralSecurityException {
    return bouncyCastle(draw());
  }

  private boolean bouncyCastle(int i) throws GeneralSecurityException {
    byte[] content = contents[i];
    byte[] signature = signatures[i];
    if (ec != null) {
      return ec.verifySignature(
          hash.digest(content), Keys.number(signature, 0), Keys.number(signature, 1));
    }
    return ed25519 != null
        ? Ed25519.verify(signature, 0, ed25519, content, 0, content.length)
        : jdk(i);
  }

  private int draw() {
    next = (next + 1) % TOKENS;
    return next;
  }
}
