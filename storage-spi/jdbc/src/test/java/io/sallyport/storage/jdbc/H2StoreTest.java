package io.sallyport.storage.jdbc;

import io.sallyport.storage.IamStore;
import io.sallyport.storage.tck.DurableStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2StoreTest extends DurableStoreContract {
  @TempDir Path folder;

  @Override
  protected IamStore open() {
    return JdbcStore.open("jdbc:h2:" + folder.resolve("data/iam"));
  }

  @Override
  protected IamStore reopen() {
    return open();
  }
}
