package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.error.LimitExceededException;
import io.sallyport.identity.ProviderName;
import io.sallyport.provider.ProviderManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The names of all providers of an account, in the order of their folded forms: one document, so
 * that their number can be bounded, and a list, which has no pages in AWS, is of one moment.
 */
record ProviderRoster(List<ProviderName> names) {
  static final ProviderRoster EMPTY = new ProviderRoster(List.of());

  static final Codec<ProviderRoster> CODEC =
      new Codec<>() {
        @Override
        public ProviderRoster read(Document document) {
          return new ProviderRoster(
              document.texts("names").stream().map(ProviderName::new).toList());
        }

        @Override
        public void write(ProviderRoster roster, ObjectNode json) {
          ArrayNode names = json.putArray("names");
          roster.names().forEach(name -> names.add(name.value()));
        }
      };

  ProviderRoster {
    names = names.stream().sorted(Comparator.comparing(ProviderName::folded)).toList();
  }

  ProviderRoster with(ProviderName name) {
    if (names.size() >= ProviderManager.MAX_PROVIDERS) {
      throw new LimitExceededException(
          "the account has " + names.size() + " OpenID Connect providers already");
    }
    List<ProviderName> more = new ArrayList<>(names);
    more.add(name);
    return new ProviderRoster(more);
  }

  ProviderRoster without(ProviderName name) {
    return new ProviderRoster(names.stream().filter(each -> !each.equals(name)).toList());
  }
}
