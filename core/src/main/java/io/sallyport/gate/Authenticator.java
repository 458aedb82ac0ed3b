package io.sallyport.gate;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyUse;
import io.sallyport.credential.SecretKey;
import io.sallyport.credential.SessionToken;
import io.sallyport.error.ExpiredTokenException;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.journal.Journal;
import io.sallyport.principal.KeyHolder;
import io.sallyport.principal.Permissions;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.principal.SessionDetails;
import io.sallyport.principal.SessionPolicies;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.session.OpenedSessions;
import io.sallyport.session.Revocations;
import io.sallyport.session.Session;
import io.sallyport.sigv4.CredentialScope;
import io.sallyport.sigv4.IncomingRequest;
import io.sallyport.sigv4.PayloadMode;
import io.sallyport.sigv4.SignatureVerifier;
import io.sallyport.sigv4.SignedRequest;
import io.sallyport.sigv4.UnsignedRequest;
import io.sallyport.sigv4.VerifiedRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds the secret of a request's access key, and who holds it. A request with a session token is
 * one of that session and of nobody else. Thread-safe.
 */
public final class Authenticator {
  private final PrincipalDirectory directory;
  private final OpenedSessions sessions;
  private final Function<AccountId, RoleManager> roles;
  private final BiFunction<Role, SessionPolicies, Permissions> permissions;
  private final Revocations revocations;
  private final BiConsumer<AccessKeyId, AccessKeyUse> uses;
  private final Clock clock;
  private final Failures failures;
  private final SignatureVerifier verifier;

  /**
   * Who proves itself by access keys of this directory, or as a session of these roles.
   *
   * @param permissions what a session of a role may do
   * @param uses is told of each use of a key that is no session's
   */
  public Authenticator(
      PrincipalDirectory directory,
      OpenedSessions sessions,
      Function<AccountId, RoleManager> roles,
      BiFunction<Role, SessionPolicies, Permissions> permissions,
      Revocations revocations,
      BiConsumer<AccessKeyId, AccessKeyUse> uses,
      Clock clock,
      Journal journal) {
    this.directory = directory;
    this.sessions = sessions;
    this.roles = roles;
    this.permissions = permissions;
    this.revocations = revocations;
    this.uses = uses;
    this.clock = clock;
    this.failures = new Failures(journal);
    this.verifier = new SignatureVerifier(clock);
  }

  /**
   * Authenticates a request whose body is read later, through what this answers.
   *
   * @param service the service that is asked: a signature for another one is none
   * @throws io.sallyport.error.IamException if the request bears a signature that isn't valid
   */
  public Authentication authenticate(RequestHead head, String service) {
    return authenticate(head, service, verifier::verify);
  }

  /**
   * Authenticates a request whose whole body is at hand.
   *
   * @throws io.sallyport.error.IamException if the request bears a signature that isn't valid
   */
  public Authentication authenticate(RequestHead head, String service, byte[] body) {
    return authenticate(head, service, (signed, secret) -> verifier.verify(signed, secret, body));
  }

  /**
   * Refuses what needs no body to be refused: a request that is malformed, or not of now; whose
   * service is another; whose access key or token is unknown here; and, if it states its body's
   * hash, whose signature is wrong. What passes may still be signed by nobody.
   *
   * @throws io.sallyport.error.IamException if it is refused
   */
  public void checkHead(RequestHead head, String service) {
    Optional<AccessKeyId> claimed = Optional.empty();
    try {
      if (verifier.parse(head) instanceof SignedRequest signed) {
        claimed = Optional.of(signed.accessKeyId());
        Claimant claimant = claimant(signed, service);
        if (signed.payload() != PayloadMode.UNSTATED) {
          verifier.verify(signed, claimant.secret());
        }
      }
    } catch (IamException e) {
      throw failures.noted(head, service, claimed, e);
    }
  }

  private Authentication authenticate(
      RequestHead head,
      String service,
      BiFunction<SignedRequest, SecretKey, VerifiedRequest> verification) {
    Optional<AccessKeyId> claimed = Optional.empty();
    try {
      IncomingRequest incoming = verifier.parse(head);
      if (incoming instanceof UnsignedRequest unsigned) {
        return new Authentication.Unsigned(unsigned);
      }
      SignedRequest signed = (SignedRequest) incoming;
      claimed = Optional.of(signed.accessKeyId());
      Claimant claimant = claimant(signed, service);
      VerifiedRequest verified = verification.apply(signed, claimant.secret());
      return new Authentication.Proven(claimant.onceProven().get(), verified);
    } catch (IamException e) {
      throw failures.noted(head, service, claimed, e);
    }
  }

  /**
   * Who a request says it is of.
   *
   * @param onceProven who that is; only who holds the secret learns that a session ended
   */
  private record Claimant(SecretKey secret, Supplier<Principal> onceProven) {}

  private Claimant claimant(SignedRequest signed, String service) {
    if (!signed.scope().service().equals(service)) {
      throw new MalformedRequestException(Fault.SERVICE);
    }
    Optional<SessionToken> token = signed.sessionToken();
    return token.isPresent() ? session(signed, token.get()) : user(signed);
  }

  private Claimant user(SignedRequest signed) {
    KeyHolder holder =
        directory
            .find(signed.accessKeyId())
            .orElseThrow(() -> new InvalidCredentialsException(Reason.UNKNOWN_ACCESS_KEY));
    return new Claimant(
        holder.secret(),
        () -> {
          CredentialScope scope = signed.scope();
          uses.accept(
              signed.accessKeyId(),
              new AccessKeyUse(clock.instant(), scope.service(), scope.region()));
          return holder.holder();
        });
  }

  private Claimant session(SignedRequest signed, SessionToken token) {
    Session session = sessions.open(token);
    if (!session.accessKeyId().equals(signed.accessKeyId())) {
      throw new InvalidCredentialsException(Reason.INVALID_SESSION_TOKEN);
    }
    return new Claimant(session.secretKey(), () -> principal(session));
  }

  /** A role of the same name that is not the same role is none of this session's. */
  private Principal.RoleSession principal(Session session) {
    SessionDetails details = session.details();
    if (!clock.instant().isBefore(details.expiry())) {
      throw new ExpiredTokenException(details.expiry());
    }
    if (revocations.end(details)) {
      throw new InvalidCredentialsException(Reason.REVOKED);
    }
    Role role =
        roles
            .apply(session.account())
            .find(session.roleName())
            .filter(found -> found.id().equals(session.roleId()))
            .orElseThrow(() -> new InvalidCredentialsException(Reason.REVOKED));
    return new Principal.RoleSession(
        role, permissions.apply(role, session.policies()), session.sessionName(), details);
  }
}
