package io.sallyport.sts;

import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Thumbprint;
import io.sallyport.policy.Leniency;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A provider of identities, as it is registered.
 *
 * @param issuer the URL by which the provider names itself in its tokens, letter by letter; a
 *     verifier that fetches keys asks there for them
 * @param clientIds for whom the provider's tokens may be meant, at most 100; if there is none, no
 *     token is accepted
 * @param thumbprints of the certificates that a server which shows the provider's keys may be
 *     trusted by, besides those that the host trusts; at most 5
 * @param leniencies what of a token may pass although AWS refuses it
 * @param account whose registration it is: a verifier that fetches keys is fair between accounts;
 *     it says nothing of trust
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html">CreateOpenIDConnectProvider</a>
 */
public record WebIdentityProvider(
    String issuer,
    Set<String> clientIds,
    Set<Thumbprint> thumbprints,
    Set<Leniency> leniencies,
    AccountId account) {
  private static final Pattern URL =
      Pattern.compile("https?://[^\\s/?#@\\p{C}][^\\s?#@\\p{C}]{0,254}");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
  private static final int LONGEST = 255;
  private static final int MOST_CLIENTS = 100;
  private static final int MOST_THUMBPRINTS = 5;

  public WebIdentityProvider {
    if (issuer.length() > LONGEST || !URL.matcher(issuer).matches()) {
      throw new InvalidInputException("Url", issuer, "a URL of at most 255 characters, no query");
    }
    clientIds = Set.copyOf(clientIds);
    leniencies = Set.copyOf(leniencies);
    thumbprints = Set.copyOf(thumbprints);
    if (thumbprints.size() > MOST_THUMBPRINTS) {
      throw new InvalidInputException(
          "ThumbprintList", thumbprints.size() + " thumbprints", "at most " + MOST_THUMBPRINTS);
    }
    if (clientIds.size() > MOST_CLIENTS) {
      throw new InvalidInputException(
          "ClientIDList", Integer.toString(clientIds.size()), "at most 100 client ids");
    }
    for (String id : clientIds) {
      if (id.isBlank() || id.length() > LONGEST || UNSEEN.matcher(id).find()) {
        throw new InvalidInputException(
            "ClientIDList", id, "client ids of 1 to 255 characters that can be seen");
      }
    }
  }

  /**
   * A provider of the empty account, whose servers are trusted by what the host trusts alone, and
   * of whose tokens nothing passes that AWS refuses.
   */
  public WebIdentityProvider(String issuer, Set<String> clientIds) {
    this(issuer, clientIds, Set.of(), Set.of(), AccountId.EMPTY);
  }

  /** The same provider, whose servers may also be trusted by these. */
  public WebIdentityProvider trustedBy(Set<Thumbprint> newThumbprints) {
    return new WebIdentityProvider(issuer, clientIds, newThumbprints, leniencies, account);
  }

  /** The same provider, of whose tokens this may pass. */
  public WebIdentityProvider lenient(Set<Leniency> newLeniencies) {
    return new WebIdentityProvider(issuer, clientIds, thumbprints, newLeniencies, account);
  }

  /** The same provider, as another account has it registered. */
  public WebIdentityProvider of(AccountId newAccount) {
    return new WebIdentityProvider(issuer, clientIds, thumbprints, leniencies, newAccount);
  }
}
