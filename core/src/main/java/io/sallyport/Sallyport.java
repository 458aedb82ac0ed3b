package io.sallyport;

import io.sallyport.access.AccessControl;
import io.sallyport.account.AccountManager;
import io.sallyport.account.View;
import io.sallyport.document.Documents;
import io.sallyport.document.FreshnessAudit;
import io.sallyport.entity.Authority;
import io.sallyport.entity.Foundation;
import io.sallyport.entity.KeyUses;
import io.sallyport.entity.Pinning;
import io.sallyport.entity.StoredAccessKeys;
import io.sallyport.entity.StoredPermissions;
import io.sallyport.gate.Authenticator;
import io.sallyport.gate.Authorizer;
import io.sallyport.gate.S3AccessControl;
import io.sallyport.gate.SessionMaker;
import io.sallyport.gate.TokenService;
import io.sallyport.gate.WebIdentities;
import io.sallyport.group.GroupManager;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import io.sallyport.keyring.KeyRing;
import io.sallyport.keyring.KeyRotation;
import io.sallyport.managed.ManagedPolicyManager;
import io.sallyport.masterkey.KeyManager;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.operation.FormQueryApi;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.provider.ProviderManager;
import io.sallyport.query.QueryApi;
import io.sallyport.role.RoleManager;
import io.sallyport.session.OpenedSessions;
import io.sallyport.session.Revocations;
import io.sallyport.session.SessionTokens;
import io.sallyport.simulation.PolicySimulator;
import io.sallyport.storage.IamStore;
import io.sallyport.sts.SessionManager;
import io.sallyport.sts.StsService;
import io.sallyport.user.UserManager;
import java.time.Clock;
import java.util.Set;
import java.util.function.Function;

/**
 * Roles, temporary credentials and access decisions, in the process of whoever calls it. One
 * instance serves a whole process; it is thread-safe, and closes its store with itself.
 */
public final class Sallyport implements AutoCloseable {
  private final IamStore store;
  private final AccountId account;
  private final Documents documents;
  private final KeyUses uses;
  private final Managers managers;
  private final PolicyEvaluator evaluator = PolicyEvaluator.create();
  private final Authorizer authorizer;
  private final Revocations revocations;
  private final KeyRotation rotation;
  private final StsService sts;
  private final AccessControl access;
  private final QueryApi query;

  Sallyport(SallyportBuilder builder, IamStore store, MasterKey masterKey) {
    this.store = store;
    account = builder.account;
    Clock clock = builder.clock;
    RandomIds ids = new RandomIds(builder.random);
    FreshnessAudit freshness = new FreshnessAudit(builder.audit, clock);
    documents = new Documents(store, clock, builder.maxStaleness, freshness);
    KeyRing keys = KeyRing.open(documents, masterKey, builder.random, clock);
    uses = new KeyUses(documents, clock);
    authorizer = new Authorizer(evaluator, clock, builder.audit);
    SessionTokens tokens = new SessionTokens(keys);
    PrincipalDirectory directory =
        builder.directory.orElseGet(() -> new StoredAccessKeys(documents, keys));
    Pinning pinning = new Pinning(documents, builder.directory, builder.missing);
    Set<Leniency> leniencies = Set.copyOf(builder.leniencies);
    managers =
        new Managers(
            new Foundation(documents, ids, clock, builder.tagging, pinning, leniencies),
            keys,
            uses);
    RoleManager ownRoles = in(account).roles();
    Function<AccountId, RoleManager> roles =
        owner -> owner.equals(account) ? ownRoles : in(owner).roles();
    StoredPermissions stored = new StoredPermissions(documents);
    revocations = new Revocations(documents, clock, builder.maxStaleness);
    Authenticator authenticator =
        new Authenticator(
            directory,
            new OpenedSessions(tokens, keys, memoryForSessions()),
            roles,
            stored::of,
            revocations,
            uses::used,
            clock);
    rotation =
        new KeyRotation(
            documents, keys, builder.random, clock, builder.maxStaleness, builder.tokenKeyAge);
    WebIdentities identities =
        new WebIdentities(
            builder.verifier, owner -> in(owner).providers(), leniencies, builder.audit, clock);
    SessionMaker maker = new SessionMaker(stored, revocations, rotation, tokens, ids);
    sts = new TokenService(roles, authorizer, maker, identities, builder.lifetime, clock);
    access = new S3AccessControl(authenticator, authorizer, builder.parser, account, clock);
    query = new FormQueryApi(authenticator, this::as, sts, identities.canVerify(), ids, leniencies);
  }

