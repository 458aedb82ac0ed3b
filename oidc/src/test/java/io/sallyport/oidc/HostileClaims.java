package io.sallyport.oidc;

import static io.sallyport.oidc.Issuer.SECONDS;
import static io.sallyport.oidc.Issuer.claims;
import static io.sallyport.oidc.Issuer.claimsWith;
import static io.sallyport.oidc.Issuer.claimsWithout;
import static io.sallyport.oidc.Issuer.token;
import static java.util.stream.Collectors.joining;

import io.sallyport.error.InvalidIdentityTokenException.Reason;
import io.sallyport.oidc.HostileTokens.Hostile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tokens that are signed rightly, and must be refused for what they claim, each with the reason.
 */
final class HostileClaims {
  private final List<Hostile> all = new ArrayList<>();

  private HostileClaims() {}

  static List<Hostile> all() {
    HostileClaims tokens = new HostileClaims();
    tokens.addPayloads();
    tokens.addLookalikes();
    tokens.addUnseen();
    tokens.addHeavy();
    tokens.addClaims();
    tokens.addAudiences();
    tokens.addTimes();
    return List.copyOf(tokens.all);
  }

  private void addPayloads() {
    malformed("claims empty", token("{"));
    malformed("claims a list", token("[]"));
    malformed("claims a text", token("\"" + token(claims()) + "\""));
    malformed("claims with more behind", token(claims() + claims()));
    malformed("claims with a comment", token("/**/" + claims()));
    malformed("a token as claims", token(token(claims())));
    malformed("issuer twice", token(claims("\"iss\":\"https://other.example.com\"")));
    malformed("subject twice", token(claims("\"sub\":\"root\"")));
    malformed("subject twice, once escaped", token(claims("\"s\\u0075b\":\"root\"")));
    malformed("a name twice inside a claim", token(claims("\"a\":{\"b\":1,\"b\":2}")));
    malformed("claims 1,000 deep", token(claims("\"a\":" + HostileTokens.deep(1000))));
    malformed("a number of 1,000 digits", token(claims("\"a\":" + "1".repeat(1000))));
    malformed("half a surrogate pair", token(claims("\"a\":\"\\ud800\"")));
    malformed("half a surrogate pair in a name", token(claims("\"a\\udc00\":\"\"")));
    malformed("a security event", token(claims("\"events\":{\"logout\":{}}")));
  }

  /** Policies know no case of claims: two of these would be one condition key. */
  private void addLookalikes() {
    for (String other : List.of("SUB", "Sub", "\u017fub", "\\u017fub", "\\u0053ub")) {
      malformed("subject and " + other, token(claims("\"" + other + "\":\"root\"")));
      malformed("subject and " + other + " null", token(claims("\"" + other + "\":null")));
      malformed(other + " alone", token(claimsWithout("sub").replace("{", renamed(other))));
    }
    for (String other : List.of("ISS", "AUD", "AZP", "azP", "NBF", "Exp", "\u0130at", "EVENTS")) {
      malformed("claim " + other, token(claims("\"" + other + "\":\"object-store\"")));
    }
    malformed("two of one name but for case", token(claims("\"group\":\"a\",\"GROUP\":\"b\"")));
    malformed("a Kelvin sign", token(claims("\"rank\":1,\"ran\u212a\":2")));
    malformed("a final sigma", token(claims("\"a\u03c3\":1,\"a\u03c2\":2")));
    malformed("a dotted capital I", token(claims("\"id\":1,\"\u0130d\":2")));
    malformed("a sharp s", token(claims("\"stra\u00dfe\":1,\"STRASSE\":2")));
    malformed("two inside a claim", token(claims("\"a\":{\"roles\":[\"x\"],\"Roles\":[\"y\"]}")));
    malformed("two in a list", token(claims("\"a\":[{\"b\":1,\"B\":2}]")));
  }

  private static String renamed(String subject) {
    return "{\"" + subject + "\":\"alice\",";
  }

