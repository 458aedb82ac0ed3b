package io.sallyport.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.http.RequestHead;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller's head alone is refused for, before a byte of its body is read. */
class RefusalByHeadTest {
  private static final String FORM = "Action=ListRoles";

  private final Installation installation = new Installation();
  private final QueryApi query = installation.sallyport.query();

  @AfterEach
  void close() {
    installation.close();
  }

  private int refusal(ClientSigner client) {
    return query.refusal(client.form("iam", FORM)).orElseThrow().status();
  }

  private ClientSigner client(String id, String secret) {
    return ClientSigner.of(
        new AccessKey(new AccessKeyId(id), SecretKey.of(secret)), installation.clock);
  }

  @Test
  void anUnknownKey() {
    assertEquals(403, refusal(client("NOBODY", "x")));
  }

  @Test
  void aTokenThatDoesNotOpenOrIsAnothers() {
    installation.createRole();
    Credentials one = installation.assumeRole().credentials();
    Credentials other = installation.assumeRole().credentials();
    assertEquals(403, refusal(ClientSigner.of(one, "garbage", installation.clock)));
    assertEquals(
        403, refusal(ClientSigner.of(one, other.sessionToken().reveal(), installation.clock)));
  }

  @Test
  void aSignatureOfAnotherTime() {
    SettableClock slow = new SettableClock();
    slow.advance(Duration.ofHours(-1));
    assertEquals(403, refusal(ClientSigner.of(installation.key1, slow)));
  }

  @Test
  void aHeadThatIsNoCallOfOurs() {
    RequestHead head = RequestHead.builder("POST", "/").header("Host", "localhost").build();
    assertEquals(403, query.refusal(head).orElseThrow().status());
  }

  @Test
  void aWrongSignatureIfTheHashOfTheBodyIsInIt() {
    ClientSigner wrong = client(installation.key1.id().value(), "wrong");
    assertEquals(403, refusal(wrong));
  }

  @Test
  void whoeverIsKnownIsHeard() {
    ClientSigner client = ClientSigner.of(installation.key1, installation.clock);
    assertTrue(query.refusal(client.form("iam", FORM)).isEmpty());
    installation.createRole();
    ClientSigner session =
        ClientSigner.of(installation.assumeRole().credentials(), installation.clock);
    assertTrue(query.refusal(session.form("iam", FORM)).isEmpty());
  }
}
