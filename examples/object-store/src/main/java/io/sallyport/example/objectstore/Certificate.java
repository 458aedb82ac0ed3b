package io.sallyport.example.objectstore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A certificate of this server's own, which nobody else has signed: clients are told to trust it by
 * its file.
 *
 * @param keyStore has it with its key
 * @param pem has it alone, for clients
 */
record Certificate(Path keyStore, Path pem) {
  /** Only the folder's owner can read the file: there is no secret in a password beside it. */
  static final String PASSWORD = "sallyport";

  private static final String ALIAS = "server";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /**
   * The certificate in a folder; made at the first start.
   *
   * @throws IOException if it can't be made; its message says why
   */
  static Certificate in(Path folder) throws IOException {
    Certificate certificate =
        new Certificate(folder.resolve("https.p12"), folder.resolve("https.pem"));
    if (!Files.exists(certificate.keyStore)) {
      Path unfinished = folder.resolve(".unfinished.p12");
      Files.deleteIfExists(unfinished);
      keytool(
          "-genkeypair",
          unfinished,
          List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "3650", "-dname"),
          List.of("CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1"));
      Files.setPosixFilePermissions(unfinished, OWNER_ONLY);
      Files.move(unfinished, certificate.keyStore, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.deleteIfExists(certificate.pem);
    keytool(
        "-exportcert",
        certificate.keyStore,
        List.of("-rfc", "-file"),
        List.of(certificate.pem.toString()));
    return certificate;
  }

  private static void keytool(
      String command, Path keyStore, List<String> options, List<String> more) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of(command, "-alias", ALIAS, "-storetype", "PKCS12"));
    line.addAll(List.of("-keystore", keyStore.toString(), "-storepass", PASSWORD));
    line.addAll(options);
    line.addAll(more);
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    try (InputStream said = process.getInputStream()) {
      String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("no certificate was made: " + text.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("no certificate was made in time", e);
    }
  }
}
