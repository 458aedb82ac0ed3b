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
import io.sallyport.journal.Journal;
import io.sallyport.principal.KeyHolder;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.session.OpenedSession;
import io.sallyport.session.OpenedSessions;
import io.sallyport.session.Revocations;
import io.sallyport.session.Session;
import io.sallyport.sigv4.IncomingRequest;
import io.sallyport.sigv4.PayloadMode;
import io.sallyport.sigv4.SignatureVerifier;
import io.sallyport.sigv4.SignedRequest;
import io.sallyport.sigv4.UnsignedRequest;
import io.sallyport.sigv4.VerifiedRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Finds the secret of a request's access key, and who holds it. A request with a session token is
 * one of that session and of nobody else. Thread-safe.
 */
public final class Authenticator {
  private final PrincipalDirectory directory;
  private final OpenedSessions sessions;
  private final SessionPrincipals principals;
  private final Revocations revocations;
  private final BiConsumer<AccessKeyId, AccessKeyUse> uses;
  private final Clock clock;
  private final Failures failures;
  private final SignatureVerifier verifier;
  private final Map<AccessKeyId, Glass> glasses;

  /**
   * Who proves itself by access keys of this directory, or as a session.
   *
   * @param principals whose sessions are
   * @param uses is told of each use of a key that is no session's
   * @param verifier by the same clock
   * @param glasses whose keys come before all others, and are known without asking anybody
   */
  public Authenticator(
      PrincipalDirectory directory,
      OpenedSessions sessions,
      SessionPrincipals principals,
      Revocations revocations,
      BiConsumer<AccessKeyId, AccessKeyUse> uses,
      SignatureVerifier verifier,
      Map<AccessKeyId, Glass> glasses,
      Clock clock,
      Journal journal) {
    this.directory = directory;
    this.sessions = sessions;
    this.principals = principals;
    this.revocations = revocations;
    this.uses = uses;
    this.clock = clock;
    this.failures = new Failures(journal);
    this.verifier = verifier;
    this.glasses = Map.copyOf(glasses);
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
    return authenticate(head, () -> verifier.parse(head), service, verification);
  }

  /**
   * Authenticates a browser's form.
   *
   * @param head of the request that it stands for
   * @param fields by name in lower case
   * @throws IamException if the form bears a signature that isn't valid
   */
  Authentication authenticateForm(RequestHead head, Map<String, String> fields, String service) {
    return authenticate(head, () -> verifier.parseForm(head, fields), service, verifier::verify);
  }

  private Authentication authenticate(
      RequestHead head,
      Supplier<IncomingRequest> incoming,
      String service,
      BiFunction<SignedRequest, SecretKey, VerifiedRequest> verification) {
    Optional<AccessKeyId> claimed = Optional.empty();
    try {
      IncomingRequest read = incoming.get();
      if (read instanceof UnsignedRequest unsigned) {
        return new Authentication.Unsigned(unsigned);
      }
      SignedRequest signed = (SignedRequest) read;
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
    if (!signed.service().equals(service)) {
      throw new MalformedRequestException(Fault.SERVICE);
    }
    Optional<SessionToken> token = signed.sessionToken();
    return token.isPresent() ? session(signed, token.get()) : user(signed);
  }

  private Claimant user(SignedRequest signed) {
    Glass glass = glasses.get(signed.accessKeyId());
    if (glass != null) {
      return new Claimant(glass.secret(), () -> glass.proven(signed));
    }
    KeyHolder holder =
        directory
            .find(signed.accessKeyId())
            .orElseThrow(() -> new InvalidCredentialsException(Reason.UNKNOWN_ACCESS_KEY));
    return new Claimant(
        holder.secret(),
        () -> {
          uses.accept(
              signed.accessKeyId(),
              new AccessKeyUse(clock.instant(), signed.service(), signed.region()));
          return holder.holder();
        });
  }

  private Claimant session(SignedRequest signed, SessionToken token) {
    OpenedSession opened = sessions.open(signed.accessKeyId(), token, this::caller);
    return new Claimant(
        opened.session().secretKey(),
        () -> {
          Instant expiry = opened.session().details().expiry();
          if (!clock.instant().isBefore(expiry)) {
            throw new ExpiredTokenException(expiry);
          }
          return opened.caller().get();
        });
  }

  private Principal caller(Session session) {
    if (revocations.end(session.details())) {
      throw new InvalidCredentialsException(Reason.REVOKED);
    }
    return principals
        .find(session)
        .orElseThrow(() -> new InvalidCredentialsException(Reason.REVOKED));
  }
}
