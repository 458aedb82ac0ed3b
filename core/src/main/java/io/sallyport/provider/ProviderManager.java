package io.sallyport.provider;

import io.sallyport.identity.ClientId;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.Tagged;
import io.sallyport.identity.Thumbprint;
import java.util.List;
import java.util.Optional;

/**
 * The OpenID Connect providers of one account. Thread-safe. Every call may throw {@link
 * io.sallyport.error.UnavailableException} if the store can't be asked; a change that others keep
 * getting in the way of ends with {@code ConcurrentModification}.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">IAM's
 *     actions</a>
 */
public interface ProviderManager extends Tagged<ProviderName> {
  /** The most providers that an account may have. */
  int MAX_PROVIDERS = 100;

  /**
   * Registers a provider.
   *
   * @throws io.sallyport.error.ConflictException if the account has a provider of this name, in any
   *     case and with either scheme: their condition keys would be the same
   * @throws io.sallyport.error.LimitExceededException if it has too many client ids, or the account
   *     too many providers
   * @throws io.sallyport.error.InvalidInputException if a thumbprint is none, and no leniency lets
   *     that pass
   */
  Provider create(CreateProviderRequest request);

  /** The provider of this name, if there is one. */
  Optional<Provider> find(ProviderName name);

  /**
   * The provider of this name, letter by letter.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is none
   */
  Provider get(ProviderName name);

  /** The names of all providers, in order. */
  List<ProviderName> list();

  /**
   * Deletes a provider: its tokens open nothing from the next request on. Sessions go on.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is none
   */
  void delete(ProviderName name);

  /**
   * Adds a client id behind the others; nothing if it is there.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such provider
   * @throws io.sallyport.error.LimitExceededException if it has as many as it may have
   */
  void addClientId(ProviderName name, ClientId id);

  /**
   * Takes a client id away; nothing if it isn't there.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such provider
   */
  void removeClientId(ProviderName name, ClientId id);

  /**
   * Replaces all thumbprints.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such provider
   * @throws io.sallyport.error.InvalidInputException if there are too many, or one is none and no
   *     leniency lets that pass
   */
  void updateThumbprints(ProviderName name, List<Thumbprint> thumbprints);
}
