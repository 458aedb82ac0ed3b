package io.sallyport.provider;

import static java.util.Objects.requireNonNull;

import io.sallyport.identity.ClientId;
import io.sallyport.identity.ProviderUrl;
import io.sallyport.identity.Tags;
import io.sallyport.identity.Thumbprint;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to register a provider from. Immutable: each method answers another request.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html">CreateOpenIDConnectProvider</a>
 */
public record CreateProviderRequest(
    ProviderUrl url, List<ClientId> clientIds, List<Thumbprint> thumbprints, Tags tags) {

  public CreateProviderRequest {
    requireNonNull(url, "url");
    requireNonNull(clientIds, "clientIds");
    requireNonNull(thumbprints, "thumbprints");
    requireNonNull(tags, "tags");
    clientIds = List.copyOf(clientIds);
    thumbprints = List.copyOf(thumbprints);
  }

  /** A provider at this URL, without client ids and thumbprints. */
  public static CreateProviderRequest of(ProviderUrl url) {
    requireNonNull(url, "url");
    return new CreateProviderRequest(url, List.of(), List.of(), Tags.NONE);
  }

  /** As the other, of a URL as text. */
  public static CreateProviderRequest of(String url) {
    requireNonNull(url, "url");
    return of(new ProviderUrl(url));
  }

  /** For whom its tokens may be meant: these and no others. */
  public CreateProviderRequest withClientIds(String... ids) {
    requireNonNull(ids, "ids");
    return new CreateProviderRequest(
        url, Stream.of(ids).map(ClientId::new).toList(), thumbprints, tags);
  }

  /** The certificates that its server may show. */
  public CreateProviderRequest withThumbprints(String... sha1) {
    requireNonNull(sha1, "sha1");
    return new CreateProviderRequest(
        url, clientIds, Stream.of(sha1).map(Thumbprint::new).toList(), tags);
  }

  /** The provider's tags. */
  public CreateProviderRequest withTags(Tags newTags) {
    requireNonNull(newTags, "newTags");
    return new CreateProviderRequest(url, clientIds, thumbprints, newTags);
  }
}
