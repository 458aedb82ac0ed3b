package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.example.objectstore.names.ObjectNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b c+d.txt", "a/...", "a/..b", "\\..\\a", "100%", "%2e%2e/a"})
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
        "a/",
        ".",
        "..",
        "../other/a",
        "a/../b",
        "a/./b",
        "a/..",
        "a\0b",
        ".mpus-1/part",
        "a/.mpus-1",
        ".s3proxy-versions/a",
        "a/b-01234567-89ab-cdef-0123-456789abcdef"
      })
  void refusesWhatIsAnotherFileOrNone(String key) {
    assertFalse(ObjectNames.canKeep(key));
  }

  @Test
  void countsBytesAsAFileSystemDoes() {
    assertTrue(ObjectNames.canKeep("a".repeat(170) + "/" + "a".repeat(170)));
    assertFalse(ObjectNames.canKeep("a".repeat(171)));
    assertFalse(ObjectNames.canKeep("\u3042".repeat(57)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a/", "a/b", "a/b/", "a/..b", ".a", "a/.b"})
  void listsByWhatKeysBeginWith(String prefix) {
    assertTrue(ObjectNames.canList(prefix));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a",
        "a//",
        "a//b",
        ".",
        "..",
        "../",
        "a/..",
        "a/../",
        "a/.",
        "a/./b",
        "a/../../b/",
        "a\0",
        ".mpus-",
        "a/.mpus-1",
        ".s3proxy-versions/"
      })
  void listsByNoPrefixThatIsResolved(String prefix) {
    assertFalse(ObjectNames.canList(prefix));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        "a/b",
        "../../a",
        "dead",
        "01234567-89ab-cdef-0123-456789abcdef-dead",
        "01234567-89AB-cdef-0123-456789abcdef"
      })
  void refusesAnUploadIdThatIsNoneOfTheServers(String id) {
    assertTrue(ObjectNames.ofUpload(id, "key").isEmpty());
  }
}
