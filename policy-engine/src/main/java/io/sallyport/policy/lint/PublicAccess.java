package io.sallyport.policy.lint;

import io.sallyport.policy.Comparison;
import io.sallyport.policy.ConditionBlock;
import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.ConditionOperator;
import io.sallyport.policy.Effect;
import io.sallyport.policy.NamedPrincipal;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.Presence;
import io.sallyport.policy.Quantifier;
import io.sallyport.policy.Statement;
import io.sallyport.policy.match.Operands;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells whether a bucket policy is public, for hosts that block public access: it is, unless every
 * grant is bound to callers, or to fixed values of certain condition keys, none of which a caller
 * who didn't sign has or may choose. So {@code aws:userid} doesn't bind to {@code anonymous}, and
 * {@code s3:x-amz-server-side-encryption-aws-kms-key-id} not at all: with AWS a key service stands
 * behind that header, and asks who may use the key; here anybody may send it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status">The
 *     meaning of "public"</a>
 */
public final class PublicAccess {
  private static final Set<String> BINDING_KEYS =
      Set.of(
          "aws:principalorgid",
          "aws:principalarn",
          "aws:principalaccount",
          "aws:sourcearn",
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:sourceowner",
          "aws:sourceaccount",
          "aws:userid",
          "s3:dataaccesspointarn",
          "s3:dataaccesspointaccount");

  /** What a caller who didn't sign has for its {@code aws:userid}. */
  private static final String NOBODY = "anonymous";

  private static final int WIDEST_V4 = 8;
  private static final int WIDEST_V6 = 32;

  /** Where IPv4 addresses are that are written as IPv6, as some servers give them. */
  private static final Pattern OF_V4 = Pattern.compile("0{0,4}:.*");

  private static final int WIDEST_OF_V4 = 96 + WIDEST_V4;

  private PublicAccess() {}

  /** Whether a resource policy lets in callers that it doesn't bind. */
  public static boolean isPublic(PolicyDocument resourcePolicy) {
    return resourcePolicy.statements().stream().anyMatch(PublicAccess::isPublic);
  }

  private static boolean isPublic(Statement statement) {
    boolean open =
        statement.principals().polarity() == Polarity.NOT_IN
            || statement.principals().values().stream().anyMatch(NamedPrincipal::isEveryone);
    return statement.effect() == Effect.ALLOW
        && open
        && statement.conditions().stream().noneMatch(PublicAccess::binds);
  }

  private static boolean binds(ConditionBlock block) {
    Optional<ConditionOperator> operator = ConditionOperator.parse(block.operator());
    boolean strict =
        operator.isPresent()
            && operator.get().presence() == Presence.REQUIRED
            && operator.get().quantifier() != Quantifier.FOR_ALL_VALUES
            && !operator.get().comparison().isNegated();
    return strict
        && block.keys().stream().anyMatch(key -> binds(operator.get().comparison().text(), key));
  }

  private static boolean binds(String operator, ConditionKey key) {
    String name = key.key().toLowerCase(Locale.ROOT);
    List<String> values = key.values();
    if (values.isEmpty() || values.stream().anyMatch(Operands::hasVariable)) {
      return false;
    }
    if (operator.equals("IpAddress")) {
      return name.equals("aws:sourceip") && values.stream().allMatch(PublicAccess::isNarrow);
    }
    boolean text = operator.startsWith("String") || operator.startsWith("Arn");
    boolean literal = operator.equals("StringEquals") || operator.equals("StringEqualsIgnoreCase");
    return text
        && BINDING_KEYS.contains(name)
        && values.stream().allMatch(it -> literal || isFixed(name, it))
        && (!name.equals("aws:userid") || values.stream().noneMatch(NOBODY::equalsIgnoreCase));
  }

  /** An access point's name may be a wildcard, if its account is none. */
  private static boolean isFixed(String key, String value) {
    String bound = value;
    if (key.equals("s3:dataaccesspointarn") && value.endsWith(":accesspoint/*")) {
      bound = value.substring(0, value.length() - 1);
    }
    return bound.indexOf('*') < 0 && bound.indexOf('?') < 0;
  }

  private static boolean isNarrow(String network) {
    int slash = network.indexOf('/');
    if (!Operands.isComparable(Comparison.IP_ADDRESS, network)) {
      return false;
    }
    return slash < 0 || Integer.parseInt(network.substring(slash + 1)) >= widest(network);
  }

  private static int widest(String network) {
    if (network.indexOf(':') < 0) {
      return WIDEST_V4;
    }
    return OF_V4.matcher(network).matches() ? WIDEST_OF_V4 : WIDEST_V6;
  }
}
