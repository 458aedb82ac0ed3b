package io.sallyport.example.objectstore;

import io.sallyport.SallyportBuilder;
import java.io.IOException;
import java.nio.file.Path;

/** How clients speak to a store. */
enum Transport {
  HTTP,
  HTTPS;

  /** A store to which all clients speak so. */
  RunningStore start(Path data, SallyportBuilder builder) throws IOException {
    return this == HTTP
        ? new RunningStore(DataFolder.open(data), builder)
        : RunningStore.withTls(data, builder);
  }
}
