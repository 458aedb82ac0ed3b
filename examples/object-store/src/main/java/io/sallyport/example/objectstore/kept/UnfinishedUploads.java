package io.sallyport.example.objectstore.kept;

import io.sallyport.example.objectstore.names.ObjectNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Multipart uploads under way, of which S3Proxy keeps files beside the objects. To S3, a bucket
 * with nothing else is empty, and can be deleted.
 *
 * @param objects has a folder for each bucket
 */
record UnfinishedUploads(Path objects) {

  /** Forgets those of a bucket that holds nothing else. */
  void forget(String bucket) throws IOException {
    Path folder = objects.resolve(bucket);
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files = children(folder);
    if (files.stream().allMatch(file -> ObjectNames.isReserved(file.getFileName().toString()))) {
      for (Path file : files) {
        delete(file);
      }
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void delete(Path file) throws IOException {
    try (Stream<Path> all = Files.walk(file)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
