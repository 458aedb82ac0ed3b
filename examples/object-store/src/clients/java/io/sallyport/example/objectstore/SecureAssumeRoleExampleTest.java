package io.sallyport.example.objectstore;

import io.sallyport.Sallyport;
import java.io.IOException;
import java.nio.file.Path;

/** Ceph's example of AssumeRole through the AWS SDK with TLS. */
class SecureAssumeRoleExampleTest extends AssumeRoleExampleTest {
  @Override
  RunningStore open(Path folder) throws IOException {
    return RunningStore.withTls(folder, Sallyport.builder());
  }
}
