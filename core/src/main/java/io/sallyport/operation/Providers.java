package io.sallyport.operation;

import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.ClientId;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.ProviderUrl;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tagged;
import io.sallyport.identity.Tags;
import io.sallyport.identity.Thumbprint;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.provider.Provider;
import io.sallyport.provider.ProviderManager;
import io.sallyport.wire.XmlWriter;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * IAM's operations on OpenID Connect providers.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">IAM's
 *     actions</a>
 */
final class Providers {
  private Providers() {}

  /** The operations on a caller's view of the providers. */
  static List<Operation<?, ?>> operations(Function<Call, OfAccount> view) {
    Rows<OfAccount> rows = new Rows<>(view);
    List<Operation<?, ?>> own =
        List.of(
            rows.changing(
                "CreateOpenIDConnectProvider",
                Providers::newProvider,
                (providers, request) -> providers.all.create(request),
                Providers::writeCreated),
            rows.asking(
                "GetOpenIDConnectProvider",
                Providers::arn,
                (providers, arn) -> providers.all.get(providers.name(arn)),
                Providers::write),
            rows.asking(
                "ListOpenIDConnectProviders",
                parameters -> "",
                (providers, nothing) -> providers.arns(),
                Providers::writeArns),
            rows.changing(
                "DeleteOpenIDConnectProvider",
                Providers::arn,
                (providers, arn) -> providers.all.delete(providers.name(arn))),
            rows.changing("AddClientIDToOpenIDConnectProvider", Client::read, Client::addTo),
            rows.changing(
                "RemoveClientIDFromOpenIDConnectProvider", Client::read, Client::removeFrom),
            rows.changing("UpdateOpenIDConnectProviderThumbprint", Prints::read, Prints::putTo));
    EntityRows<String> tags = new EntityRows<>("OpenIDConnectProvider", arn -> arn);
    return Stream.of(own, tags.tags(view, Providers::arn))
        .<Operation<?, ?>>flatMap(List::stream)
        .toList();
  }

  /** The providers of a caller's own account, by their ARNs. */
  record OfAccount(AccountId account, ProviderManager all) implements Tagged<String> {
    @Override
    public void tag(String arn, Tags tags) {
      all.tag(name(arn), tags);
    }

    @Override
    public void untag(String arn, Set<String> keys) {
      all.untag(name(arn), keys);
    }

    @Override
    public Listing<Tag> listTags(String arn, PageRequest page) {
      return all.listTags(name(arn), page);
    }

    ProviderName name(String arn) {
      return IamArn.providerName(account, arn);
    }

    List<String> arns() {
      return all.list().stream().map(name -> IamArn.provider(account, name).toString()).toList();
    }
  }

  private static CreateProviderRequest newProvider(Parameters parameters) {
    return new CreateProviderRequest(
        new ProviderUrl(parameters.get("Url")),
        parameters.texts("ClientIDList").stream().map(ClientId::new).toList(),
        thumbprints(parameters),
        parameters.tags());
  }

  private static List<Thumbprint> thumbprints(Parameters parameters) {
    return parameters.texts("ThumbprintList").stream().map(Thumbprint::new).toList();
  }

  private static String arn(Parameters parameters) {
    return parameters.get("OpenIDConnectProviderArn");
  }

  private static void writeCreated(Provider provider, XmlWriter result) {
    result.element("OpenIDConnectProviderArn", provider.arn().toString());
    writeTags(provider, result);
  }

  private static void writeTags(Provider provider, XmlWriter result) {
    if (!provider.tags().isEmpty()) {
      Shapes.tags(provider.tags().pairs(), result);
    }
  }

  private record Client(String provider, ClientId id) {
    static Client read(Parameters parameters) {
      return new Client(arn(parameters), new ClientId(parameters.get("ClientID")));
    }

    static void addTo(OfAccount providers, Client client) {
      providers.all.addClientId(providers.name(client.provider), client.id);
    }

    static void removeFrom(OfAccount providers, Client client) {
      providers.all.removeClientId(providers.name(client.provider), client.id);
    }
  }

  private record Prints(String provider, List<Thumbprint> all) {
    static Prints read(Parameters parameters) {
      List<Thumbprint> all = thumbprints(parameters);
      if (all.isEmpty()) {
        throw InvalidInputException.missing("ThumbprintList");
      }
      return new Prints(arn(parameters), all);
    }

    static void putTo(OfAccount providers, Prints prints) {
      providers.all.updateThumbprints(providers.name(prints.provider), prints.all);
    }
  }

  /** AWS leaves https:// out; http:// it doesn't have. */
  private static void write(Provider provider, XmlWriter result) {
    String url = provider.url().value();
    result.element("Url", url.startsWith("https:") ? provider.name().value() : url);
    result.open("ClientIDList");
    provider.clientIds().forEach(id -> result.element("member", id.value()));
    result.close("ClientIDList");
    result.open("ThumbprintList");
    provider.thumbprints().forEach(print -> result.element("member", print.value()));
    result.close("ThumbprintList");
    result.element("CreateDate", provider.createDate().toString());
    writeTags(provider, result);
  }

  private static void writeArns(List<String> arns, XmlWriter result) {
    result.open("OpenIDConnectProviderList");
    arns.forEach(arn -> result.open("member").element("Arn", arn).close("member"));
    result.close("OpenIDConnectProviderList");
  }
}
