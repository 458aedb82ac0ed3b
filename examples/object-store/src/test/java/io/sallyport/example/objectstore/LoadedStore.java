package io.sallyport.example.objectstore;

import io.sallyport.Sallyport;
import io.sallyport.identity.RoleName;
import io.sallyport.masterkey.TokenKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.sync.RequestBody;

/** A store with roles under load, and what was done to their sessions. Thread-safe. */
final class LoadedStore implements AutoCloseable {
  private static final Duration MAX_STALENESS = Duration.ofSeconds(1);

  /** How long after a revocation none begins that it ends, and when a new token key seals. */
  static final Duration SPREAD = MAX_STALENESS.multipliedBy(2);

  final RunningStore running;
  final List<LoadedRole> roles = IntStream.range(0, 4).mapToObj(LoadedRole::new).toList();
  final Ending rotation = new Ending();
  final Ending strikeOut = new Ending();
  final Verdicts verdicts = new Verdicts();

  /** The token key from the beginning, which is struck out in the end. */
  final String firstKey;

  LoadedStore(Path data) throws IOException {
    running =
        new RunningStore(DataFolder.open(data), Sallyport.builder().maxStaleness(MAX_STALENESS));
    firstKey = tokenKeys().get(0).id();
    running.makeRole(RunningStore.ALL_OF_S3);
    try (var s3 = running.bob()) {
      s3.createBucket(r -> r.bucket(LoadedRole.BUCKET));
      for (int i = 0; i < LoadedRole.OBJECTS; i++) {
        String key = LoadedRole.key(i);
        s3.putObject(
            r -> r.bucket(LoadedRole.BUCKET).key(key),
            RequestBody.fromString(LoadedRole.content(i)));
      }
    }
    for (LoadedRole role : roles) {
      running.iam.createRole(
          r -> r.roleName(role.name).assumeRolePolicyDocument(LoadedRole.trustPolicy(0)));
      running.iam.putRolePolicy(
          r -> r.roleName(role.name).policyName("P").policyDocument(LoadedRole.policy(0)));
    }
  }

  private List<TokenKey> tokenKeys() {
    return running.store.sallyport().keys().tokenKeys();
  }

  /** Adds a token key. */
  void rotate() {
    rotation.run(running.store.sallyport().keys()::rotate);
  }

  /** Ends all sessions of the first role so far. */
  void revoke() {
    LoadedRole role = roles.get(0);
    var found = running.store.sallyport().roles().find(new RoleName(role.name)).orElseThrow();
    role.revocation.run(() -> running.store.sallyport().sessions().revokeRole(found));
  }

  /** Ends all sessions that the first token key sealed. */
  void strikeOut() {
    strikeOut.run(() -> running.store.sallyport().keys().strikeOut(firstKey));
  }

  /** Whether a session that was just begun has the token key that it must have. */
  boolean isOfTheRightKey(LoadedSession session) {
    boolean isOfFirst = session.tokenKey().equals(firstKey);
    Optional<Boolean> mustBeFirst =
        rotation.isWithin(SPREAD, session.givenAt())
            ? Optional.of(true)
            : rotation.isBeyond(SPREAD, session.askedAt()) ? Optional.of(false) : Optional.empty();
    return mustBeFirst.map(first -> first == isOfFirst).orElse(true);
  }

  @Override
  public void close() {
    running.close();
  }
}
