package io.sallyport.masterkey;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyStoreSpi;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import javax.crypto.spec.SecretKeySpec;

/** A key store with one key, "master", that wants a login; all else is not asked of it. */
final class OneKeyStore extends KeyStoreSpi {
  private final Login login;

  interface Login {
    void login() throws IOException;
  }

  OneKeyStore(Login login) {
    this.login = login;
  }

  @Override
  public void engineLoad(InputStream stream, char[] password) throws IOException {
    login.login();
  }

  @Override
  @SuppressWarnings("NullAway") // As KeyStoreSpi has it.
  public Key engineGetKey(String alias, char[] password) {
    return engineContainsAlias(alias) ? new SecretKeySpec(new byte[32], "AES") : null;
  }

  @Override
  public boolean engineContainsAlias(String alias) {
    return alias.equals("master");
  }

  @Override
  public boolean engineIsKeyEntry(String alias) {
    return engineContainsAlias(alias);
  }

  @Override
  public Enumeration<String> engineAliases() {
    return Collections.enumeration(Collections.singleton("master"));
  }

  @Override
  public int engineSize() {
    return 1;
  }

  @Override
  public boolean engineIsCertificateEntry(String alias) {
    return false;
  }

  @Override
  public Certificate[] engineGetCertificateChain(String alias) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Certificate engineGetCertificate(String alias) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String engineGetCertificateAlias(Certificate certificate) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Date engineGetCreationDate(String alias) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void engineSetCertificateEntry(String alias, Certificate certificate) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void engineDeleteEntry(String alias) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void engineStore(OutputStream stream, char[] password) {
    throw new UnsupportedOperationException();
  }
}
