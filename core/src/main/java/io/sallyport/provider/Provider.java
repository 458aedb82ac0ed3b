package io.sallyport.provider;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.sallyport.arn.Arn;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.ClientId;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.ProviderUrl;
import io.sallyport.identity.Tags;
import io.sallyport.identity.Thumbprint;
import io.sallyport.sts.WebIdentityProvider;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A registered OpenID Connect provider, as it was at one moment.
 *
 * @param createDate to the second
 * @param clientIds for whom its tokens may be meant, in the order they were added, each once
 * @param thumbprints of the certificates that its server may show, each once
 */
public record Provider(
    AccountId account,
    ProviderUrl url,
    Instant createDate,
    List<ClientId> clientIds,
    List<Thumbprint> thumbprints,
    Tags tags) {
  /** The most client ids that a provider may have. */
  public static final int MAX_CLIENT_IDS = 100;

  /** The most thumbprints that a provider may have. */
  public static final int MAX_THUMBPRINTS = 5;

  /** Keeps each client id and thumbprint once. */
  public Provider {
    clientIds = List.copyOf(new LinkedHashSet<>(clientIds));
    thumbprints = List.copyOf(new LinkedHashSet<>(thumbprints));
    if (clientIds.size() > MAX_CLIENT_IDS) {
      throw new LimitExceededException(
          "ClientIDList has " + clientIds.size() + " client ids, more than " + MAX_CLIENT_IDS);
    }
    if (thumbprints.size() > MAX_THUMBPRINTS) {
      throw new InvalidInputException(
          "ThumbprintList", thumbprints.size() + " thumbprints", "at most " + MAX_THUMBPRINTS);
    }
  }

  /** Its URL without the scheme. */
  public ProviderName name() {
    return url.name();
  }

  /** {@code arn:aws:iam::account:oidc-provider/host/path}. */
  public Arn arn() {
    return IamArn.provider(account, name());
  }

  /** What a verifier of its tokens has to know of it. */
  public WebIdentityProvider webIdentityProvider() {
    return new WebIdentityProvider(
            url.value(), clientIds.stream().map(ClientId::value).collect(toUnmodifiableSet()))
        .trustedBy(Set.copyOf(thumbprints))
        .of(account);
  }

  /** This provider with other client ids. */
  public Provider withClientIds(List<ClientId> ids) {
    return new Provider(account, url, createDate, ids, thumbprints, tags);
  }

  /** This provider with other thumbprints. */
  public Provider withThumbprints(List<Thumbprint> sha1) {
    return new Provider(account, url, createDate, clientIds, sha1, tags);
  }

  /** This provider with other tags. */
  public Provider withTags(Tags newTags) {
    return new Provider(account, url, createDate, clientIds, thumbprints, newTags);
  }

  @Override
  public String toString() {
    return arn().toString();
  }
}