  /** A part of this process's heap, from 4 to 64 MiB. */
  private static long memoryForSessions() {
    return Math.max(4L << 20, Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 32));
  }

  /** Begins an instance; a store and a master key must be given. */
  public static SallyportBuilder builder() {
    return new SallyportBuilder();
  }

  /** The roles of the default account: the host's own view, unchecked. */
  public RoleManager roles() {
    return in(account).roles();
  }

  /** The users of the default account, for hosts that have none of their own; unchecked. */
  public UserManager users() {
    return in(account).users();
  }

  /** The OpenID Connect providers of the default account: the host's own view, unchecked. */
  public ProviderManager providers() {
    return in(account).providers();
  }

  /** What policies would decide; unchecked. */
  public PolicySimulator simulator() {
    return in(account).simulator();
  }

  /** The managed policies of the default account: the host's own view, unchecked. */
  public ManagedPolicyManager policies() {
    return in(account).policies();
  }

  /** The groups of the default account, for hosts that have no users of their own; unchecked. */
  public GroupManager groups() {
    return in(account).groups();
  }

  /** What is the default account's own, its root user's keys above all; unchecked. */
  public AccountManager account() {
    return in(account).account();
  }

  /** What an account holds: the host's own view, unchecked. */
  public View in(AccountId owner) {
    return managers.view(owner, Authority.UNCHECKED, Authority.UNCHECKED);
  }

  /**
   * A user of the default account as it is now, to be used for one request and not kept.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is none
   */
  public Principal principal(UserName name) {
    return principal(account, name);
  }

  /**
   * A user as it is now, to be used for one request and not kept.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is none
   */
  public Principal principal(AccountId owner, UserName name) {
    return managers.principal(owner, name);
  }

  /** Temporary credentials, every call authorised. */
  public StsService sts() {
    return sts;
  }

  /** Ends sessions before they expire: for the host, unchecked. */
  public SessionManager sessions() {
    return revocations;
  }

  /** The keys that seal tokens and encrypt secrets: for the host, unchecked. */
  public KeyManager keys() {
    return rotation;
  }

  /** A signed S3 request in, an answer out. */
  public AccessControl access() {
    return access;
  }

  /** The IAM and STS endpoints. */
  public QueryApi query() {
    return query;
  }

  /** The policy engine alone. */
  public PolicyEvaluator evaluator() {
    return evaluator;
  }

  /** What a caller may see and change, with nothing known of the request. */
  public View as(Principal caller) {
    return as(caller, RequestContext.empty());
  }

  /**
   * What a caller may see and change of its own account, every call authorised.
   *
   * @param facts what the host knows of the request; what the caller says of itself it can't change
   */
  public View as(Principal caller, RequestContext facts) {
    AccountId owner = caller.account();
    Authority authority = authorizer.authority(caller, owner, facts);
    Authority root =
        caller instanceof Principal.Root
            ? authority
            : (action, resource, asked, own) -> {
              throw Authorizer.denied(caller, action, asked);
            };
    return managers.view(owner, authority, root);
  }

  /** Stops following the store's changes, and closes the store. */
  @Override
  public void close() {
    try {
      uses.close();
    } finally {
      try {
        documents.close();
      } finally {
        store.close();
      }
    }
  }
}
