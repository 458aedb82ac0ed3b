package io.sallyport.access;

import static io.sallyport.testing.Installation.ALL_OF_S3;
import static io.sallyport.testing.Installation.POLICY;
import static io.sallyport.testing.Installation.ROLE;
import static io.sallyport.testing.Installation.TESTER2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.audit.Metrics;
import io.sallyport.credential.Credentials;
import io.sallyport.error.ThrottlingException;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.masterkey.TokenKey;
import io.sallyport.principal.Principal;
import io.sallyport.role.UpdateRoleRequest;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/**
 * What is changed between two requests of a session is seen by the second: it is answered as by one
 * who was never asked before.
 */
class UsedSessionProperties {
  private static final String DENY = ALL_OF_S3.replace("Allow", "Deny");
  private static final PolicyArn SHARED = new PolicyArn("arn:aws:iam:::policy/Shared");

  enum Step {
    BEGIN,
    BEGIN_LIMITED,
    ALLOW,
    DENY,
    ALLOW_NOTHING,
    SHARED_ALLOWS,
    SHARED_DENIES,
    MAKE_ROLE_ANEW,
    DESCRIBE_ROLE,
    REVOKE_ROLE,
    REVOKE_USER,
    ROTATE,
    STRIKE_OUT,
    TICK
  }

  @Property(tries = 60)
  void itIsAnsweredAsIfItHadNeverBeenUsed(@ForAll @Size(max = 40) List<Step> steps) {
    try (Node node = new Node()) {
      node.take(Step.BEGIN);
      steps.forEach(
          step -> {
            node.take(step);
            node.followed.assertAnsweredAsByAStranger(node.sessions);
          });
    }
  }

  /** Otherwise the property says nothing. */
  @Example
  void ofOneThatIsUsedAgainNoDocumentIsAskedForAgain() {
    try (Node node = new Node()) {
      node.take(Step.BEGIN);
      assertTimeoutPreemptively(Followed.PATIENCE, node::askUntilNoDocumentIsAskedFor);
    }
  }

  /** An installation that follows its store, and the sessions that it began. */
  private static final class Node implements AutoCloseable {
    final AtomicInteger documents = new AtomicInteger();
    final Followed followed = new Followed(builder -> builder.metrics(new Counting(documents)));
    private final Installation installation = followed.installation;
    final List<RequestHead> sessions = new ArrayList<>();
    private boolean isRevoked;

    Node() {
      installation.createRole();
      installation.sallyport.policies().create(CreatePolicyRequest.of("Shared", ALL_OF_S3));
      installation.sallyport.roles().attachPolicy(ROLE, SHARED);
    }

    void take(Step step) {
      Sallyport sallyport = installation.sallyport;
      switch (step) {
        case BEGIN -> begin("");
        case BEGIN_LIMITED -> begin(ALL_OF_S3.replace("s3:::*", "s3:::bucket/other"));
        case ALLOW -> sallyport.roles().putPolicy(ROLE, POLICY, ALL_OF_S3);
        case DENY -> sallyport.roles().putPolicy(ROLE, POLICY, DENY);
        case ALLOW_NOTHING ->
            sallyport.roles().putPolicy(ROLE, POLICY, ALL_OF_S3.replace("s3:*", "s3:ListBucket"));
        case SHARED_ALLOWS -> share(ALL_OF_S3);
        case SHARED_DENIES -> share(DENY);
        case MAKE_ROLE_ANEW -> makeAnew();
        case DESCRIBE_ROLE ->
            sallyport.roles().update(UpdateRoleRequest.of(ROLE).withDescription("again"));
        case REVOKE_ROLE -> {
          isRevoked = true;
          sallyport.sessions().revokeRole(sallyport.roles().get(ROLE));
        }
        case REVOKE_USER -> {
          isRevoked = true;
          sallyport.sessions().revokeUser(sallyport.users().get(TESTER2).id());
        }
        case ROTATE -> sallyport.keys().rotate();
        case STRIKE_OUT -> {
          List<TokenKey> keys = sallyport.keys().tokenKeys();
          sallyport.keys().strikeOut(keys.get(keys.size() - 1).id());
        }
        case TICK -> installation.clock.advance(Duration.ofMillis(400));
      }
    }

    /** It takes until all own writes have been heard of. */
    void askUntilNoDocumentIsAskedFor() {
      int before = -1;
      while (before != documents.get()) {
        before = documents.get();
        assertEquals("granted", followed.answer(sessions.get(0)));
      }
    }

    private void share(String document) {
      installation.sallyport.policies().listVersions(SHARED, PageRequest.FIRST).items().stream()
          .filter(version -> !version.isDefault())
          .forEach(
              version -> installation.sallyport.policies().deleteVersion(SHARED, version.id()));
      installation.sallyport.policies().createDefaultVersion(SHARED, document);
    }

    private void makeAnew() {
      installation.sallyport.roles().deletePolicy(ROLE, POLICY);
      installation.sallyport.roles().detachPolicy(ROLE, SHARED);
      installation.sallyport.roles().delete(ROLE);
      installation.createRole();
      installation.sallyport.roles().attachPolicy(ROLE, SHARED);
    }

    private void begin(String policy) {
      AssumeRoleRequest request = AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob");
      Principal user = installation.sallyport.principal(TESTER2);
      try {
        Credentials begun =
            installation
                .sallyport
                .sts()
                .assumeRole(user, policy.isEmpty() ? request : request.withPolicy(policy))
                .credentials();
        sessions.add(ClientSigner.of(begun, installation.clock).s3("GET", "/bucket/key"));
      } catch (ThrottlingException e) {
        assertTrue(isRevoked); // No try takes longer than none begins then.
      }
    }

    @Override
    public void close() {
      followed.close();
    }
  }

  /** Counts how often documents are asked for. */
  private record Counting(AtomicInteger documents) implements Metrics {
    @Override
    public void hit(Cache cache) {
      count(cache);
    }

    @Override
    public void missed(Cache cache) {
      count(cache);
    }

    private void count(Cache cache) {
      if (cache == Cache.DOCUMENTS) {
        documents.incrementAndGet();
      }
    }
  }
}
