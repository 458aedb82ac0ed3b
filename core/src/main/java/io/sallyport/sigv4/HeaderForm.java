package io.sallyport.sigv4;

import io.sallyport.credential.SessionToken;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A signature in the {@code Authorization} header. Of one client's requests most say the same there
 * but for the signature itself, and bring the same token: so what was read lately is kept. It
 * proves nothing, and would be read the same of anybody. Thread-safe.
 */
final class HeaderForm {
  private static final int SIGNATURE = 64;

  /** Where an access key is, as all clients write it. */
  private static final int KEY = "AWS4-HMAC-SHA256 Credential=".length();

  private static final int KEY_END = KEY + 20;

  /** Of so many clients, each of which has a place and takes it from another that has the same. */
  private static final int MOST = 2_048;

  private static final int LONGEST = 512;
  private static final int LONGEST_TOKEN = 1_024;

  /** Without locks: who doesn't see what another thread has read reads it, too. */
  private final @Nullable Known[] known = new @Nullable Known[MOST];

  /** When the last request was signed, as many others were. */
  private volatile Optional<Timestamp> latest = Optional.empty();

  /**
   * What was read of a client's requests.
   *
   * @param beginning of what they say: all that comes before the signature
   */
  private record Known(
      String beginning,
      CredentialScope.Claim credential,
      SignedNames names,
      Optional<SessionToken> token) {

    boolean isOf(String otherBeginning, Optional<String> otherToken) {
      return beginning.equals(otherBeginning)
          && token.isPresent() == otherToken.isPresent()
          && (token.isEmpty() || token.get().reveal().equals(otherToken.get()));
    }

    boolean isShort() {
      return beginning.length() <= LONGEST
          && (token.isEmpty() || token.get().reveal().length() <= LONGEST_TOKEN);
    }
  }

  Version4Claim read(RequestHead head) {
    String text = ClaimedSignature.single(head, "authorization").orElse("");
    Optional<String> token = ClaimedSignature.single(head, "x-amz-security-token");
    int end = text.length() - SIGNATURE;
    String beginning = end < 0 || text.indexOf(',', end) >= 0 ? "" : text.substring(0, end);
    int place = place(beginning);
    Known last = known[place];
    if (last != null && last.isOf(beginning, token)) {
      return claim(head, last, text.substring(end));
    }
    Authorization said = Authorization.parse(text);
    Optional<SessionToken> read = token.map(ClaimedSignature::token);
    Known now = new Known(beginning, said.credential(), said.names(), read);
    if (!beginning.isEmpty() && said.signature().equals(text.substring(end)) && now.isShort()) {
      known[place] = now;
    }
    return claim(head, now, said.signature());
  }

  private static int place(String beginning) {
    int hash = beginning.length();
    for (int i = KEY; i < Math.min(KEY_END, beginning.length()); i++) {
      hash = 31 * hash + beginning.charAt(i);
    }
    return Math.floorMod(hash, MOST);
  }

  private Version4Claim claim(RequestHead head, Known said, String signature) {
    return new Version4Claim(
        said.credential(),
        signedAt(head),
        Optional.empty(),
        said.names(),
        signature,
        said.token(),
        Payload.of(
            said.credential().scope().service(),
            ClaimedSignature.single(head, "x-amz-content-sha256")));
  }

  private Timestamp signedAt(RequestHead head) {
    Optional<String> date = ClaimedSignature.single(head, "x-amz-date");
    Optional<Timestamp> time =
        date.isPresent()
            ? time(date.get())
            : ClaimedSignature.single(head, "date").flatMap(Timestamp::parseHttpDate);
    return time.orElseThrow(() -> new MalformedRequestException(Fault.DATE));
  }

  private Optional<Timestamp> time(String text) {
    Optional<Timestamp> last = latest;
    if (last.isPresent() && last.get().text().equals(text)) {
      return last;
    }
    Optional<Timestamp> time = Timestamp.parse(text);
    if (time.isPresent()) {
      latest = time;
    }
    return time;
  }
}
