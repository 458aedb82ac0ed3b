package io.sallyport.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.StoreUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can't open a database is told why in the driver's words, and no secret by them. */
class DriversWordsTest {
  private static final String URL =
      "jdbc:postgresql://somebody:hunter%232@db.example.com/iam?user=sallyport&password=Geheim&x=a;last";

  @TempDir Path folder;

  private static Optional<String> words(String said) {
    return DriversWords.of(new SQLException(said, "08001"), URL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Connection to db.example.com:1 refused. Check the port. | Connection to db.example.com:1"
            + " refused",
        "Wrong login [28000-240] | Wrong login",
        "FATAL: no entry for user sallyport | FATAL: no entry for user sallyport",
        "no file /db.mv.db | no file /db.mv.db"
      })
  void theFirstSentenceIsTold(String said, String told) {
    // The last option's value, a letter, would be in nearly any sentence.
    String url = URL.replace("&x=a;last", "");
    assertEquals(Optional.of(told), DriversWords.of(new SQLException(said, "08001"), url));
    assertEquals(
        Optional.of(told), DriversWords.of(new SQLException(said + "\nmore", "08001"), url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "refused for geheim",
        "no such host: somebody:hunter%232",
        "no such host: HUNTER#2",
        "no driver for jdbc:nothing",
        "last is unknown"
      })
  void whatMayHoldASecretIsNot(String said) {
    assertEquals(Optional.empty(), words(said));
    assertEquals(Optional.empty(), words("x".repeat(201)));
    assertEquals(Optional.empty(), DriversWords.of(new SQLException((String) null), URL));
  }

  @Test
  void whatIsWrongIsSaidWhenADatabaseCanNotBeOpened() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    String below = refusal("jdbc:h2:" + file.resolve("iam"));
    assertTrue(below.matches("the database .* \\(SQLSTATE [0-9]+\\): .*" + file + ".*"), below);
    String refused = refusal("jdbc:postgresql://127.0.0.1:1/x?user=iam&password=hunter2");
    assertTrue(refused.endsWith("(SQLSTATE 08001): Connection to 127.0.0.1:1 refused"), refused);
    assertEquals(
        "the database could not be opened (SQLSTATE 08001): no driver takes the URL; is H2, or"
            + " PostgreSQL's driver, a dependency?",
        refusal("jdbc:nothing:password=hunter2"));
  }

  private static String refusal(String url) {
    return String.valueOf(
        assertThrows(StoreUnavailableException.class, () -> JdbcStore.open(url)).getMessage());
  }
}
