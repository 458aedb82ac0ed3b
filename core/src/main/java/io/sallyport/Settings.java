package io.sallyport;

import io.sallyport.audit.AuditSink;
import io.sallyport.audit.Metrics;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.entity.Pinning;
import io.sallyport.error.AwsService;
import io.sallyport.gate.DenialMessages;
import io.sallyport.gate.Glass;
import io.sallyport.gate.RateLimit;
import io.sallyport.gate.RoleTokens.Lifetime;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Tags;
import io.sallyport.policy.Leniency;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.query.HostAction;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.sigv4.SignatureVerifier;
import io.sallyport.sts.MfaVerifier;
import io.sallyport.sts.UnnamedRoles;
import io.sallyport.sts.WebIdentityVerifier;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What an instance is built with, besides its store and its master key. */
final class Settings {
  private static final Pattern ACTION = Pattern.compile("[A-Z][A-Za-z0-9]{0,127}");

  /** The directory of users, made of the store's. */
  UnaryOperator<PrincipalDirectory> directory = UnaryOperator.identity();

  Users.Place users = Users.Place.STORE;
  AccountId account = AccountId.EMPTY;
  Clock clock = Clock.systemUTC();
  Duration maxStaleness = Duration.ofSeconds(30);
  SecureRandom random = new SecureRandom();
  Duration tokenKeyAge = Duration.ofDays(30);
  Optional<MfaVerifier> mfa = Optional.empty();
  Optional<RateLimit.Rate> stsRate = Optional.empty();
  Optional<RateLimit.Rate> unsignedStsRate = Optional.empty();
  Optional<AuditSink> audit = Optional.empty();
  Optional<Metrics> metrics = Optional.empty();
  S3RequestParser parser = S3RequestParser.pathStyle();
  BinaryOperator<Tags> tagging = Tags::adding;
  UnaryOperator<SignatureVerifier> verification = UnaryOperator.identity();
  Function<DenialMessages, Optional<DenialMessages>> denials = messages -> Optional.empty();
  Pinning.Missing missing = Pinning.Missing.REFUSED;
  Optional<BucketDirectory> buckets = Optional.empty();
  Optional<WebIdentityVerifier> verifier = Optional.empty();
  Lifetime lifetime = Lifetime.OF_ROLE;
  Optional<UnnamedRoles> unnamedRoles = Optional.empty();

  final Map<AwsService, Map<String, HostAction>> actions = new EnumMap<>(AwsService.class);
  final Map<AccessKeyId, Glass> glasses = new HashMap<>();
  final Set<Leniency> leniencies = EnumSet.noneOf(Leniency.class);

  /** Adds an action of the host's. */
  void add(AwsService service, String name, HostAction action) {
    if (service == AwsService.S3) {
      throw new IllegalArgumentException("S3's operations are no actions of the Query protocol");
    }
    if (!ACTION.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "an action is called by up to 128 letters and digits, a capital first");
    }
    Map<String, HostAction> ofService = // Policies know no case of actions.
        actions.computeIfAbsent(service, it -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
    if (ofService.putIfAbsent(name, action) != null) {
      throw new IllegalArgumentException(name + " was added already");
    }
  }
}
