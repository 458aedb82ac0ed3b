package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a/b c+d.txt", "folder/", "a/...", "a/..b", "\\..\\a", "100%", "%2e%2e/a"})
  void keepsWhatIsOneFile(String key) {
    assertTrue(ObjectNames.canKeep(key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a",
        "a//b",
        "a//",
        ".",
        "..",
        "../other/a",
        "a/../b",
        "a/./b",
        "a/..",
        "a\0b",
        ".mpus-1/part",
        "a/.mpus-1",
        ".s3proxy-versions/a"
      })
  void refusesWhatIsAnotherFileOrNone(String key) {
    assertFalse(ObjectNames.canKeep(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "../../a", "a b", "xyz"})
  void refusesAnUploadIdThatIsAPath(String id) {
    assertFalse(ObjectNames.isUploadId(id));
  }
}
