package io.sallyport.storage.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The guide shows the code that the tests run. */
class GuideTest {
  private static final Path SOURCES = Path.of("src/test/java/io/sallyport/storage/tck");

  @Test
  void theGuideShowsTheExampleAsItIs() throws IOException {
    String guide = Files.readString(Path.of("../README.md"));
    assertTrue(guide.contains(withoutImports("TreeMapStore.java")), "the store differs");
    assertTrue(guide.contains(withoutImports("TreeMapStoreTest.java")), "its test differs");
  }

  private static String withoutImports(String file) throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    int lastImport = source.lastIndexOf("\nimport ");
    return source.substring(source.indexOf('\n', lastImport + 1)).strip();
  }
}
