package io.sallyport.oidc;

import static io.sallyport.oidc.Issuer.SECONDS;
import static io.sallyport.oidc.Issuer.claims;
import static io.sallyport.oidc.Issuer.claimsWith;
import static io.sallyport.oidc.Issuer.claimsWithout;
import static io.sallyport.oidc.Issuer.token;

import io.sallyport.error.InvalidIdentityTokenException.Reason;
import io.sallyport.oidc.HostileTokens.Hostile;
import java.util.ArrayList;
import java.util.List;

/**
 * Tokens that are signed rightly, and must be refused for what they claim, each with the reason.
 */
final class HostileClaims {
  private final List<Hostile> all = new ArrayList<>();

  private HostileClaims() {}

  static List<Hostile> all() {
    HostileClaims tokens = new HostileClaims();
    tokens.addPayloads();
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
    for (String end : List.of("/", "/.", "#", "?", " ", "2", "\\u0000")) {
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