  /** Each ends a line of a log, or hides that a name is another. */
  private void addUnseen() {
    for (String unseen :
        List.of(
            "\\u0000", "\\n", "\\r\\n", "\\u0085", "\\u2028", "\\u2029", "\\u202e", "\\u200b")) {
      malformed("subject with " + unseen, token(claimsWith("sub", "\"alice" + unseen + "\"")));
      malformed("audience with " + unseen, token(claimsWith("aud", "\"store" + unseen + "\"")));
      malformed(
          "an audience with " + unseen,
          token(claimsWith("aud", "[\"object-store\",\"" + unseen + "a\"]")));
      malformed("party with " + unseen, token(claims("\"azp\":\"object-store" + unseen + "\"")));
      malformed("claim with " + unseen, token(claims("\"sub" + unseen + "\":\"root\"")));
      malformed("inner with " + unseen, token(claims("\"a\":{\"" + unseen + "b\":\"root\"}")));
      malformed(
          "issuer with " + unseen, token(claimsWith("iss", "\"" + Issuer.URL + unseen + "\"")));
    }
  }

  /** Each is small, and would cost a lot. */
  private void addHeavy() {
    String name = "\"" + "n".repeat(7000) + "\":";
    malformed("a long name around many", token(claims(name + "{" + members(1000) + "}")));
    malformed("a long name around lists", token(claims(name + "[" + "[],".repeat(2000) + "[]]")));
    malformed("16 deep, many names", token(claims(nested(13, members(300)))));
    for (String number : List.of("1e999999999", "1e-999999999", "1e99999999999", "-1e301")) {
      malformed("a claim of " + number, token(claims("\"a\":" + number)));
      malformed("good from " + number + " on", token(claims("\"nbf\":" + number)));
      malformed("issued at " + number, token(claimsWith("iat", number)));
      malformed("ends at " + number, token(claimsWith("exp", number)));
    }
  }

  private static String members(int count) {
    return IntStream.range(0, count).mapToObj(i -> "\"" + i + "\":1").collect(joining(","));
  }

  private static String nested(int levels, String members) {
    String name = "\"" + "n".repeat(40) + "\":{";
    return name.repeat(levels) + members + "}".repeat(levels);
  }

  private void addClaims() {
    for (String name : List.of("iss", "sub", "aud", "iat", "exp")) {
      add("no " + name, token(claimsWithout(name)), Reason.MISSING_CLAIM);
      add(name + " null", token(claimsWith(name, "null")), Reason.MISSING_CLAIM);
      malformed(name + " true", token(claimsWith(name, "true")));
      malformed(name + " an object", token(claimsWith(name, "{\"" + name + "\":1}")));
    }
    for (String name : List.of("iss", "sub", "aud")) {
      add(name + " empty", token(claimsWith(name, "\"\"")), Reason.MISSING_CLAIM);
      add(name + " blank", token(claimsWith(name, "\" \\t\"")), Reason.MISSING_CLAIM);
      malformed(name + " a number", token(claimsWith(name, "1")));
    }
    malformed("subjects in a list", token(claimsWith("sub", "[\"alice\"]")));
    malformed("subject of 256", token(claimsWith("sub", "\"" + "a".repeat(256) + "\"")));
    for (String end : List.of("/", "/.", "#", "?", " ", "2")) {
      String issuer = "\"" + Issuer.URL + end + "\"";
      add("issuer with " + end, token(claimsWith("iss", issuer)), Reason.ISSUER);
    }
    add(
        "issuer in other case",
        token(claimsWith("iss", "\"" + Issuer.URL.replace("idp", "IDP") + "\"")),
        Reason.ISSUER);
    add(
        "issuer without https",
        token(claimsWith("iss", "\"" + Issuer.URL.substring(8) + "\"")),
        Reason.ISSUER);
    add(
        "issuer whose keys we know too",
        token(claimsWith("iss", "\"https://other.example.com\"")),
        Reason.ISSUER);
  }

