package io.sallyport.testing;

import io.sallyport.Sallyport;
import io.sallyport.SallyportBuilder;
import io.sallyport.audit.AuditEvent;
import io.sallyport.credential.AccessKey;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.Role;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumedRole;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** An installation in memory, with the two users of the documentation's example. */
public final class Installation implements AutoCloseable {

  public static final UserName TESTER1 = new UserName("TESTER1");
  public static final UserName TESTER2 = new UserName("TESTER2");
  public static final RoleName ROLE = new RoleName("S3Access");
  public static final PolicyName POLICY = new PolicyName("Policy1");

  /** Allows all of S3. */
  public static final String ALL_OF_S3 =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::*"}}\
      """;

  private static final String ALL_ROLES =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam:::role/*"}}\
      """;

  public final SettableClock clock = new SettableClock();

  /**
   * What was done. That the store is fresh, or isn't, is not in it: whether anybody sees it, once
   * the clock is set ahead, is between two threads.
   */
  public final List<AuditEvent> events = Collections.synchronizedList(new ArrayList<>());

  /** The codes that the devices of users show, each for one use: the user's id, device and code. */
  public final Set<String> codes = ConcurrentHashMap.newKeySet();

  public final Sallyport sallyport;
  public final AccessKey key1;
  public final AccessKey key2;

  public Installation() {
    this(new MemoryStore());
  }

  public Installation(IamStore store) {
    this(store, S3RequestParser.pathStyle());
  }

  public Installation(IamStore store, S3RequestParser parser) {
    this(store, builder -> builder.requestParser(parser));
  }

  /** An installation that is told more. */
  public Installation(IamStore store, UnaryOperator<SallyportBuilder> more) {
    SallyportBuilder builder =
        Sallyport.builder()
            .store(store)
            .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
            .clock(clock)
            .auditSink(this::note)
            .mfaVerifier(
                (caller, code) ->
                    codes.remove(
                        caller.userId() + " " + code.serialNumber() + " " + code.tokenCode()));
    sallyport = more.apply(builder).build();
    sallyport.users().create(TESTER1);
    sallyport.users().putPolicy(TESTER1, new PolicyName("Roles"), ALL_ROLES);
    sallyport.users().create(TESTER2);
    key1 = sallyport.users().createAccessKey(TESTER1);
    key2 = sallyport.users().createAccessKey(TESTER2);
  }

  private void note(AuditEvent event) {
    if (!(event instanceof AuditEvent.FreshnessLost)
        && !(event instanceof AuditEvent.FreshnessRestored)) {
      events.add(event);
    }
  }

  /** A trust policy that names a user. */
  public static String trusting(UserName user) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
    "Principal":{"AWS":["arn:aws:iam:::user/%s"]},"Action":["sts:AssumeRole"]}]}\
    """
        .formatted(user);
  }

  /** The role S3Access, which TESTER2 may assume and which may do all of S3. */
  public Role createRole() {
    Role role = sallyport.roles().create(CreateRoleRequest.of(ROLE.value(), trusting(TESTER2)));
    sallyport.roles().putPolicy(ROLE, POLICY, ALL_OF_S3);
    return role;
  }

  /** TESTER2 as a session "Bob" of S3Access. */
  public AssumedRole assumeRole() {
    return sallyport
        .sts()
        .assumeRole(
            sallyport.principal(TESTER2),
            AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob"));
  }

  /** Whether a user may read an object. */
  public boolean mayRead(UserName user) {
    return sallyport
        .access()
        .decide(
            sallyport.principal(user),
            "s3:GetObject",
            "arn:aws:s3:::photos/1.jpg",
            RequestContext.empty())
        .isAllowed();
  }

  /** Ends it, so that all events have been told. */
  public void end() {
    close();
  }

  @Override
  public void close() {
    sallyport.close();
  }
}
