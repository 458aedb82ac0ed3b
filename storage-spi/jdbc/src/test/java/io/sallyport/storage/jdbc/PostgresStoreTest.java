package io.sallyport.storage.jdbc;

import io.sallyport.storage.IamStore;
import io.sallyport.storage.tck.SharedStoreContract;

class PostgresStoreTest extends SharedStoreContract {
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

  @Override
  protected IamStore openAnother() {
    return JdbcStore.open(url);
  }
}
