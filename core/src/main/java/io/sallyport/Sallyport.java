package io.sallyport;

import io.sallyport.access.AccessControl;
import io.sallyport.audit.AuditSink;
import io.sallyport.document.Documents;
import io.sallyport.document.FreshnessAudit;
import io.sallyport.entity.Authority;
import io.sallyport.entity.StoredAccessKeys;
import io.sallyport.entity.StoredProviders;
import io.sallyport.entity.StoredRoles;
import io.sallyport.entity.StoredUsers;
import io.sallyport.gate.Authenticator;
import io.sallyport.gate.Authorizer;
import io.sallyport.gate.S3AccessControl;
import io.sallyport.gate.TokenService;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.keyring.KeyRing;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.operation.FormQueryApi;
import io.sallyport.operation.Managers;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.provider.ProviderManager;
import io.sallyport.query.QueryApi;
import io.sallyport.role.RoleManager;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.session.SessionTokens;
import io.sallyport.storage.IamStore;
import io.sallyport.sts.StsService;
import io.sallyport.user.UserManager;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Roles, temporary credentials and access decisions, in the process of whoever calls it. One
 * instance serves a whole process; it is thread-safe, and closes its store with itself.
 */
public final class Sallyport implements AutoCloseable {
  private final IamStore store;
  private final AccountId account;
  private final Documents documents;
  private final KeyRing keys;
  private final RandomIds ids;
  private final Clock clock;
  private final PolicyEvaluator evaluator = PolicyEvaluator.create();
  private final Authorizer authorizer;
  private final StsService sts;
  private final AccessControl access;
  private final QueryApi query;

  private Sallyport(Builder builder, IamStore store, MasterKey masterKey) {
    this.store = store;
    account = builder.account;
    clock = builder.clock;
    ids = new RandomIds(builder.random);
    FreshnessAudit freshness = new FreshnessAudit(builder.audit, clock);
    documents = new Documents(store, clock, builder.maxStaleness, freshness);
    keys = KeyRing.open(documents, masterKey, builder.random, clock);
    authorizer = new Authorizer(evaluator, clock, builder.audit);
    SessionTokens tokens = new SessionTokens(keys);
    PrincipalDirectory directory =
        builder.directory.orElseGet(() -> new StoredAccessKeys(documents, keys));
    Authenticator authenticator = new Authenticator(directory, tokens, this::roles, clock);
    sts = new TokenService(this::roles, authorizer, tokens, ids, clock);
    access = new S3AccessControl(authenticator, authorizer, builder.parser, account, clock);
    query = new FormQueryApi(authenticator, this::managers, sts, ids);
  }

  /** Begins an instance; a store and a master key must be given. */
  public static Builder builder() {
    return new Builder();
  }

  /** The roles of the default account: the host's own view, unchecked. */
  public RoleManager roles() {
    return roles(account);
  }

  /** The roles of an account: the host's own view, unchecked. */
  public RoleManager roles(AccountId owner) {
    return roles(owner, Authority.UNCHECKED);
  }

  /** The OpenID Connect providers of the default account: the host's own view, unchecked. */
  public ProviderManager providers() {
    return providers(account);
  }

  /** The OpenID Connect providers of an account: the host's own view, unchecked. */
  public ProviderManager providers(AccountId owner) {
    return providers(owner, Authority.UNCHECKED);
  }

  /** The users of the default account, for hosts that have none of their own. */
  public UserManager users() {
    return users(account);
  }

  /** The users of an account, for hosts that have none of their own. */
  public UserManager users(AccountId owner) {
    return new StoredUsers(owner, documents, keys, ids, clock);
  }

