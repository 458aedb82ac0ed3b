package io.sallyport.entity;

import io.sallyport.document.Change;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.error.ConflictException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.ClientId;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.Thumbprint;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.provider.Provider;
import io.sallyport.provider.ProviderManager;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * OpenID Connect providers in the store, as a caller may see and change them: a document each at
 * (oidc-provider, account, folded name), and one with all names at (oidc-providers, account).
 */
public final class StoredProviders implements ProviderManager {
  private final AccountId account;
  private final Documents documents;
  private final Table<Provider> providers;
  private final Table<ProviderRoster> rosters;
  private final Clock clock;
  private final Authority authority;

  public StoredProviders(AccountId account, Documents documents, Clock clock, Authority authority) {
    this.account = account;
    this.documents = documents;
    this.providers = documents.table(new ProviderCodec(account), "oidc-provider", account.value());
    this.rosters = documents.table(ProviderRoster.CODEC, "oidc-providers");
    this.clock = clock;
    this.authority = authority;
  }

  @Override
  public Provider create(CreateProviderRequest request) {
    ProviderName name = request.url().name();
    require("CreateOpenIDConnectProvider", name);
    Provider provider =
        new Provider(
            account,
            request.url(),
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            request.clientIds(),
            request.thumbprints());
    documents.change(
        described(name),
        change -> {
          if (change.get(providers, name.folded()).isPresent()) {
            throw ConflictException.alreadyExists("the OpenID Connect provider", name.value());
          }
          change.put(providers, provider, name.folded());
          change.put(rosters, roster(change).with(name), account.value());
        });
    return provider;
  }

  @Override
  public Optional<Provider> find(ProviderName name) {
    require("GetOpenIDConnectProvider", name);
    return named(name, providers.get(name.folded()));
  }

  @Override
  public Provider get(ProviderName name) {
    return find(name).orElseThrow(() -> noSuchProvider(name));
  }

  @Override
  public List<ProviderName> list() {
    authority.require(
        "iam:ListOpenIDConnectProviders",
        IamArn.providers(account),
        "the OpenID Connect providers");
    return rosters.get(account.value()).orElse(ProviderRoster.EMPTY).names();
  }

  @Override
  public void delete(ProviderName name) {
    require("DeleteOpenIDConnectProvider", name);
    documents.change(
        described(name),
        change -> {
          Provider provider = existing(name, change);
          change.delete(providers, name.folded());
          change.put(rosters, roster(change).without(provider.name()), account.value());
        });
  }

  @Override
  public void addClientId(ProviderName name, ClientId id) {
    update(
        "AddClientIDToOpenIDConnectProvider",
        name,
        provider -> {
          List<ClientId> ids = new ArrayList<>(provider.clientIds());
          ids.add(id);
          return provider.withClientIds(ids);
        });
  }

  @Override
  public void removeClientId(ProviderName name, ClientId id) {
    update(
        "RemoveClientIDFromOpenIDConnectProvider",
        name,
        provider ->
            provider.withClientIds(
                provider.clientIds().stream().filter(each -> !each.equals(id)).toList()));
  }

  @Override
  public void updateThumbprints(ProviderName name, List<Thumbprint> thumbprints) {
    update(
        "UpdateOpenIDConnectProviderThumbprint",
        name,
        provider -> provider.withThumbprints(thumbprints));
  }

  private void update(String operation, ProviderName name, UnaryOperator<Provider> work) {
    require(operation, name);
    documents.change(
        described(name),
        change -> change.put(providers, work.apply(existing(name, change)), name.folded()));
  }

  private ProviderRoster roster(Change change) {
    return change.get(rosters, account.value()).orElse(ProviderRoster.EMPTY);
  }

  private Provider existing(ProviderName name, Change change) {
    return named(name, change.get(providers, name.folded()))
        .orElseThrow(() -> noSuchProvider(name));
  }

  /** A name in other case is another issuer's, which can't be registered beside this one. */
  private static Optional<Provider> named(ProviderName name, Optional<Provider> provider) {
    return provider.filter(found -> found.name().equals(name));
  }

  private void require(String operation, ProviderName name) {
    authority.require("iam:" + operation, IamArn.provider(account, name), described(name));
  }

  private static String described(ProviderName name) {
    return "the OpenID Connect provider \"" + name + "\"";
  }

  private static NoSuchEntityException noSuchProvider(ProviderName name) {
    return new NoSuchEntityException("the OpenID Connect provider", name.value());
  }
}
