package io.sallyport.operation;

import io.sallyport.account.AccountAlias;
import io.sallyport.account.AccountManager;
import io.sallyport.identity.Listing;
import io.sallyport.wire.XmlWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * IAM's operations on the account itself.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">IAM's
 *     actions</a>
 */
final class Accounts {
  private Accounts() {}

  static List<Operation<?, ?>> operations(Function<Call, AccountManager> view) {
    Rows<AccountManager> rows = new Rows<>(view);
    return List.of(
        rows.asking(
            "GetAccountSummary",
            parameters -> "",
            (account, nothing) -> account.summary(),
            Accounts::writeSummary),
        rows.changing("CreateAccountAlias", Accounts::alias, AccountManager::createAlias),
        rows.changing("DeleteAccountAlias", Accounts::alias, AccountManager::deleteAlias),
        rows.asking(
            "ListAccountAliases",
            Parameters::page,
            (account, page) ->
                Listing.of(account.alias().stream().toList(), AccountAlias::value, page),
            Accounts::writeAliases));
  }

  private static AccountAlias alias(Parameters parameters) {
    return new AccountAlias(parameters.get("AccountAlias"));
  }

  private static void writeSummary(SortedMap<String, Long> summary, XmlWriter result) {
    result.open("SummaryMap");
    summary.forEach(
        (key, value) -> {
          result.open("entry").element("key", key);
          result.element("value", Long.toString(value)).close("entry");
        });
    result.close("SummaryMap");
  }

  private static void writeAliases(Listing<AccountAlias> aliases, XmlWriter result) {
    result.open("AccountAliases");
    aliases.items().forEach(alias -> result.element("member", alias.value()));
    result.close("AccountAliases");
    Shapes.end(aliases, result);
  }
}
