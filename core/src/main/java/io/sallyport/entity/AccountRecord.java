package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.account.AccountAlias;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import java.util.List;
import java.util.Optional;

/**
 * An account's document.
 *
 * @param accessKeys the ids of its root user's, in the order they were made
 */
record AccountRecord(Optional<AccountAlias> alias, List<AccessKeyId> accessKeys) {
  static final AccountRecord NOTHING = new AccountRecord(Optional.empty(), List.of());

  static final Codec<AccountRecord> CODEC =
      new Codec<>() {
        @Override
        public AccountRecord read(Document document) {
          return new AccountRecord(
              Optional.of(document.text("alias"))
                  .filter(alias -> !alias.isEmpty())
                  .map(AccountAlias::new),
              document.texts("accessKeys").stream().map(AccessKeyId::new).toList());
        }

        @Override
        public void write(AccountRecord own, ObjectNode json) {
          json.put("alias", own.alias().map(AccountAlias::value).orElse(""));
          ArrayNode keys = json.putArray("accessKeys");
          own.accessKeys().forEach(id -> keys.add(id.value()));
        }
      };

  static Table<AccountRecord> table(Documents documents) {
    return documents.table(AccountRecord.CODEC, "account");
  }
}
