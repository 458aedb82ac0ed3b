package io.sallyport.example.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.Sallyport;
import io.sallyport.error.IdpCommunicationException;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.identity.ProviderUrl;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.Thumbprint;
import io.sallyport.oidc.Discovery;
import io.sallyport.oidc.OidcVerifier;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.provider.Provider;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.WebIdentity;
import io.sallyport.sts.WebIdentityProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code oidc-provider check --token FILE --role NAME}: what AssumeRoleWithWebIdentity would make
 * of a token, without a session. The token itself is never shown.
 */
final class TokenCheck {
  static final Flag TOKEN =
      Flag.optional("--token", "", "of the registered provider, in this file; with --role");
  static final Flag ROLE =
      Flag.optional("--role", "", "whether the token's bearer could assume this role, and why");

  private static final List<String> HEADER = List.of("alg", "kid", "typ");
  private static final List<String> CLAIMS =
      List.of("iss", "sub", "aud", "azp", "client_id", "iat", "nbf", "exp");
  private static final Set<String> TIMES = Set.of("iat", "nbf", "exp");

  private final String token;
  private final RoleName role;
  private final Context context;
  private final Sallyport host;

  private TokenCheck(String token, RoleName role, Context context) {
    this.token = token;
    this.role = role;
    this.context = context;
    host = context.host("oidc-provider check --token");
  }

  /**
   * The check that is asked for, if one is.
   *
   * @throws Misuse if half of it is, or there is no store
   */
  static Optional<TokenCheck> asked(Arguments given, Context context) throws IOException {
    if (given.has(TOKEN.name()) != given.has(ROLE.name())) {
      throw new Misuse("--token FILE and --role NAME belong together");
    }
    if (!given.has(TOKEN.name())) {
      return Optional.empty();
    }
    String token = Files.readString(Path.of(given.get(TOKEN.name()))).strip();
    return Optional.of(new TokenCheck(token, new RoleName(given.get(ROLE.name())), context));
  }

  /** The provider as the account has it, with more thumbprints. */
  WebIdentityProvider registered(String url, Set<Thumbprint> more) {
    Provider provider = host.in(context.account()).providers().get(new ProviderUrl(url).name());
    if (!provider.url().value().equals(url)) {
      throw new Failure("the account has registered " + provider.url() + " and not " + url);
    }
    WebIdentityProvider registered = provider.webIdentityProvider();
    Set<Thumbprint> thumbprints = new HashSet<>(registered.thumbprints());
    thumbprints.addAll(more);
    return registered.trustedBy(thumbprints).lenient(context.leniencies());
  }

  void run(Discovery discovery, WebIdentityProvider provider) {
    tell("header", 0, HEADER);
    tell("claim", 1, CLAIMS);
    WebIdentity bearer = verified(discovery, provider);
    say("the token is good: form, algorithm, signature, issuer, audience and times");
    String arn = host.in(context.account()).roles().get(role).arn().toString();
    Map<String, Explanation> why =
        host.sts()
            .explainAssumeRoleWithWebIdentity(
                bearer, AssumeRoleRequest.of(arn, "check"), RequestContext.empty());
    why.forEach(
        (action, explanation) -> {
          say(action + " on " + arn + ":");
          explanation.text().lines().forEach(line -> say("  " + line));
        });
    why.forEach(
        (action, explanation) -> {
          if (!explanation.decision().isAllowed()) {
            throw new Failure("the trust policy of " + role + " doesn't allow " + action);
          }
        });
    say("nothing is lacking: the bearer of the token could assume " + role);
  }

  private WebIdentity verified(Discovery discovery, WebIdentityProvider provider) {
    try (OidcVerifier verifier = OidcVerifier.builder().discovery(discovery).build()) {
      return verifier.verify(token, provider);
    } catch (InvalidIdentityTokenException e) {
      throw new Failure("the token is refused: " + words(e.reason(), provider), e);
    } catch (IdpCommunicationException e) {
      throw new Failure("the provider's keys could not be fetched: " + e.reason(), e);
    }
  }

  private static String words(
      InvalidIdentityTokenException.Reason reason, WebIdentityProvider provider) {
    return switch (reason) {
      case MALFORMED -> "it is no signed JWT that can be read in one way only";
      case ALGORITHM -> "its algorithm is none of RS, PS, ES 256 to 512 and EdDSA";
      case UNKNOWN_KEY -> "the provider shows no key of this kid for this algorithm";
      case SIGNATURE -> "its signature is not that of the provider's key";
      case CERTIFICATE -> "the provider's certificate is not trusted";
      case ISSUER -> "it is not of " + provider.issuer();
      case AUDIENCE -> "it is for none of the registered clients, " + provider.clientIds();
      case EXPIRED -> "it is too old";
      case NOT_YET_VALID -> "it is not yet to be used";
      case MISSING_CLAIM -> "it lacks one of iss, sub, aud, iat and exp";
      case UNKNOWN_PROVIDER -> "nobody has registered its issuer";
    };
  }

  /** What a part of the token says: shown before anything is verified. */
  private void tell(String what, int part, List<String> names) {
    JsonNode said = part(part);
    for (String name : names) {
      JsonNode value = said.path(name);
      if (!value.isMissingNode()) {
        boolean isTime = TIMES.contains(name) && value.canConvertToInt();
        String time = isTime ? ", which is " + Instant.ofEpochSecond(value.asInt()) : "";
        say("the token's " + what + " " + name + ": " + value + time);
      }
    }
  }

  private JsonNode part(int number) {
    String[] parts = token.split("\\.", -1);
    try {
      return new ObjectMapper()
          .readTree(new String(Base64.getUrlDecoder().decode(parts[number]), UTF_8));
    } catch (JsonProcessingException | RuntimeException e) {
      return new ObjectMapper().missingNode(); // It is refused below, for what it is.
    }
  }

  private void say(String line) {
    ProviderCheck.say(context, line);
  }
}
