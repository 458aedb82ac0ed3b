package io.sallyport.gate;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.AccessControl;
import io.sallyport.access.PermissionDecision;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.s3.Permission;
import io.sallyport.s3.S3Request;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.sigv4.BodyRejectedException;
import io.sallyport.sigv4.BodyVerifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The path of one request: who signed it, what it asks for, whether each permission is allowed. */
public final class S3AccessControl implements AccessControl {
  private static final String SERVICE = "s3";

  /** The operations whose body is an object, or a part of one. */
  private static final Set<String> OBJECTS = Set.of("PutObject", "UploadPart");

  private final Authenticator authenticator;
  private final Authorizer authorizer;
  private final S3RequestParser parser;
  private final AccountId owner;
  private final Clock clock;

  public S3AccessControl(
      Authenticator authenticator,
      Authorizer authorizer,
      S3RequestParser parser,
      AccountId owner,
      Clock clock) {
    this.authenticator = authenticator;
    this.authorizer = authorizer;
    this.parser = parser;
    this.owner = owner;
    this.clock = clock;
  }

  @Override
  public AccessAnswer check(RequestHead head) {
    return refusingFailures(
        () -> {
          Authentication sender = authenticator.authenticate(head, SERVICE);
          S3Request request = read(sender, head);
          if (request instanceof S3Request.NeedsBody needsBody) {
            refuseHopeless(sender, needsBody);
            return new AccessAnswer.NeedsBody(MAX_BODY);
          }
          return answer(sender, head, request);
        });
  }

  @Override
  public AccessAnswer check(RequestHead head, byte[] body) {
    return refusingFailures(
        () -> {
          Authentication sender = authenticator.authenticate(head, SERVICE);
          S3Request request = read(sender, head);
          return request instanceof S3Request.NeedsBody needsBody
              ? answer(sender, head, needsBody.withBody(decoded(sender, body)))
              : answer(sender, head, request);
        });
  }

  /** The body of a caller who may do nothing of the kind, wherever, is not worth reading. */
  private void refuseHopeless(Authentication sender, S3Request.NeedsBody request) {
    if (!authorizer.mayAllow(sender.caller(), request.actions())) {
      throw Authorizer.denied(sender.caller(), request.operation(), "anything");
    }
  }

  private S3Request read(Authentication sender, RequestHead head) {
    return sender instanceof Authentication.Proven proven
        ? parser.parse(proven.request().request(), clock.instant())
        : parser.parse(head);
  }

  @Override
  public Decision decide(Principal caller, String action, String resource, RequestContext facts) {
    return authorizer.decide(caller, action, resource, owner, facts);
  }

  private AccessAnswer answer(Authentication sender, RequestHead head, S3Request request) {
    if (!(request instanceof S3Request.Mapped mapped)) {
      String why = request instanceof S3Request.Unmapped unmapped ? unmapped.why() : "";
      return new AccessAnswer.Refused(
          new AccessDeniedException("the request is no operation known here: " + why), List.of());
    }
    RequestContext facts = RequestFacts.of(head, sender);
    List<PermissionDecision> decisions = new ArrayList<>();
    for (Permission permission : needed(mapped)) {
      RequestContext all = facts.over(RequestFacts.of(permission));
      Decision decision = decide(sender.caller(), permission.action(), permission.resource(), all);
      decisions.add(new PermissionDecision(permission.action(), permission.resource(), decision));
      if (!decision.isAllowed()) {
        return new AccessAnswer.Refused(denied(sender.caller(), permission), decisions);
      }
    }
    return new AccessAnswer.Granted(sender.caller(), mapped, decisions, body(sender, mapped));
  }

  /**
   * What says what to do is checked before a host reads a byte of it; only objects are too long.
   */
  private static BodyVerifier body(Authentication sender, S3Request.Mapped request) {
    BodyVerifier body = sender.body();
    return OBJECTS.contains(request.operation()) ? body : body.wholeFirst(MAX_BODY);
  }

  private static List<Permission> needed(S3Request.Mapped request) {
    return Stream.concat(request.permissions().stream(), request.ifSourceHasTags().stream())
        .toList();
  }

  private static AccessDeniedException denied(Principal caller, Permission permission) {
    return Authorizer.denied(caller, permission.action(), permission.resource());
  }

  private static byte[] decoded(Authentication sender, byte[] body) {
    try (InputStream decoded = sender.body().decoded(new ByteArrayInputStream(body))) {
      return decoded.readAllBytes();
    } catch (BodyRejectedException e) {
      throw e.refusal();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AccessAnswer refusingFailures(Supplier<AccessAnswer> check) {
    return Refusals.refusing(
        "an S3 request could not be checked",
        check,
        error -> new AccessAnswer.Refused(error, List.of()));
  }
}
