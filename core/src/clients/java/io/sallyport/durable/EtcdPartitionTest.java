package io.sallyport.durable;

import java.io.IOException;
import java.time.Duration;

class EtcdPartitionTest extends PartitionContract {
  EtcdPartitionTest() throws IOException {
    super(new EtcdDatabase(), Duration.ofSeconds(10));
  }
}
