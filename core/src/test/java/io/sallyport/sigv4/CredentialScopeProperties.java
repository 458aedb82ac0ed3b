package io.sallyport.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CredentialScopeProperties {
  private static final Pattern CLAIMED =
      Pattern.compile("/[0-9]{8}/[A-Za-z0-9_-]{0,64}/([a-z0-9-]{1,64})/aws4_request");

  @Provide
  Arbitrary<String> credentials() {
    return Arbitraries.of(
            List.of(
                "/",
                "/20260101",
                "/2026010",
                "/us-east-1",
                "/",
                "/s3",
                "/iam",
                "/S3",
                "/aws4_request",
                "aws4_request",
                "AKID",
                ", Credential=",
                " ",
                "/é",
                "/" + "x".repeat(65)))
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  @Property
  void claimsTheServiceThatTheExpressionFinds(@ForAll("credentials") String text) {
    Matcher plain = CLAIMED.matcher(text);
    assertEquals(plain.find() ? plain.group(1) : "", CredentialScope.claimed(text));
  }

  @Property
  void claimsTheServiceOfAScopeWhateverStandsAroundIt(
      @ForAll("credentials") String before, @ForAll("credentials") String after) {
    String text = before + "/20260101/us-east-1/sts/aws4_request" + after;
    Matcher plain = CLAIMED.matcher(text);
    assertEquals(plain.find() ? plain.group(1) : "", CredentialScope.claimed(text));
  }
}
