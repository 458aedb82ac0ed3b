package io.sallyport.example.cli;

import io.sallyport.Sallyport;
import io.sallyport.account.View;
import io.sallyport.error.AwsService;
import io.sallyport.query.QueryResponse;
import java.util.Optional;

/** Where calls go: a store, or an endpoint. */
interface Place extends AutoCloseable {

  /**
   * Sends a call.
   *
   * @param form its parameters
   */
  QueryResponse send(AwsService service, String form);

  /** What the account holds, for what IAM's API has no action for; empty if out of reach. */
  Optional<View> view();

  /** The installation itself, for what is the host's alone; empty if out of reach. */
  Optional<Sallyport> installation();

  @Override
  void close();
}