  /** Temporary credentials, every call authorised. */
  public StsService sts() {
    return sts;
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
   * What a caller may see and change, every call authorised.
   *
   * @param facts what the host knows of the request; what the caller says of itself it can't change
   */
  public View as(Principal caller, RequestContext facts) {
    Managers managers = managers(caller, facts);
    return new View() {
      @Override
      public RoleManager roles() {
        return managers.roles();
      }

      @Override
      public ProviderManager providers() {
        return managers.providers();
      }
    };
  }

  private Managers managers(Principal caller, RequestContext facts) {
    AccountId owner = caller.account();
    Authority authority = authorizer.authority(caller, owner, facts);
    return new Managers(roles(owner, authority), providers(owner, authority));
  }

  /** The managers as one caller may use them. Thread-safe. */
  public interface View {
    /** The roles of the caller's account. */
    RoleManager roles();

    /** The OpenID Connect providers of the caller's account. */
    ProviderManager providers();
  }

  /** Stops following the store's changes, and closes the store. */
  @Override
  public void close() {
    documents.close();
    store.close();
  }

  private RoleManager roles(AccountId owner, Authority authority) {
    return new StoredRoles(owner, documents, ids, clock, authority);
  }

  private ProviderManager providers(AccountId owner, Authority authority) {
    return new StoredProviders(owner, documents, clock, authority);
  }

  /** Collects what an instance needs. Not thread-safe. */
  public static final class Builder {
    private Optional<IamStore> store = Optional.empty();
    private Optional<MasterKey> masterKey = Optional.empty();
    private Optional<PrincipalDirectory> directory = Optional.empty();
    private AccountId account = AccountId.EMPTY;
    private Clock clock = Clock.systemUTC();
    private Duration maxStaleness = Duration.ofSeconds(30);
    private SecureRandom random = new SecureRandom();
    private AuditSink audit = AuditSink.none();
    private S3RequestParser parser = S3RequestParser.pathStyle();

    private Builder() {}

    /** Where everything is kept. The instance closes it. */
    public Builder store(IamStore newStore) {
      store = Optional.of(newStore);
      return this;
    }

    /** The key that wraps all others. */
    public Builder masterKey(MasterKey key) {
      masterKey = Optional.of(key);
      return this;
    }

    /** The host's own users; by default, users are kept in the store. */
    public Builder principals(PrincipalDirectory hostDirectory) {
      directory = Optional.of(hostDirectory);
      return this;
    }

    /** The account that owns every bucket and {@link Sallyport#roles()}; by default the empty. */
    public Builder account(AccountId owner) {
      account = owner;
      return this;
    }

    /** How requests name their bucket; by default in the path. */
    public Builder requests(S3RequestParser requestParser) {
      parser = requestParser;
      return this;
    }

    /** Who is told of every decision. */
    public Builder audit(AuditSink sink) {
      audit = sink;
      return this;
    }

    /**
     * How old the last proof that all changes of the store came through may be; by default 30 s.
     * Past it, decisions ask the store itself. Less than ten seconds costs reads.
     *
     * @throws IllegalArgumentException if it is not from 1 second to 1 hour
     */
    public Builder maxStaleness(Duration duration) {
      if (duration.compareTo(Duration.ofSeconds(1)) < 0
          || duration.compareTo(Duration.ofHours(1)) > 0) {
        throw new IllegalArgumentException(
            "maxStaleness is from 1 second to 1 hour, not " + duration);
      }
      maxStaleness = duration;
      return this;
    }

    /** What time it is; by default the system's clock. */
    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    /** Where keys, secrets and ids come from; by default {@code new SecureRandom()}. */
    public Builder random(SecureRandom newRandom) {
      random = newRandom;
      return this;
    }

    /**
     * Opens the instance: reads the key ring, or makes it in an empty store. If that fails, the
     * store is closed.
     *
     * @throws IllegalStateException if no store or no master key was given
     * @throws io.sallyport.masterkey.MasterKeyException if the store's keys were wrapped with
     *     another master key; nothing was changed
     * @throws io.sallyport.error.UnavailableException if the store can't be asked
     */
    public Sallyport build() {
      IamStore given = store.orElseThrow(() -> lacks("a store"));
      try {
        return new Sallyport(this, given, masterKey.orElseThrow(() -> lacks("a master key")));
      } catch (RuntimeException e) {
        given.close();
        throw e;
      }
    }

    private static IllegalStateException lacks(String what) {
      return new IllegalStateException("Sallyport needs " + what);
    }
  }
}
