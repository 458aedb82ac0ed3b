package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import io.sallyport.error.InvalidIdentityTokenException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;

class TokenProperties {
  private static final List<String> BASE64URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
          .chars()
          .mapToObj(Character::toString)
          .toList();

  /** One of each length of signature: RSA and P-256 leave spare bits in the last character. */
  private static final List<String> GOOD =
      List.of(
          Issuer.token(Issuer.claims()),
          Issuer.token(Issuer.claims("\"a\":1")),
          Issuer.token(Issuer.claims("\"a\":12")),
          signed(SigningAlgorithm.ES256, Issuer.P256),
          signed(SigningAlgorithm.ES512, Issuer.P521));

  @Property
  void refusesATokenWithACharacterChanged(
      @ForAll @IntRange(max = 4) int which,
      @ForAll @IntRange(max = 2000) int position,
      @ForAll @CharRange(from = ' ', to = '~') char other) {
    String good = GOOD.get(which);
    int at = position % good.length();
    Assume.that(good.charAt(at) != other);

    assertRefused(good.substring(0, at) + other + good.substring(at + 1));
  }

  @Property
  void refusesATokenWithACharacterMore(
      @ForAll @IntRange(max = 4) int which,
      @ForAll @IntRange(max = 2000) int position,
      @ForAll char extra) {
    String good = GOOD.get(which);
    int at = position % (good.length() + 1);

    assertRefused(good.substring(0, at) + extra + good.substring(at));
  }

  @Property
  void refusesATokenThatIsCutShort(
      @ForAll @IntRange(max = 4) int which, @ForAll @IntRange(max = 2000) int length) {
    String good = GOOD.get(which);

    assertRefused(good.substring(0, length % good.length()));
  }

  /** Where base64url has spare bits, lax decoders read several characters alike. */
  @Example
  void refusesEveryOtherLastCharacterOfEachPart() {
    for (String good : GOOD) {
      int header = good.indexOf('.');
      int payload = good.indexOf('.', header + 1);
      for (int end : List.of(header, payload, good.length())) {
        for (String other : BASE64URL) {
          if (!good.startsWith(other, end - 1)) {
            assertRefused(good.substring(0, end - 1) + other + good.substring(end));
          }
        }
      }
    }
  }

  @Example
  void acceptsTheTokensAsTheyAre() {
    for (String good : GOOD) {
      assertEquals("alice", Issuer.VERIFIER.verify(good, Issuer.PROVIDER).subject());
    }
  }

  @Property
  void letsNothingInsideAClaimPassForAClaim(
      @ForAll String claim, @ForAll String inner, @ForAll String deeper) {
    Assume.that(!claim.equals("sub") && !inner.equals(deeper + "[]"));
    ObjectNode claims = JsonNodeFactory.instance.objectNode();
    claims.put("sub", "alice");
    claims.putObject(claim).put(inner, "mallory").putArray(deeper + "[]").addObject().put("sub", 1);
    Map<String, List<String>> flat = FlatClaims.of(claims);

    assertEquals(List.of("alice"), flat.get("sub"));
    assertEquals(3, flat.size());
    assertEquals(2, flat.keySet().stream().filter(name -> name.startsWith("/")).count());
  }

  @Property
  void foldsWhateverTwoNamesComparisonsWithoutCaseTakeForOne(
      @ForAll("letters") String one, @ForAll("letters") String other) {
    if (one.equalsIgnoreCase(other)
        || one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT))
        || one.toUpperCase(Locale.ROOT).equals(other.toUpperCase(Locale.ROOT))) {
      assertEquals(Names.folded(one), Names.folded(other));
    }
  }

  /** Each letter of Unicode beside its own other cases. */
  @Example
  void foldsEveryLetterAsItsOtherCases() {
    for (int letter = 0; letter <= Character.MAX_CODE_POINT; letter++) {
      String text = Character.toString(letter);
      String folded = Names.folded(text);
      assertEquals(folded, Names.folded(text.toLowerCase(Locale.ROOT)));
      assertEquals(folded, Names.folded(text.toUpperCase(Locale.ROOT)));
      assertEquals(folded, Names.folded(Character.toString(Character.toLowerCase(letter))));
      assertEquals(folded, Names.folded(Character.toString(Character.toUpperCase(letter))));
      assertEquals(folded, Names.folded(Character.toString(Character.toTitleCase(letter))));
    }
  }

  @Provide
  Arbitrary<String> letters() {
    return Arbitraries.of("s", "S", "\u017f", "k", "K", "\u212a", "i", "I", "\u0130", "\u0131")
        .list()
        .ofMaxSize(3)
        .map(letters -> String.join("", letters));
  }

  private static String signed(SigningAlgorithm algorithm, JWK key) {
    return Issuer.signed(Issuer.header(algorithm, key), Issuer.claims(), algorithm, key);
  }

  private static void assertRefused(String token) {
    assertThrows(
        InvalidIdentityTokenException.class, () -> Issuer.VERIFIER.verify(token, Issuer.PROVIDER));
  }
}
