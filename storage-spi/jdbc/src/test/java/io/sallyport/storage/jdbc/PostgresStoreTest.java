package io.sallyport.storage.jdbc;

import io.sallyport.storage.IamStore;
import io.sallyport.storage.tck.DurableStoreContract;

class PostgresStoreTest extends DurableStoreContract {
  private String url = "";

  @Override
  protected IamStore open() {
    url = Postgres.newUrl();
    return reopen();
  }

  @Override
  protected IamStore reopen() {
    return JdbcStore.open(url);
  }
}
