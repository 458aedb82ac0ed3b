package io.sallyport.gate;

import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.RejectedClaimException;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.principal.SessionTags;
import io.sallyport.sts.WebIdentity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a token asks for the session: its tags and source identity, as AWS has it in claims of their
 * own. The tags are an object {@code principal_tags} of keys with values, and {@code
 * transitive_tag_keys}, in an object as AWS writes it or in a list of them as Ceph does; or claims
 * whose names have these words at the end ({@code …/tags/principal_tags/Team}). Whatever else is
 * there is refused rather than left out. As in Ceph, a key may have several values.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp">Tags
 *     of AssumeRoleWithWebIdentity</a>
 */
final class SessionClaims {
  private static final String TAGS = "https://aws.amazon.com/tags";
  private static final String SOURCE_IDENTITY = "https://aws.amazon.com/source_identity";

  /** In a JSON Pointer, which {@link WebIdentity} names by what is inside a claim. */
  private static final Pattern INSIDE_TAGS =
      Pattern.compile("/https:~1~1aws\\.amazon\\.com~1tags/(?:[0-9]+/)?(.*)", Pattern.DOTALL);

  private static final String INSIDE_FLAT_TAGS = "/https:~1~1aws.amazon.com~1tags~1";
  private static final String INSIDE_SOURCE_IDENTITY =
      "/https:~1~1aws.amazon.com~1source_identity/";
  private static final String TRANSITIVE = "transitive_tag_keys";
  private static final String PRINCIPAL = "principal_tags/";

  private final List<Tag> tags = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private final Set<String> transitive = new LinkedHashSet<>();

  private SessionClaims() {}

  /**
   * The tags.
   *
   * @throws RejectedClaimException if they break a rule of AWS's
   */
  static SessionTags tags(Map<String, List<String>> claims) {
    SessionClaims found = new SessionClaims();
    try {
      new TreeMap<>(claims).forEach(found::read);
      return new SessionTags(new Tags(found.tags), found.transitive);
    } catch (InvalidInputException | LimitExceededException e) {
      throw new RejectedClaimException(TAGS, "session tags as AWS takes them: " + e.getMessage());
    }
  }

  /**
   * The source identity, if there is one.
   *
   * @throws RejectedClaimException if it is none
   */
  static Optional<SourceIdentity> sourceIdentity(Map<String, List<String>> claims) {
    List<String> values = claims.getOrDefault(SOURCE_IDENTITY, List.of());
    if (values.size() > 1
        || claims.keySet().stream().anyMatch(name -> name.startsWith(INSIDE_SOURCE_IDENTITY))) {
      throw new RejectedClaimException(SOURCE_IDENTITY, "one text");
    }
    try {
      return values.stream().findFirst().map(SourceIdentity::new);
    } catch (InvalidInputException e) {
      throw new RejectedClaimException(SOURCE_IDENTITY, "2 to 64 of A-Z a-z 0-9 _+=,.@-");
    }
  }

  private void read(String name, List<String> values) {
    Matcher inside = INSIDE_TAGS.matcher(name);
    if (inside.matches()) {
      take(name, inside.group(1), values);
    } else if (name.equals(TAGS + "/" + TRANSITIVE)) {
      take(name, TRANSITIVE, values);
    } else if (name.startsWith(TAGS + "/" + PRINCIPAL)) {
      take(
          name,
          PRINCIPAL + escaped(name.substring(TAGS.length() + 1 + PRINCIPAL.length())),
          values);
    } else if (name.equals(TAGS)
        || name.startsWith(TAGS + "/")
        || name.startsWith(INSIDE_FLAT_TAGS)) {
      throw new RejectedClaimException(name, "principal_tags and transitive_tag_keys");
    }
  }

  /**
   * Takes what one of the claims says.
   *
   * @param pointer to it: a slash in what is behind {@code principal_tags} is of something deeper
   */
  private void take(String name, String pointer, List<String> values) {
    if (pointer.equals(TRANSITIVE)) {
      transitive.addAll(values);
      return;
    }
    String escaped = pointer.startsWith(PRINCIPAL) ? pointer.substring(PRINCIPAL.length()) : "/";
    String key = ClaimKeys.unescaped(escaped);
    if (escaped.contains("/") || !keys.add(Tag.folded(key))) {
      throw new RejectedClaimException(name, "a tag's key, once, or transitive_tag_keys");
    }
    values.forEach(value -> tags.add(new Tag(key, value)));
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
