package io.sallyport.entity;

import io.sallyport.document.Change;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.error.ConflictException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.ClientId;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.identity.Thumbprint;
import io.sallyport.policy.Leniency;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.provider.Provider;
import io.sallyport.provider.ProviderManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * OpenID Connect providers in the store, as a caller may see and change them: a document each at
 * (oidc-provider, account, folded name), and one with all names at (oidc-providers, account).
 */
public final class StoredProviders implements ProviderManager {
  private static final String NOUN = "OpenIDConnectProvider";

  private final AccountId account;
  private final Foundation foundation;
  private final Documents documents;
  private final Table<Provider> providers;
  private final Table<ProviderRoster> rosters;
  private final Authority authority;

  /** The providers of an account, as far as this authority lets. */
  public StoredProviders(AccountId account, Foundation foundation, Authority authority) {
    this.account = account;
    this.foundation = foundation;
    this.documents = foundation.documents();
    this.providers = documents.table(new ProviderCodec(account), "oidc-provider", account.value());
    this.rosters = documents.table(ProviderRoster.CODEC, "oidc-providers");
    this.authority = authority;
  }

  @Override
  public Provider create(CreateProviderRequest request) {
    requireRight(request.thumbprints());
    ProviderName name = request.url().name();
    Creation creation =
        new Creation(authority, NOUN, IamArn.provider(account, name), described(name));
    creation.require(new CallFacts(), request.tags());
    Provider provider =
        new Provider(
            account,
            request.url(),
            foundation.now(),
            request.clientIds(),
            request.thumbprints(),
            request.tags());
    documents.change(
        described(name),
        change -> {
          if (change.get(providers, name.folded()).isPresent()) {
            throw ConflictException.alreadyExists("the OpenID Connect provider", name.value());
          }
          change.put(providers, provider, name.folded());
          change.put(rosters, roster(change).with(name), account.value());
          creation.noted(change);
        });
    return provider;
  }

  @Override
  public Optional<Provider> find(ProviderName name) {
    return find("Get" + NOUN, name);
  }

  @Override
  public Provider get(ProviderName name) {
    return find(name).orElseThrow(() -> noSuchProvider(name));
  }

  private Optional<Provider> find(String operation, ProviderName name) {
    Optional<Provider> provider = named(name, providers.get(name.folded()));
    require(operation, name, provider, new CallFacts());
    return provider;
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
    documents.change(
        described(name),
        change -> {
          Provider provider = existing("Delete" + NOUN, name, new CallFacts(), change);
          change.delete(providers, name.folded());
          change.put(rosters, roster(change).without(provider.name()), account.value());
        });
  }

  @Override
  public void addClientId(ProviderName name, ClientId id) {
    update(
        "AddClientIDTo" + NOUN,
        name,
        new CallFacts(),
        provider -> {
          List<ClientId> ids = new ArrayList<>(provider.clientIds());
          ids.add(id);
          return provider.withClientIds(ids);
        });
  }

  @Override
  public void removeClientId(ProviderName name, ClientId id) {
    update(
        "RemoveClientIDFrom" + NOUN,
        name,
        new CallFacts(),
        provider ->
            provider.withClientIds(
                provider.clientIds().stream().filter(each -> !each.equals(id)).toList()));
  }

  @Override
  public void updateThumbprints(ProviderName name, List<Thumbprint> thumbprints) {
    requireRight(thumbprints);
    update(
        "Update" + NOUN + "Thumbprint",
        name,
        new CallFacts(),
        provider -> provider.withThumbprints(thumbprints));
  }

  @Override
  public void tag(ProviderName name, Tags tags) {
    update(
        "Tag" + NOUN,
        name,
        new CallFacts().request(tags),
        provider -> provider.withTags(foundation.tagging().apply(provider.tags(), tags)));
  }

  @Override
  public void untag(ProviderName name, Set<String> keys) {
    update(
        "Untag" + NOUN,
        name,
        new CallFacts().tagKeys(keys),
        provider -> provider.withTags(provider.tags().without(keys)));
  }

  @Override
  public Listing<Tag> listTags(ProviderName name, PageRequest page) {
    return find("List" + NOUN + "Tags", name)
        .orElseThrow(() -> noSuchProvider(name))
        .tags()
        .page(page);
  }

  private void update(
      String operation, ProviderName name, CallFacts facts, UnaryOperator<Provider> work) {
    documents.change(
        described(name),
        change ->
            change.put(
                providers, work.apply(existing(operation, name, facts, change)), name.folded()));
  }

  private void requireRight(List<Thumbprint> thumbprints) {
    if (!foundation.leniencies().contains(Leniency.ANY_THUMBPRINT)) {
      thumbprints.forEach(Thumbprint::requireHexadecimal);
    }
  }

  private ProviderRoster roster(Change change) {
    return change.get(rosters, account.value()).orElse(ProviderRoster.EMPTY);
  }

  /** The provider that is to be changed, once it is known that the caller may do that to it. */
  private Provider existing(String operation, ProviderName name, CallFacts facts, Change change) {
    Optional<Provider> provider = named(name, change.get(providers, name.folded()));
    require(operation, name, provider, facts);
    made(operation, name, change);
    return provider.orElseThrow(() -> noSuchProvider(name));
  }

  private void made(String operation, ProviderName name, Change change) {
    change.afterwards(() -> authority.made("iam:" + operation, IamArn.provider(account, name)));
  }

  /** A name in other case is another issuer's, which can't be registered beside this one. */
  private static Optional<Provider> named(ProviderName name, Optional<Provider> provider) {
    return provider.filter(found -> found.name().equals(name));
  }

  private void require(
      String operation, ProviderName name, Optional<Provider> provider, CallFacts facts) {
    authority.require(
        "iam:" + operation,
        IamArn.provider(account, name),
        described(name),
        facts.resource(provider.map(Provider::tags).orElse(Tags.NONE)).build());
  }

  private static String described(ProviderName name) {
    return "the OpenID Connect provider \"" + name + "\"";
  }

  private static NoSuchEntityException noSuchProvider(ProviderName name) {
    return new NoSuchEntityException("the OpenID Connect provider", name.value());
  }
}