  private void addAudiences() {
    add("audience elsewhere", token(claimsWith("aud", "\"elsewhere\"")), Reason.AUDIENCE);
    add("audience in other case", token(claimsWith("aud", "\"Object-Store\"")), Reason.AUDIENCE);
    add("audience with a space", token(claimsWith("aud", "\"object-store \"")), Reason.AUDIENCE);
    add(
        "audiences in one text",
        token(claimsWith("aud", "\"object-store second-client\"")),
        Reason.AUDIENCE);
    add("audience *", token(claimsWith("aud", "\"*\"")), Reason.AUDIENCE);
    String kubernetes = "\"https://kubernetes.default.svc\"";
    add("Kubernetes' own audience alone", token(claimsWith("aud", kubernetes)), Reason.AUDIENCE);
    add(
        "Kubernetes' own audience",
        token(claimsWith("aud", "[" + kubernetes + ",\"k3s\"]")),
        Reason.AUDIENCE);
    add("audiences elsewhere", token(claimsWith("aud", "[\"a\",\"b\"]")), Reason.AUDIENCE);
    add("no audience in the list", token(claimsWith("aud", "[]")), Reason.MISSING_CLAIM);
    add(
        "an empty audience",
        token(claimsWith("aud", "[\"object-store\",\"\"]")),
        Reason.MISSING_CLAIM);
    malformed("an audience that is null", token(claimsWith("aud", "[\"object-store\",null]")));
    malformed("an audience that is a number", token(claimsWith("aud", "[\"object-store\",1]")));
    malformed("an audience that is a list", token(claimsWith("aud", "[[\"object-store\"]]")));
    String elsewhere =
        claimsWith("aud", "\"elsewhere\"").replace("}", ",\"azp\":\"object-store\"}");
    add("audience elsewhere, our party", token(elsewhere), Reason.AUDIENCE);
    String none =
        claimsWithout("aud")
            .replace("}", ",\"azp\":\"object-store\",\"client_id\":\"object-store\"}");
    add("our party, no audience", token(none), Reason.MISSING_CLAIM);
    add("our audience, another's party", token(claims("\"azp\":\"elsewhere\"")), Reason.AUDIENCE);
    add("party empty", token(claims("\"azp\":\"\"")), Reason.MISSING_CLAIM);
    malformed("parties in a list", token(claims("\"azp\":[\"object-store\"]")));
  }

  private void addTimes() {
    add("ends now", token(claimsWith("exp", "" + SECONDS)), Reason.EXPIRED);
    add("ended a second ago", token(claimsWith("exp", "" + (SECONDS - 1))), Reason.EXPIRED);
    add("ended in 1970", token(claimsWith("exp", "0")), Reason.EXPIRED);
    add("issued in a second", token(claimsWith("iat", "" + (SECONDS + 1))), Reason.NOT_YET_VALID);
    add("good in a second", token(claims("\"nbf\":" + (SECONDS + 1))), Reason.NOT_YET_VALID);
    add("good from null on", token(claims("\"nbf\":null")), Reason.MISSING_CLAIM);
    for (String time :
        List.of("\"9999999999\"", "-1", "1e300", "1e999", "253402300800", "[9999999999]")) {
      malformed("ends at " + time, token(claimsWith("exp", time)));
    }
    malformed("good from a text on", token(claims("\"nbf\":\"0\"")));
    malformed("ends in milliseconds", token(claimsWith("exp", SECONDS + "600000")));
    malformed("issued before 1970", token(claimsWith("iat", "-0.5")));
    malformed("ends at NaN", token(claimsWith("exp", "NaN")));
  }

  private void add(String name, String token, Reason reason) {
    all.add(new Hostile(name, token, reason));
  }

  private void malformed(String name, String token) {
    add(name, token, Reason.MALFORMED);
  }
}
