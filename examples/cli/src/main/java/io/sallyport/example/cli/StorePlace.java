package io.sallyport.example.cli;

import io.sallyport.Sallyport;
import io.sallyport.account.View;
import io.sallyport.error.AwsService;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import io.sallyport.principal.Principal;
import io.sallyport.query.QueryResponse;
import java.util.Optional;

/**
 * A store, opened by this process.
 *
 * @param user as whom to call; empty for the account's root user
 */
record StorePlace(Sallyport sallyport, AccountId account, Optional<String> user) implements Place {

  @Override
  public QueryResponse send(AwsService service, String form) {
    return sallyport.query().handle(caller(), service, form);
  }

  private Principal caller() {
    return user.<Principal>map(name -> sallyport.principal(account, new UserName(name)))
        .orElseGet(() -> new Principal.Root(account));
  }

  @Override
  public Optional<View> view() {
    return Optional.of(sallyport.as(caller()));
  }

  /** Who calls as a user is not the host. */
  @Override
  public Optional<Sallyport> installation() {
    return user.isEmpty() ? Optional.of(sallyport) : Optional.empty();
  }

  @Override
  public void close() {
    sallyport.close();
  }
}
