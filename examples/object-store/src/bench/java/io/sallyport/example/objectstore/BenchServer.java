package io.sallyport.example.objectstore;

import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptBuckets;
import io.sallyport.identity.AccountId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A server whose requests are measured, in a process of its own. It says where it serves, and then
 * serves until its input ends.
 */
final class BenchServer {
  static final String SERVING = "Serving on ";
  static final String BUCKET = "bench";
  static final int OBJECTS = 64;

  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  private BenchServer() {}

  /** Takes the name of a {@link Door}, and a folder. */
  public static void main(String[] arguments) throws Exception {
    ROOT_LOGGER.setLevel(Level.WARNING);
    DataFolder data = DataFolder.open(Path.of(arguments[1]));
    KeptBuckets.open(data.buckets(), data.objects())
        .show(KeptBucket.of(BUCKET, AccountId.EMPTY, Instant.EPOCH));
    Files.createDirectory(data.objects().resolve(BUCKET));
    try (AutoCloseable server = Door.valueOf(arguments[0]).open(data)) {
      System.out.println(SERVING + endpoint(server));
      while (System.in.read() >= 0) {}
    }
  }

  private static String endpoint(AutoCloseable server) throws IOException {
    return (server instanceof GuardedStore guarded
            ? guarded.endpoint()
            : ((ObjectStore) server).endpoint())
        .toString();
  }

  static String key(int object) {
    return "photos/2026/" + object + ".jpg";
  }
}
