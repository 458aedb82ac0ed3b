package io.sallyport.durable;

import java.io.IOException;
import java.time.Duration;

class PostgresPartitionTest extends PartitionContract {
  PostgresPartitionTest() throws IOException {
    super(Postgres.newDatabase(), Duration.ofSeconds(2));
  }
}
