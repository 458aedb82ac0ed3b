package io.sallyport;

import io.sallyport.access.AccessControl;
import io.sallyport.access.AsyncAccessControl;
import io.sallyport.document.Documents;
import io.sallyport.entity.StoredPermissions;
import io.sallyport.gate.AsyncS3AccessControl;
import io.sallyport.gate.Authenticator;
import io.sallyport.gate.Authorizer;
import io.sallyport.gate.BodyRoom;
import io.sallyport.gate.DenialMessages;
import io.sallyport.gate.Latch;
import io.sallyport.gate.RateLimit;
import io.sallyport.gate.RoleTokens;
import io.sallyport.gate.S3AccessControl;
import io.sallyport.gate.SecondFactors;
import io.sallyport.gate.SessionIssuer;
import io.sallyport.gate.SessionPrincipals;
import io.sallyport.gate.StsLimits;
import io.sallyport.gate.TokenService;
import io.sallyport.gate.TrustExplanations;
import io.sallyport.gate.UserTokens;
import io.sallyport.gate.WebIdentities;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.journal.Journal;
import io.sallyport.keyring.KeyRing;
import io.sallyport.keyring.KeyRotation;
import io.sallyport.operation.CallLog;
import io.sallyport.operation.FormQueryApi;
import io.sallyport.operation.HostActions;
import io.sallyport.operation.RoleOfCalls;
import io.sallyport.policy.Leniency;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.query.QueryApi;
import io.sallyport.role.RoleManager;
import io.sallyport.session.OpenedSessions;
import io.sallyport.session.Revocations;
import io.sallyport.session.SessionTokens;
import io.sallyport.sigv4.SignatureVerifier;
import io.sallyport.sts.StsService;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** What requests go through: who sends them, what these may do, and the sessions they begin. */
final class Doors {
  final Revocations revocations;
  final KeyRotation rotation;
  final StsService sts;
  final AccessControl access;
  final QueryApi query;

  private final BodyRoom room = BodyRoom.withinHeap();
  private final Latch latch;

  Doors(
      Settings settings,
      Documents documents,
      Managers managers,
      RandomIds ids,
      DenialMessages messages,
      Journal journal,
      Latch latch) {
    this.latch = latch;
    KeyRing keys = managers.keys();
    Users users = managers.users();
    Authorizer authorizer = managers.authorizer();
    AccountId account = settings.account;
    Clock clock = settings.clock;
    Set<Leniency> leniencies = Set.copyOf(settings.leniencies);
    SessionTokens tokens = new SessionTokens(keys);
    PrincipalDirectory directory = users.directory();
    RoleManager own = managers.own(account).roles();
    Function<AccountId, RoleManager> roles =
        owner -> owner.equals(account) ? own : managers.own(owner).roles();
    StoredPermissions permissions = new StoredPermissions(documents);
    revocations = new Revocations(documents, clock, settings.maxStaleness, journal);
    SessionPrincipals principals = new SessionPrincipals(roles, directory, permissions, clock);
    Authenticator authenticator =
        new Authenticator(
            directory,
            OpenedSessions.withinHeap(tokens, keys, documents, journal.metrics()),
            principals,
            revocations,
            managers.uses()::used,
            settings.verification.apply(new SignatureVerifier(clock).lenient(leniencies)),
            settings.glasses,
            clock,
            journal);
    rotation =
        new KeyRotation(
            documents,
            keys,
            settings.random,
            clock,
            settings.maxStaleness,
            settings.tokenKeyAge,
            journal);
    WebIdentities identities =
        new WebIdentities(
            settings.verifier, owner -> managers.own(owner).providers(), leniencies, journal);
    SecondFactors factors = new SecondFactors(settings.mfa);
    SessionIssuer issuer = new SessionIssuer(revocations, rotation, tokens, ids, journal);
    RoleTokens ofRoles =
        new RoleTokens(
            roles, permissions, authorizer, factors, issuer, identities, settings.lifetime, clock);
    UserTokens ofUsers =
        new UserTokens(permissions, authorizer, factors, issuer, principals, users::account, clock);
    TrustExplanations trust = new TrustExplanations(ofRoles, identities, authorizer);
    sts = new TokenService(ofRoles, ofUsers, trust, messages, authorizer);
    access =
        new S3AccessControl(
            authenticator,
            authorizer,
            settings.parser.lenient(leniencies),
            authorizer.buckets(settings.buckets, account, settings.parser.keepsVersions()),
            leniencies,
            clock);
    StsLimits limits =
        new StsLimits(limit(settings.stsRate, clock), limit(settings.unsignedStsRate, clock));
    query =
        new FormQueryApi(
            authenticator,
            managers::seenBy,
            sts,
            identities.canVerify(),
            ids,
            leniencies,
            new RoleOfCalls(settings.unnamedRoles, identities),
            new CallLog(limits, journal),
            new HostActions(settings.actions, authorizer),
            latch);
  }

  AsyncAccessControl accessAsync(Executor executor) {
    return new AsyncS3AccessControl(access, executor, room, latch);
  }

  private static Optional<RateLimit> limit(Optional<RateLimit.Rate> rate, Clock clock) {
    return rate.map(each -> new RateLimit(each, clock));
  }
}
