package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.example.objectstore.Options.Example;
import io.sallyport.example.objectstore.Options.Mode;
import io.sallyport.example.objectstore.served.EncryptedVolume;
import io.sallyport.policy.Leniency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @Test
  void walksAndServesOnPort8000OverDataUnlessToldOtherwise() {
    assertEquals(
        new Options(
            Mode.WALK_AND_SERVE,
            Example.ASSUME_ROLE,
            8000,
            Path.of("data"),
            Set.of(),
            Issuers.NONE,
            Additions.NONE),
        Options.parse(List.of()));
  }

  @Test
  void takesEachOption() {
    assertEquals(
        new Options(
            Mode.SERVE,
            Example.ASSUME_ROLE,
            81,
            Path.of("/x"),
            Leniency.ceph(),
            new Issuers(
                Map.of("https://a.b", Path.of("k"), "https://c.d", Path.of("l")),
                Issuers.Others.DISCOVERED,
                Optional.of(Path.of("c")),
                Issuers.PlainHttp.BY_THUMBPRINT),
            Additions.NONE
                .withUsers(Path.of("u"))
                .withHttps(82)
                .withAudit(Path.of("v"))
                .on(EncryptedVolume.by("w"))),
        Options.parse(
            List.of(
                ("--port 81 --serve --issuer https://a.b k --ca c --data /x --ceph"
                        + " --issuer https://c.d l --users u --https 82 --audit v --volume-key w")
                    .split(" ", -1))));
    assertEquals(Mode.WALK, Options.parse(List.of("--once")).mode());
    assertEquals(
        new Options(
            Mode.WALK_AND_SERVE,
            Example.ASSUME_ROLE_WITH_WEB_IDENTITY,
            8000,
            Path.of("data"),
            Set.of(),
            Issuers.NONE.discovered(),
            Additions.NONE),
        Options.parse(List.of("--oidc")));
    assertEquals(
        Set.of(Leniency.ANY_THUMBPRINT, Leniency.TRUST_ALONE_ACROSS_ACCOUNTS),
        Options.parse(
                List.of("--lenient", "ANY_THUMBPRINT", "--lenient", "TRUST_ALONE_ACROSS_ACCOUNTS"))
            .leniencies());
  }

  @Test
  void theKeyOfAVolumeMayBeNamed() {
    assertEquals(Additions.NONE.on(EncryptedVolume.UNNAMED), additions("--encrypted-volume"));
    Additions named = Additions.NONE.on(EncryptedVolume.by("k"));
    assertEquals(named, additions("--volume-key", "k"));
    assertEquals(named, additions("--volume-key", "k", "--encrypted-volume"));
    assertEquals(named, additions("--encrypted-volume", "--volume-key", "k"));
  }

  private static Additions additions(String... line) {
    return Options.parse(List.of(line)).additions();
  }

  @Test
  void namesTheLenienciesThereAreToWhoNamesNone() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> additions("--lenient", "version_2_forms"));
    String message = String.valueOf(refused.getMessage());
    for (Leniency each : Leniency.values()) {
      assertTrue(message.contains(each.name()), message);
    }
  }

  @Test
  void refusesAFolderWithoutAName() {
    assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("--data", "")));
  }

  @Test
  void isToldByTheScriptAsItIs() throws Exception {
    String script = Files.readString(Path.of("..", "run"));
    assertTrue(script.contains("<<'USAGE'\n" + Options.USAGE + "USAGE\n"), Options.USAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port",
        "--port x",
        "--port 65536",
        "--data",
        "--twice",
        "--issuer",
        "--issuer https://a.b",
        "--issuer https://a.b k --issuer https://a.b l",
        "--ca",
        "--lenient",
        "--users",
        "--audit",
        "--https",
        "--https 65536",
        "--volume-key",
        "--volume-key ä",
        "--volume-key --serve",
        "--data --once",
        "--issuer https://a.b --discover",
        "--lenient NOTHING",
        "x",
        "--once --serve",
        "--serve --once"
      })
  void refusesWhatItDoesNotKnow(String line) {
    assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of(line.split(" ", -1))));
  }
}
