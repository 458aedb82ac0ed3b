package io.sallyport.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTest {
  @TempDir Path folder;

  @Test
  void aStoreMayBeInPostgresqlAndMoveFromThereToAFile() throws IOException {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      Cli cli = Cli.over(folder);
      String url = "--store=" + server.getJdbcUrl("postgres", "postgres");
      Cli.Run unused =
          cli.ok(url, "user", "create", "--uid=TESTER", "--access-key=TESTER", "--secret=test123");
      unused = cli.ok(url, "caps", "add", "--uid=TESTER", "--caps=roles=*");
      unused =
          cli.ok(
              url,
              "role",
              "create",
              "--role-name=R",
              "--assume-role-policy-doc",
              CommandsTest.TRUST);
      String role = cli.ok(url, "role", "get", "--role-name=R").out();
      Path file = folder.resolve("exported");
      unused = cli.ok(url, "export", file.toString());
      unused = cli.ok("import", file.toString());
      assertEquals(role, cli.ok("role", "get", "--role-name=R").out());
      assertEquals("*", cli.ok("user", "info", "--uid=TESTER").json().at("/caps/0/perm").asText());
    }
  }
}
