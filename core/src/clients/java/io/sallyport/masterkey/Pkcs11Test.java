package io.sallyport.masterkey;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.credential.AccessKey;
import io.sallyport.http.RequestHead;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.io.IOException;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.crypto.KeyGenerator;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A master key in a token of SoftHSM. */
class Pkcs11Test {
  private static final byte[] KEY = new byte[32];
  private static final byte[] CONTEXT = {4, 5};
  private static SoftHsm token;

  @BeforeAll
  static void create() throws IOException, GeneralSecurityException {
    token = SoftHsm.create();
  }

  @Test
  void whatTheTokenWrappedItUnwrapsAfterANewLogin() throws GeneralSecurityException {
    byte[] wrapped = token.masterKey().wrap(KEY, CONTEXT);
    assertArrayEquals(KEY, token.masterKey().unwrap(wrapped, CONTEXT).orElseThrow());
    KeyStore store = KeyStore.getInstance("PKCS11", token.provider);
    assertEquals(12 + 32 + 16, wrapped.length);
    assertNull(loaded(store).getKey("master", null).getEncoded(), "the key leaves the token");
  }

  @Test
  void aByteOfAnotherValueOrAnotherContextOpensNothing() {
    MasterKey masterKey = token.masterKey();
    byte[] wrapped = masterKey.wrap(KEY, CONTEXT);
    for (int i = 0; i < wrapped.length; i++) {
      byte[] changed = wrapped.clone();
      changed[i] ^= 1;
      assertEquals(Optional.empty(), masterKey.unwrap(changed, CONTEXT));
    }
    assertEquals(Optional.empty(), masterKey.unwrap(wrapped, new byte[] {4}));
    assertEquals(Optional.empty(), masterKey.unwrap(new byte[27], CONTEXT));
    assertTrue(masterKey.unwrap(wrapped, CONTEXT).isPresent());
  }

  @Test
  void aLogoutIsFollowedByANewLoginWhoeverCalls() {
    MasterKey masterKey = token.masterKey();
    byte[] wrapped = masterKey.wrap(KEY, CONTEXT);
    long opened =
        IntStream.range(0, 200)
            .parallel()
            .filter(
                i -> {
                  if (i % 50 == 7) {
                    logout();
                  }
                  return opens(masterKey, wrapped);
                })
            .count();
    assertTrue(opened > 0);
    logout();
    assertTrue(opens(masterKey, masterKey.wrap(KEY, CONTEXT)));
  }

  @Test
  void aWrongPinAMissingKeyAndOneOfAnotherKindAreNamed() throws GeneralSecurityException {
    String name = "the PKCS#11 token of " + token.provider.getName();
    logout();
    assertEquals(name + " refused the PIN", refusal("master", "999999"));
    assertEquals("there is no key \"other\" in " + name, refusal("other", SoftHsm.PIN));
    KeyGenerator generator = KeyGenerator.getInstance("HmacSHA256");
    loaded(KeyStore.getInstance("PKCS11", token.provider))
        .setEntry("mac", new KeyStore.SecretKeyEntry(generator.generateKey()), null);
    assertEquals(
        "the key \"mac\" in " + name + " is one of Generic Secret, not of AES",
        refusal("mac", SoftHsm.PIN));
  }

  @Test
  void anInstallationMovesItsKeysIntoTheTokenAndStartsAgainWithIt() {
    MasterKey old = MasterKey.of(new byte[MasterKey.LENGTH]);
    MasterKey inToken = token.masterKey();
    MemoryStore store = new MemoryStore();
    try (Sallyport first = Sallyport.builder().store(store).masterKey(old).build()) {
      first.users().create(Installation.TESTER1);
      AccessKey key = first.users().createAccessKey(Installation.TESTER1);
      first.keys().rewrap(inToken);
      first.keys().rotate();
      try (Sallyport second = Sallyport.builder().store(store).masterKey(inToken).build()) {
        assertEquals(2, second.keys().tokenKeys().size());
        ClientSigner signer = ClientSigner.of(key, Clock.systemUTC());
        RequestHead call = signer.call("sts", "/?Action=GetCallerIdentity");
        assertEquals(200, second.query().handle(call, new byte[0]).status());
        assertThrows(
            MasterKeyException.class,
            () -> Sallyport.builder().store(store).masterKey(old).build());
      }
    }
  }

  private static boolean opens(MasterKey masterKey, byte[] wrapped) {
    try {
      return masterKey.unwrap(wrapped, CONTEXT).isPresent();
    } catch (MasterKeyException e) {
      return false; // Logged out twice meanwhile.
    }
  }

  private String refusal(String alias, String pin) {
    return String.valueOf(
        assertThrows(
                MasterKeyException.class,
                () -> MasterKey.pkcs11(token.provider, alias, pin.toCharArray()))
            .getMessage());
  }

  private void logout() {
    try {
      ((AuthProvider) token.provider).logout();
    } catch (LoginException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore loaded(KeyStore store) throws GeneralSecurityException {
    try {
      store.load(null, SoftHsm.PIN.toCharArray());
      return store;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
