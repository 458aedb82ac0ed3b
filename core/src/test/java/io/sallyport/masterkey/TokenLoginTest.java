package io.sallyport.masterkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.Provider;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.Test;

/** Logins to a token that computes nothing. What a real one does, {@code Pkcs11Test} tries. */
class TokenLoginTest {
  private static final byte[] KEY = new byte[32];
  private final Token token = new Token();

  @Test
  void aPinThatWasRefusedIsNotTriedAgain() {
    MasterKey masterKey = open();
    assertEquals(1, token.logins);
    token.answers.add(new FailedLoginException());
    assertEquals("the PKCS#11 token of Token refused the PIN", refusal(masterKey));
    assertEquals(2, token.logins);
    assertEquals(
        "the PKCS#11 token of Token refused the PIN, which is not tried again", refusal(masterKey));
    assertEquals(2, token.logins);
  }

  @Test
  void aTokenThatIsNotThereIsAskedAgain() {
    MasterKey masterKey = open();
    token.answers.add(new LoginException("no token"));
    assertEquals(
        "the key \"master\" in the PKCS#11 token of Token can't be used", refusal(masterKey));
    assertThrows(MasterKeyUnavailableException.class, () -> masterKey.wrap(KEY, KEY));
    assertEquals(3, token.logins);
  }

  @Test
  void aWrongPinStandsInNoError() {
    token.answers.add(new FailedLoginException());
    MasterKeyException refusal = assertThrows(MasterKeyException.class, this::open);
    StringWriter all = new StringWriter();
    refusal.printStackTrace(new PrintWriter(all));
    assertFalse(all.toString().contains("271828"), all::toString);
  }

  @Test
  void aKeyThatIsNotThereIsNamed() {
    MasterKeyException refusal =
        assertThrows(
            MasterKeyException.class, () -> MasterKey.pkcs11(token, "other", new char[] {'1'}));
    assertEquals("there is no key \"other\" in the PKCS#11 token of Token", refusal.getMessage());
  }

  private MasterKey open() {
    return MasterKey.pkcs11(token, "master", "271828".toCharArray());
  }

  private static String refusal(MasterKey masterKey) {
    return String.valueOf(
        assertThrows(MasterKeyException.class, () -> masterKey.wrap(KEY, KEY)).getMessage());
  }

  /** Has a key, and no cipher. */
  private static final class Token extends Provider {
    private static final long serialVersionUID = 1L;
    int logins;

    /** How the next logins fail. */
    final transient Deque<LoginException> answers = new ArrayDeque<>();

    Token() {
      super("Token", "1", "A token for tests");
      putService(
          new Service(this, "KeyStore", "PKCS11", OneKeyStore.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) {
              return new OneKeyStore(Token.this::login);
            }
          });
    }

    void login() throws IOException {
      logins++;
      LoginException answer = answers.poll();
      if (answer != null) {
        throw new IOException("load failed", answer);
      }
    }
  }
}
