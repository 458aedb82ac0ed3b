package io.sallyport.sts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.Thumbprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebIdentityTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://idp.example.com",
        "https://idp.example.com:8443/realms/main",
        "http://127.0.0.1:8080/realms/main/",
        "https://[::1]"
      })
  void aProviderIsNamedByAUrl(String issuer) {
    assertEquals(issuer, new WebIdentityProvider(issuer, Set.of()).issuer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "idp.example.com",
        "ftp://idp.example.com",
        "https://",
        "https:///path",
        "https://idp.example.com?q",
        "https://idp.example.com#f",
        "https://user@idp.example.com",
        "https://idp.example.com/a b",
        "https://idp.example.com\n",
        "https://idp.example.com/\u0000",
        "https://idp.example.com/\u202eniam"
      })
  void aProviderIsNotNamedByAnythingElse(String issuer) {
    Set<String> none = Set.of();

    assertThrows(InvalidInputException.class, () -> new WebIdentityProvider(issuer, none));
  }

  @Test
  void aProviderHasAtMost100ClientsOfUpTo255Characters() {
    Set<String> many =
        IntStream.range(0, 101).mapToObj(Integer::toString).collect(Collectors.toSet());

    for (Set<String> clients :
        List.of(
            many,
            Set.of(""),
            Set.of(" "),
            Set.of("c\n"),
            Set.of("c\u2028c"),
            Set.of("c".repeat(256)))) {
      assertThrows(
          InvalidInputException.class, () -> new WebIdentityProvider("https://a.b", clients));
    }
  }

  @Test
  void aProviderHasAtMostFiveThumbprints() {
    Set<Thumbprint> five =
        IntStream.range(0, 5)
            .mapToObj(i -> new Thumbprint(Integer.toString(i).repeat(40)))
            .collect(Collectors.toSet());
    WebIdentityProvider provider = new WebIdentityProvider("https://a.b", Set.of());
    assertEquals(five, provider.trustedBy(five).thumbprints());

    Set<Thumbprint> six = new HashSet<>(five);
    six.add(new Thumbprint("f".repeat(40)));
    assertThrows(InvalidInputException.class, () -> provider.trustedBy(six));
  }

  @Test
  void anIdentityKeepsWhatItWasMadeWith() {
    List<String> groups = new ArrayList<>(List.of("reader"));
    Map<String, List<String>> claims = new HashMap<>(Map.of("groups", groups));
    WebIdentity identity =
        new WebIdentity("https://a.b", "alice", List.of("c"), "", Instant.EPOCH, claims);
    groups.add("admin");
    claims.clear();

    assertEquals(Map.of("groups", List.of("reader")), identity.claims());
    assertEquals("WebIdentity[issuer=https://a.b]", identity.toString());
  }
}
