package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.ClientId;
import io.sallyport.identity.ProviderUrl;
import io.sallyport.identity.Thumbprint;
import io.sallyport.provider.Provider;

/** The providers of an account as JSON. */
record ProviderCodec(AccountId account) implements Codec<Provider> {

  @Override
  public Provider read(Document document) {
    return new Provider(
        account,
        new ProviderUrl(document.text("url")),
        document.instant("createDate"),
        document.texts("clientIds").stream().map(ClientId::new).toList(),
        document.texts("thumbprints").stream().map(Thumbprint::new).toList(),
        HoldingsFields.tags(document));
  }

  @Override
  public void write(Provider provider, ObjectNode json) {
    json.put("url", provider.url().value());
    json.put("createDate", provider.createDate().toString());
    ArrayNode clientIds = json.putArray("clientIds");
    provider.clientIds().forEach(id -> clientIds.add(id.value()));
    ArrayNode thumbprints = json.putArray("thumbprints");
    provider.thumbprints().forEach(thumbprint -> thumbprints.add(thumbprint.value()));
    HoldingsFields.writeTags(provider.tags(), json);
  }
}
