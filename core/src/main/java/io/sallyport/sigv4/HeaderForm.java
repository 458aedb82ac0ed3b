package io.sallyport.sigv4;

import io.sallyport.credential.SessionToken;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A signature in the {@code Authorization} header. Of one client's requests most say the same there
 * but for the signature itself, and bring the same token: what was read of some that were proven is
 * kept, until others need its room, and found by the very same text alone. Nothing is taken for
 * proven by that: whoever sends the text is read as if nothing were kept. Thread-safe.
 */
final class HeaderForm {
  private static final String SCHEME = "AWS4-HMAC-SHA256";
  private static final List<String> PARTS = List.of("Credential=", "SignedHeaders=", "Signature=");

  private static final String TOKEN = "x-amz-security-token";

  /** A signature has so many characters. */
  private static final int SIGNATURE = 64;

  /** Where an access key is, as all clients write it. */
  private static final int KEY = (SCHEME + " " + PARTS.get(0)).length();

  private static final int KEY_END = KEY + 20;

  /** So many are kept: each has a slot, and loses it to another of the same, which costs time. */
  private static final int SLOTS = 2_048;

  /** None is kept that is longer. */
  private static final int LONGEST = 512;

  private static final int LONGEST_TOKEN = 1_024;

  /** Without locks: what is in it has but final fields, and who doesn't see it reads anew. */
  private final @Nullable Known[] known = new @Nullable Known[SLOTS];

  /** When the last request says that it was signed, as many others do. */
  private volatile @Nullable Timestamp latest;

  /**
   * What was read.
   *
   * @param beginning all that comes before the signature
   */
  private record Known(
      String beginning,
      CredentialScope.Claim credential,
      SignedNames names,
      @Nullable SessionToken token) {

    /** Not in constant time: who has a token and not its secret can do nothing with it. */
    boolean isOf(String otherBeginning, List<String> tokens) {
      return beginning.equals(otherBeginning)
          && (token == null
              ? tokens.isEmpty()
              : tokens.size() == 1 && token.reveal().equals(tokens.get(0)));
    }

    boolean isShort() {
      return !beginning.isEmpty() && (token == null || token.reveal().length() <= LONGEST_TOKEN);
    }
  }

  Version4Claim read(RequestHead head) {
    String text = ClaimedSignature.single(head, "authorization").orElse("");
    String beginning = beginning(text);
    int slot = slot(beginning);
    Known last = known[slot];
    return last != null && last.isOf(beginning, head.headers(TOKEN))
        ? claim(
            head, last, signedAt(head), text.substring(beginning.length()), Version4Claim.NOTHING)
        : read(head, text, beginning, slot);
  }

  private Version4Claim read(RequestHead head, String text, String beginning, int slot) {
    @Nullable String[] parts = parts(text);
    CredentialScope.Claim credential =
        CredentialScope.Claim.parse(part(parts, 0), Fault.AUTHORIZATION_HEADER);
    Timestamp signedAt = signedAt(head);
    SignedNames names = SignedNames.parse(part(parts, 1), Fault.AUTHORIZATION_HEADER);
    String signature = part(parts, 2);
    Optional<SessionToken> token =
        ClaimedSignature.single(head, TOKEN).map(ClaimedSignature::token);
    Known read = new Known(beginning, credential, names, token.orElse(null));
    Runnable keeping = read.isShort() ? () -> known[slot] = read : Version4Claim.NOTHING;
    return claim(head, read, signedAt, signature, keeping);
  }

  private static Version4Claim claim(
      RequestHead head, Known said, Timestamp signedAt, String signature, Runnable onceProven) {
    return new Version4Claim(
        said.credential(),
        signedAt,
        Optional.empty(),
        said.names(),
        signature,
        Optional.ofNullable(said.token()),
        Payload.of(
            said.credential().scope().service(),
            ClaimedSignature.single(head, "x-amz-content-sha256")),
        onceProven);
  }

  /**
   * All that comes before the signature, if that is the last that is said: what follows has no
   * comma, and no part but the signature can have an equals sign. Empty if it isn't, or is long.
   */
  private static String beginning(String text) {
    int end = text.length() - SIGNATURE;
    boolean isLast =
        end <= LONGEST
            && text.startsWith(PARTS.get(2), end - PARTS.get(2).length())
            && text.indexOf(',', end) < 0;
    return isLast ? text.substring(0, end) : "";
  }

  private static int slot(String beginning) {
    int hash = beginning.length();
    for (int i = KEY; i < Math.min(KEY_END, beginning.length()); i++) {
      hash = 31 * hash + beginning.charAt(i);
    }
    return Math.floorMod(hash, SLOTS);
  }

  /** In the order of {@link #PARTS}; null for one that isn't there. */
  private static @Nullable String[] parts(String authorization) {
    requireScheme(authorization);
    @Nullable String[] parts = new @Nullable String[PARTS.size()];
    for (int start = SCHEME.length(), end; start <= authorization.length(); start = end + 1) {
      end = authorization.indexOf(',', start);
      end = end < 0 ? authorization.length() : end;
      int from = start;
      while (from < end && Character.isWhitespace(authorization.charAt(from))) {
        from++;
      }
      int place = place(authorization, from);
      if (place < 0 || parts[place] != null) {
        throw malformed();
      }
      int value = from + PARTS.get(place).length(); // No later than the end: it has no comma.
      parts[place] = authorization.substring(value, end).stripTrailing();
    }
    return parts;
  }

  private static int place(String authorization, int from) {
    for (int i = 0; i < PARTS.size(); i++) {
      if (authorization.startsWith(PARTS.get(i), from)) {
        return i;
      }
    }
    return -1;
  }

  private static void requireScheme(String authorization) {
    if (!authorization.startsWith(SCHEME)
        || (authorization.length() > SCHEME.length()
            && authorization.charAt(SCHEME.length()) != ' ')) {
      boolean isAmazons =
          authorization.startsWith("AWS4-")
              || authorization.startsWith("AWS ")
              || authorization.equals("AWS");
      throw new MalformedRequestException(
          isAmazons ? Fault.SIGNATURE_VERSION : Fault.AUTHORIZATION_TYPE);
    }
  }

  private static String part(@Nullable String[] parts, int place) {
    return Optional.ofNullable(parts[place]).orElseThrow(HeaderForm::malformed);
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
    Timestamp last = latest;
    if (last != null && last.text().equals(text)) {
      return Optional.of(last);
    }
    Optional<Timestamp> time = Timestamp.parse(text);
    time.ifPresent(read -> latest = read);
    return time;
  }

  private static MalformedRequestException malformed() {
    return new MalformedRequestException(Fault.AUTHORIZATION_HEADER);
  }
}
