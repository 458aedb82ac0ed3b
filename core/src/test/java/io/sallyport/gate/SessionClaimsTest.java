package io.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.RejectedClaimException;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.principal.SessionTags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token may ask for the session, in each way of writing it, and nothing in any other. */
class SessionClaimsTest {
  private static final String INSIDE = "/https:~1~1aws.amazon.com~1tags/";
  private static final String FLAT = "https://aws.amazon.com/tags/";
  private static final String SOURCE = "https://aws.amazon.com/source_identity";

  private static SessionTags tags(String... namesAndValues) {
    Map<String, List<String>> claims = new HashMap<>(Map.of("sub", List.of("alice")));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      claims.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    return SessionClaims.tags(claims);
  }

  @Test
  void asAwsWritesThem() {
    SessionTags expected =
        new SessionTags(
            Tags.of(new Tag("Cost/Center", "1"), new Tag("Team", "blue")), Set.of("Team"));
    assertEquals(
        expected,
        tags(
            INSIDE + "principal_tags/Team",
            "blue",
            INSIDE + "principal_tags/Cost~1Center",
            "1",
            INSIDE + "transitive_tag_keys",
            "Team"));
    assertEquals(
        expected,
        tags(
            FLAT + "principal_tags/Team",
            "blue",
            FLAT + "principal_tags/Cost/Center",
            "1",
            FLAT + "transitive_tag_keys",
            "Team"));
  }

  @Test
  void asCephWritesThem() {
    assertEquals(
        Tags.of(new Tag("Department", "Engineering"), new Tag("Department", "Marketing")),
        SessionClaims.tags(
                Map.of(INSIDE + "0/principal_tags/Department", List.of("Engineering", "Marketing")))
            .tags());
  }

  @Test
  void noneAtAll() {
    assertEquals(SessionTags.NONE, tags());
    assertEquals(
        SessionTags.NONE, tags("https://aws.amazon.com/tagsx", "a", "principal_tags", "b"));
    assertEquals(Optional.empty(), SessionClaims.sourceIdentity(Map.of("sub", List.of("alice"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://aws.amazon.com/tags",
        FLAT,
        FLAT + "Team",
        FLAT + "principal_tags",
        FLAT + "principal_tags/",
        FLAT + "principal_tags/aws:Team",
        FLAT + "principal_tags/AWS:Team",
        FLAT + "principal_tags/a*b",
        FLAT + "principal_tag/Team",
        INSIDE,
        INSIDE + "Team",
        INSIDE + "principal_tags",
        INSIDE + "principal_tags/",
        INSIDE + "principal_tags/Team/deeper",
        INSIDE + "principal_tags/aws:Team",
        INSIDE + "transitive_tag_keys/deeper",
        INSIDE + "transitive_tag_keys",
        INSIDE + "0/0/principal_tags/Team",
        "/https:~1~1aws.amazon.com~1tags~1principal_tags/Team",
      })
  void whatIsNoTagIsRefused(String name) {
    assertThrows(RejectedClaimException.class, () -> tags(name, "blue"));
  }

  @Test
  void whatBreaksARuleOfTagsIsRefused() {
    assertThrows(
        RejectedClaimException.class, () -> tags(FLAT + "principal_tags/Team", "aws:blue"));
    assertThrows(
        RejectedClaimException.class, () -> tags(FLAT + "principal_tags/Team", "x".repeat(257)));
    assertThrows(
        RejectedClaimException.class, () -> tags(FLAT + "principal_tags/" + "x".repeat(129), ""));
    Map<String, List<String>> many = new HashMap<>();
    for (int i = 0; i < 51; i++) {
      many.put(FLAT + "principal_tags/k" + i, List.of("v"));
    }
    assertThrows(RejectedClaimException.class, () -> SessionClaims.tags(many));
  }

  @Test
  void aKeyIsThereOnceWhateverItsCaseAndForm() {
    for (String other : List.of(FLAT + "principal_tags/team", INSIDE + "0/principal_tags/Team")) {
      assertThrows(
          RejectedClaimException.class,
          () -> tags(INSIDE + "principal_tags/Team", "blue", other, "red"));
    }
  }

  @Test
  void aSourceIdentityIsOneTextOfItsForm() {
    assertEquals(
        Optional.of(new SourceIdentity("alice")),
        SessionClaims.sourceIdentity(Map.of(SOURCE, List.of("alice"))));
    for (Map<String, List<String>> claims :
        List.of(
            Map.of(SOURCE, List.of("alice", "bob")),
            Map.of(SOURCE, List.of("a")),
            Map.of(SOURCE, List.of("a b")),
            Map.of("/https:~1~1aws.amazon.com~1source_identity/x", List.of("alice")))) {
      assertThrows(RejectedClaimException.class, () -> SessionClaims.sourceIdentity(claims));
    }
  }

  /** The refusal is told: of what the token says, no more than the rule needs. */
  @Test
  void aRefusalNamesTheClaim() {
    RejectedClaimException refused =
        assertThrows(
            RejectedClaimException.class,
            () -> SessionClaims.sourceIdentity(Map.of(SOURCE, List.of("a secret"))));
    assertEquals("IDPRejectedClaim", refused.code());
    assertEquals(403, refused.httpStatus());
    assertFalse(refused.getMessage().contains("a secret"), refused::getMessage);
  }
}
