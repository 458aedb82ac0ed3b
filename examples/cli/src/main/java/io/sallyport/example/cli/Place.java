package io.sallyport.example.cli;

import io.sallyport.account.View;
import io.sallyport.error.AwsService;
import io.sallyport.query.QueryResponse;

/** Where calls go: a store, or an endpoint. */
interface Place extends AutoCloseable {

  /**
   * Sends a call.
   *
   * @param form its parameters
   */
  QueryResponse send(AwsService service, String form);

  /**
   * What the account holds, for what the API of IAM has no action for.
   *
   * @throws Misuse if that is out of reach
   */
  View view(String command);

  /** Whether it has a view. */
  boolean hasView();

  @Override
  void close();
}
