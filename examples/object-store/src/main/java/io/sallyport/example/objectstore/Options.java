package io.sallyport.example.objectstore;

import static java.util.stream.Collectors.joining;

import io.sallyport.SallyportBuilder;
import io.sallyport.example.objectstore.served.EncryptedVolume;
import io.sallyport.policy.Leniency;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** What the command line asks for. */
record Options(
    Mode mode,
    Example example,
    int port,
    Path data,
    Set<Leniency> leniencies,
    Issuers issuers,
    Additions additions) {
  /** What to do once the server is up. */
  enum Mode {
    WALK_AND_SERVE,
    WALK,
    SERVE
  }

  /** What to walk through. */
  enum Example {
    ASSUME_ROLE,
    /** With a Keycloak. */
    ASSUME_ROLE_WITH_WEB_IDENTITY
  }

  static final String USAGE =
      """
      examples/run [--once | --serve] [--port N] [--data DIR] [--issuer URL FILE] [--discover]
                   [--ca FILE] [--oidc] [--ceph] [--lenient NAME] [--users FILE]
                   [--https PORT] [--audit FILE] [--encrypted-volume] [--volume-key ID]
        --once      walk through the example, then exit
        --serve     serve until Ctrl-C, no walk
        --port N    listen on 127.0.0.1:N (default 8000; 0 for any free port)
        --data DIR  keep roles, users, keys and objects in DIR (default ./data)
        --issuer URL FILE
                    take tokens of this OpenID Connect issuer that a key of the JWK Set in FILE signed
        --discover  take tokens of every registered provider that a key signed which it shows; it may
                    be on this machine, and then speak plain HTTP
        --ca FILE   --discover, and trust the certificates of authorities in FILE (PEM) in place of
                    those that the JDK trusts
        --oidc      start a Keycloak too (the first time, Maven fetches it: 180 MB), --discover its
                    keys, and walk through the example of AssumeRoleWithWebIdentity instead
        --ceph      let pass what Ceph lets pass, although AWS doesn't; and, over plain HTTP, trust
                    keys by the thumbprint of their certificate, as Ceph does
        --lenient NAME  let pass what has this name in the table of leniencies
        --users FILE  make the accounts and users that FILE describes, if they aren't there
        --https PORT  listen on 127.0.0.1:PORT with TLS too, by a certificate made for it
        --audit FILE  write down in FILE what is decided, changed and refused, and why
        --encrypted-volume
                    say that DIR is on a volume that is encrypted with AES-256, which nobody
                    checks; take AES256 as server-side encryption, and tell it of all objects
        --volume-key ID
                    --encrypted-volume, by a key of this id; take aws:kms with it too
      """;

  Options {
    require("--port", port);
    additions.https().ifPresent(secure -> require("--https", secure));
  }

  private static void require(String option, int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(option + " is 0 to 65535, not " + port + ".");
    }
  }

  /** Reads a command line; an {@link IllegalArgumentException} says what is wrong with it. */
  static Options parse(List<String> arguments) {
    Options options =
        new Options(
            Mode.WALK_AND_SERVE,
            Example.ASSUME_ROLE,
            8000,
            Path.of("data"),
            Set.of(),
            Issuers.NONE,
            Additions.NONE);
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      options = options.with(rest.next(), rest);
    }
    return options;
  }

  private Options with(String option, Iterator<String> rest) {
    return switch (option) {
      case "--once" -> with(Mode.WALK);
      case "--serve" -> with(Mode.SERVE);
      case "--port" ->
          new Options(
              mode, example, number(value(option, rest)), data, leniencies, issuers, additions);
      case "--data" ->
          new Options(
              mode, example, port, folder(value(option, rest)), leniencies, issuers, additions);
      case "--issuer" -> with(issuers.with(value(option, rest), Path.of(value(option, rest))));
      case "--discover" -> with(issuers.discovered());
      case "--ca" -> with(issuers.under(Path.of(value(option, rest))));
      case "--oidc" ->
          new Options(
              mode,
              Example.ASSUME_ROLE_WITH_WEB_IDENTITY,
              port,
              data,
              leniencies,
              issuers.discovered(),
              additions);
      case "--users" -> with(additions.withUsers(Path.of(value(option, rest))));
      case "--audit" -> with(additions.withAudit(Path.of(value(option, rest))));
      case "--https" -> with(additions.withHttps(number(value(option, rest))));
      case "--encrypted-volume" -> with(additions.onEncryptedVolume());
      case "--volume-key" -> with(additions.on(EncryptedVolume.by(value(option, rest))));
      case "--ceph" -> with(issuers.asCephTrusts()).with(Leniency.ceph());
      case "--lenient" -> with(Set.of(leniency(value(option, rest))));
      default -> throw new IllegalArgumentException("There is no option '" + option + "'.");
    };
  }

  private Options with(Set<Leniency> names) {
    Set<Leniency> all = new HashSet<>(leniencies);
    all.addAll(names);
    return new Options(mode, example, port, data, all, issuers, additions);
  }

  private static Leniency leniency(String name) {
    try {
      return Leniency.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no leniency; there are "
              + Arrays.stream(Leniency.values()).map(Leniency::name).collect(joining(", "))
              + ".",
          e);
    }
  }

  private Options with(Mode asked) {
    if (mode != Mode.WALK_AND_SERVE && mode != asked) {
      throw new IllegalArgumentException("--once and --serve exclude each other.");
    }
    return new Options(asked, example, port, data, leniencies, issuers, additions);
  }

  private Options with(Issuers all) {
    return new Options(mode, example, port, data, leniencies, all, additions);
  }

  private Options with(Additions more) {
    return new Options(mode, example, port, data, leniencies, issuers, more);
  }

  /**
   * Opens the folder in which all is kept.
   *
   * @throws IOException if it can't be used
   */
  DataFolder folder() throws IOException {
    DataFolder folder = DataFolder.open(data);
    return additions.volume().map(folder::on).orElse(folder);
  }

  /**
   * Builds with what is asked for.
   *
   * @throws IOException if an issuer's keys, or the certificates to trust, can't be read
   */
  SallyportBuilder applied(SallyportBuilder builder) throws IOException {
    issuers.verifier().ifPresent(builder::webIdentityVerifier);
    return builder.lenient(leniencies);
  }

  private static Path folder(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("--data needs the name of a folder.");
    }
    return Path.of(text);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value.");
    }
    String value = rest.next();
    if (value.startsWith("--")) {
      throw new IllegalArgumentException(option + " needs a value, and '" + value + "' is none.");
    }
    return value;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no port.", e);
    }
  }
}
