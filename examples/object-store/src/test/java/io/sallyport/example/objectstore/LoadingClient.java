package io.sallyport.example.objectstore;

import io.sallyport.example.objectstore.KeptConnection.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * A client on one connection: it begins sessions, reads objects with them, and changes roles, as
 * chance will have it, and knows of each answer whether it may be so. Of one thread.
 */
final class LoadingClient implements AutoCloseable {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final int SESSIONS = 6;
  private static final Map<String, String> FORM =
      Map.of("content-type", "application/x-www-form-urlencoded");

  private final LoadedStore store;
  private final KeptConnection connection;
  private final String host;
  private final Random random;
  private final List<LoadedSession> sessions = new ArrayList<>();

  LoadingClient(LoadedStore store, int seed) {
    URI endpoint = store.running.store.endpoint();
    this.store = store;
    this.connection = new KeptConnection(endpoint);
    this.host = endpoint.getAuthority();
    this.random = new Random(seed);
  }

  /** One request, or two. */
  void next() {
    int chance = random.nextInt(100);
    LoadedRole role = store.roles.get(random.nextInt(store.roles.size()));
    if (chance < 3) {
      role.policy.write(version -> putPolicy(role, version));
    } else if (chance < 5) {
      role.trust.write(version -> putTrust(role, version));
    } else if (chance < 15 || sessions.isEmpty()) {
      assume(role, random.nextInt(4) == 0);
    } else {
      read(sessions.get(random.nextInt(sessions.size())));
    }
  }

  private void putPolicy(LoadedRole role, long version) {
    Answer answer =
        call(
            store.running.tester1,
            "iam",
            Map.of(
                "Action", "PutRolePolicy",
                "Version", "2010-05-08",
                "RoleName", role.name,
                "PolicyName", "P",
                "PolicyDocument", LoadedRole.policy(version)));
    store.verdicts.of(answer.status() == 200, "policy changed", answer);
  }

  private void putTrust(LoadedRole role, long version) {
    Answer answer =
        call(
            store.running.tester1,
            "iam",
            Map.of(
                "Action",
                "UpdateAssumeRolePolicy",
                "Version",
                "2010-05-08",
                "RoleName",
                role.name,
                "PolicyDocument",
                LoadedRole.trustPolicy(version)));
    store.verdicts.of(answer.status() == 200, "trust changed", answer);
  }

  private void assume(LoadedRole role, boolean isLimited) {
    Map<String, String> form =
        Map.of(
            "Action", "AssumeRole",
            "Version", "2011-06-15",
            "RoleArn", role.arn(),
            "RoleSessionName", "load");
    Map<String, String> limited = new HashMap<>(form);
    limited.put("Policy", LoadedRole.limit());
    long version = role.trust.least();
    boolean isRevoked = role.revocation.isDone();
    Instant askedAt = CLOCK.instant();
    Answer answer = call(store.running.tester2, "sts", isLimited ? limited : form);
    Instant givenAt = CLOCK.instant();
    if (answer.is(403, "AccessDenied")) {
      boolean isRight = role.trust.allows(version, v -> !LoadedRole.trusts(v));
      store.verdicts.of(isRight, "session refused", version + " " + answer);
    } else if (answer.status() == 200) {
      LoadedSession session =
          new LoadedSession(role, isLimited, credentials(answer), askedAt, givenAt);
      boolean isRight =
          role.trust.allows(version, LoadedRole::trusts)
              && store.isOfTheRightKey(session)
              && !(isRevoked && endsByRevocation(session));
      store.verdicts.of(isRight, "session begun", version + " " + session);
      keep(session);
    } else if (answer.is(400, "Throttling")) {
      boolean isRight =
          role.revocation.hasBegun()
              && !role.revocation.isBeyond(
                  LoadedStore.SPREAD, askedAt.truncatedTo(ChronoUnit.SECONDS));
      store.verdicts.of(isRight, "session not begun yet", answer);
    } else {
      store.verdicts.of(false, "session", answer);
    }
  }

  private static AwsSessionCredentials credentials(Answer answer) {
    return AwsSessionCredentials.create(
        answer.element("AccessKeyId"),
        answer.element("SecretAccessKey"),
        answer.element("SessionToken"));
  }

  private void keep(LoadedSession session) {
    if (sessions.size() == SESSIONS) {
      sessions.remove(random.nextInt(SESSIONS));
    }
    sessions.add(session);
  }

  private void read(LoadedSession session) {
    LoadedRole role = session.role();
    long version = role.policy.least();
    int object =
        random.nextInt(3) > 0
            ? (int) (version % LoadedRole.OBJECTS)
            : random.nextInt(LoadedRole.OBJECTS);
    boolean mustBeOver = isOver(session);
    RequestSigner signer = new RequestSigner(host, session.credentials(), "s3");
    String target = LoadedRole.target(object);
    Answer answer = connection.send("GET", target, signer.headers("GET", target, Map.of(), ""), "");
    String told = session + " version " + version + " object " + object + " " + answer;
    if (answer.is(400, "InvalidToken")) {
      store.verdicts.of(mayBeOver(session), "session over", told);
      sessions.remove(session);
    } else if (answer.is(403, "AccessDenied")) {
      boolean isRight = role.policy.allows(version, v -> !mayRead(session, v, object));
      store.verdicts.of(isRight && !mustBeOver, "denied", told);
    } else {
      boolean isObject = answer.status() == 200 && answer.body().equals(LoadedRole.content(object));
      boolean isRight = role.policy.allows(version, v -> mayRead(session, v, object));
      boolean isNew = role.revocation.isBeyond(LoadedStore.SPREAD, begun(session));
      store.verdicts.of(
          isObject && isRight && !mustBeOver, isNew ? "read after revocation" : "read", told);
    }
  }

  private static boolean mayRead(LoadedSession session, long version, int object) {
    return LoadedRole.mayRead(version, object)
        && (!session.isLimited() || object < LoadedRole.LIMIT);
  }

  /** When it was begun at the earliest, as it says itself: in whole seconds. */
  private static Instant begun(LoadedSession session) {
    return session.askedAt().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Whether it must be refused from now on. */
  private boolean isOver(LoadedSession session) {
    boolean isRevoked = session.role().revocation.isDone() && endsByRevocation(session);
    return isRevoked || (store.strikeOut.isDone() && isOfFirstKey(session));
  }

  /** Whether it certainly began before the end of those that a revocation of its role ends. */
  private static boolean endsByRevocation(LoadedSession session) {
    return session
        .role()
        .revocation
        .isWithin(LoadedStore.SPREAD, session.givenAt().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Whether it may have been refused until now. */
  private boolean mayBeOver(LoadedSession session) {
    Ending revocation = session.role().revocation;
    boolean isRevoked =
        revocation.hasBegun() && !revocation.isBeyond(LoadedStore.SPREAD, begun(session));
    return isRevoked || (store.strikeOut.hasBegun() && isOfFirstKey(session));
  }

  private boolean isOfFirstKey(LoadedSession session) {
    return session.tokenKey().equals(store.firstKey);
  }

  private Answer call(AwsCredentials who, String service, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    RequestSigner signer = new RequestSigner(host, who, service);
    return connection.send("POST", "/", signer.headers("POST", "/", FORM, body), body);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    connection.close();
  }
}
