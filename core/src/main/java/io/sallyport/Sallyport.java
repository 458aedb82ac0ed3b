package io.sallyport;

import static java.util.Objects.requireNonNull;

import io.sallyport.access.AccessControl;
import io.sallyport.access.AsyncAccessControl;
import io.sallyport.account.AccountManager;
import io.sallyport.account.View;
import io.sallyport.document.Documents;
import io.sallyport.document.FreshnessAudit;
import io.sallyport.document.MeteredStore;
import io.sallyport.entity.KeyUses;
import io.sallyport.gate.Authorizer;
import io.sallyport.gate.DenialMessages;
import io.sallyport.gate.Latch;
import io.sallyport.group.GroupManager;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Pins;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.UserName;
import io.sallyport.journal.Journal;
import io.sallyport.keyring.KeyRing;
import io.sallyport.managed.ManagedPolicyManager;
import io.sallyport.masterkey.KeyManager;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.provider.ProviderManager;
import io.sallyport.query.QueryApi;
import io.sallyport.role.RoleManager;
import io.sallyport.simulation.PolicySimulator;
import io.sallyport.storage.IamStore;
import io.sallyport.sts.SessionManager;
import io.sallyport.sts.StsService;
import io.sallyport.user.UserManager;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Roles, temporary credentials and access decisions, in the process of whoever calls it. One
 * instance serves a whole process; it is thread-safe, and closes its store with itself unless that
 * was lent. Once it is closed, every call of it, and of all that it gave out, throws {@link
 * io.sallyport.error.ClosedException}, but {@link #health}, {@link #close} and the engine of {@link
 * #evaluator}, which asks nobody. A null is refused by a {@link NullPointerException} that names
 * its parameter.
 */
public final class Sallyport implements AutoCloseable {
  private final GivenStore store;
  private final Latch latch = new Latch();
  private final AccountId account;
  private final Documents documents;
  private final Journal journal;
  private final KeyRing keys;
  private final KeyUses uses;
  private final Managers managers;
  private final PolicyEvaluator evaluator = PolicyEvaluator.create();
  private final Doors doors;

  Sallyport(Settings settings, GivenStore store, MasterKey masterKey) {
    this.store = store;
    account = settings.account;
    Clock clock = settings.clock;
    RandomIds ids = new RandomIds(settings.random);
    journal = Journal.of(settings.audit, settings.metrics, clock);
    IamStore measured = MeteredStore.of(store.store(), journal.metrics());
    documents = new Documents(measured, clock, settings.maxStaleness, new FreshnessAudit(journal));
    keys = KeyRing.open(documents, masterKey, settings.random, clock);
    uses = new KeyUses(documents, clock);
    Set<Leniency> leniencies = Set.copyOf(settings.leniencies);
    DenialMessages messages = new DenialMessages(keys);
    Authorizer authorizer =
        new Authorizer(
            evaluator, clock, journal, leniencies, settings.denials.apply(messages), latch);
    try {
      managers = Managers.of(settings, documents, keys, uses, ids, authorizer);
      doors = new Doors(settings, documents, managers, ids, messages, journal, latch);
    } catch (RuntimeException | Error e) {
      latch.close(); // The builder closes the store.
      try (journal;
          documents) {
        uses.close();
      }
      throw e;
    }
  }

  /** Begins an instance; a store and a master key must be given. */
  public static SallyportBuilder builder() {
    return new SallyportBuilder();
  }

  /** The roles of the default account: the host's own view, unchecked. */
  public RoleManager roles() {
    return in(account).roles();
  }

  /**
   * The users of the default account, for hosts that have none of their own; unchecked.
   *
   * @throws io.sallyport.error.UnsupportedActionException if all users are the host's own
   */
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

  /** The groups of the default account, which are refused as {@link #users} are; unchecked. */
  public GroupManager groups() {
    return in(account).groups();
  }

  /** What is the default account's own, its root user's keys above all; unchecked. */
  public AccountManager account() {
    return in(account).account();
  }

  /** What an account holds: the host's own view, unchecked. */
  public View in(AccountId owner) {
    latch.requireOpen();
    return new GuardedView(managers.own(requireNonNull(owner, "owner")), latch);
  }

  /** A user of the default account, as {@link #principal(AccountId, UserName)}. */
  public Principal principal(UserName name) {
    return principal(account, name);
  }

  /**
   * A user as it is now, to be used for one request and not kept.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is none
   */
  public Principal principal(AccountId owner, UserName name) {
    latch.requireOpen();
    return managers.principal(requireNonNull(owner, "owner"), requireNonNull(name, "name"));
  }

  /** Temporary credentials, every call authorised. */
  public StsService sts() {
    latch.requireOpen();
    return doors.sts;
  }

  /** Ends sessions before they expire: for the host, unchecked. */
  public SessionManager sessions() {
    return Guarded.of(SessionManager.class, doors.revocations, latch);
  }

  /** The keys that seal tokens and encrypt secrets: for the host, unchecked. */
  public KeyManager keys() {
    return Guarded.of(KeyManager.class, doors.rotation, latch);
  }

  /** A signed S3 request in, an answer out. */
  public AccessControl access() {
    latch.requireOpen();
    return doors.access;
  }

  /** The same for hosts whose threads must not wait, decided by an executor, which stays theirs. */
  public AsyncAccessControl accessAsync(Executor executor) {
    latch.requireOpen();
    return doors.accessAsync(requireNonNull(executor, "executor"));
  }

  /** The IAM and STS endpoints. */
  public QueryApi query() {
    latch.requireOpen();
    return doors.query;
  }

  /** How this instance is, as far as it knows without asking anybody; of a closed one too. */
  public Health health() {
    return new Health(
        latch.isOpen(),
        documents.lastProof(),
        documents.isFresh(),
        keys.isWhole(),
        journal.dropped());
  }

  /** The policy engine alone. */
  public PolicyEvaluator evaluator() {
    latch.requireOpen();
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
    latch.requireOpen();
    requireNonNull(caller, "caller");
    return new GuardedView(managers.seenBy(caller, requireNonNull(facts, "facts")), latch);
  }

  /**
   * Who is meant by the users and roles that a policy of the host's, such as a bucket's, names now:
   * kept with the policy, it is a namesake of none of them who is let in later.
   *
   * @throws io.sallyport.error.MalformedPolicyDocumentException if it names somebody who doesn't
   *     exist, unless {@link SallyportBuilder#acceptingUnknownPrincipals} lets it
   * @see io.sallyport.bucket.Bucket#withPolicy(PolicyText, Pins)
   */
  public Pins pins(PolicyText policy) {
    latch.requireOpen();
    return managers.foundation().pinning().pins(requireNonNull(policy, "policy"));
  }

  /**
   * Refuses every call from now on, stops following the store's changes, closes the store unless it
   * was lent, and tells the audit sink what waits. To close it again does nothing.
   */
  @Override
  public void close() {
    if (!latch.close()) {
      return;
    }
    try (journal;
        store;
        documents) {
      uses.close();
    }
  }
}
