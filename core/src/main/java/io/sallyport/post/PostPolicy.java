package io.sallyport.post;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.S3RequestException;
import io.sallyport.policy.source.Node;
import io.sallyport.policy.source.NodeReader;
import io.sallyport.policy.source.NotJsonException;
import io.sallyport.policy.source.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the signer of a form allows its sender to post, and until when. A member, a condition or an
 * operator that isn't known is refused.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html">
 *     POST policy</a>
 */
public record PostPolicy(Instant expiration, List<PostCondition> conditions) {
  /** Need no condition: they prove who signed the policy, by either version, and are the policy. */
  private static final Set<String> UNCONDITIONAL =
      Set.of("policy", "x-amz-signature", "awsaccesskeyid", "signature");

  private static final String IGNORED = "x-ignore-";

  /** Copies the list. */
  public PostPolicy {
    conditions = List.copyOf(conditions);
  }

  /**
   * Reads the field {@code policy}.
   *
   * @throws S3RequestException if it is none
   */
  public static PostPolicy read(String encoded) {
    Node root = json(encoded);
    Instant[] expiration = new Instant[1];
    List<PostCondition> conditions = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Node.Member member : root.members()) {
      if (!seen.add(member.name())) {
        throw malformed("of members that are given once");
      } else if (member.name().equals("expiration")) {
        expiration[0] = instant(member.value());
      } else if (member.name().equals("conditions") && member.value().is(Node.Kind.ARRAY)) {
        member.value().items().forEach(each -> conditions.add(PostCondition.read(each)));
      } else {
        throw malformed("of an expiration and a list of conditions, and nothing else");
      }
    }
    if (!seen.equals(Set.of("expiration", "conditions"))) {
      throw malformed("of an expiration and a list of conditions");
    }
    return new PostPolicy(expiration[0], conditions);
  }

  /**
   * Holds a form against it.
   *
   * @param fields of the form, and the bucket that it is posted to
   * @param length of the file
   * @throws AccessDeniedException if it is not allowed
   * @throws S3RequestException if the file is too long or too short
   */
  public void require(Map<String, String> fields, long length, Instant now) {
    if (!now.isBefore(expiration)) {
      throw new AccessDeniedException("Invalid according to Policy: Policy expired.");
    }
    Set<String> uncovered = new HashSet<>(fields.keySet());
    for (PostCondition condition : conditions) {
      condition.require(fields, length);
      uncovered.remove(condition.field());
    }
    uncovered.removeAll(UNCONDITIONAL);
    uncovered.removeIf(name -> name.startsWith(IGNORED));
    if (!uncovered.isEmpty()) {
      throw new AccessDeniedException(
          "Invalid according to Policy: Extra input fields: "
              + Printable.of(uncovered.stream().sorted().findFirst().orElseThrow()));
    }
  }

  static S3RequestException malformed(String rule) {
    return S3RequestException.invalidPostPolicy(rule);
  }

  private static Node json(String encoded) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(encoded));
      Node root = NodeReader.read(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
      if (!root.is(Node.Kind.OBJECT)) {
        throw malformed("a JSON object");
      }
      return root;
    } catch (IllegalArgumentException | CharacterCodingException | NotJsonException e) {
      throw malformed("JSON in Base64");
    }
  }

  private static Instant instant(Node value) {
    try {
      if (value.is(Node.Kind.STRING)) {
        return Instant.parse(value.text());
      }
    } catch (DateTimeException e) {
      throw malformed("of an expiration such as 2007-12-01T12:00:00.000Z");
    }
    throw malformed("of an expiration such as 2007-12-01T12:00:00.000Z");
  }

  /** Its conditions may hold a token. */
  @Override
  public String toString() {
    return "a policy of " + conditions.size() + " conditions until " + expiration;
  }
}
