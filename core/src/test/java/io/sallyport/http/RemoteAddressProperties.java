package io.sallyport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class RemoteAddressProperties {
  private static final String NUMBER = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 =
      Pattern.compile(String.join("\\.", NUMBER, NUMBER, NUMBER, NUMBER));

  @Property(tries = 3000)
  void anIpv4AddressIsWhatThisExpressionSays(@ForAll("texts") String text) {
    assertEquals(IPV4.matcher(text).matches(), RemoteAddress.isIpv4(text), text);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.of("0", "1", "10", "192", "249", "255", "99")),
            Tuple.of(
                1, Arbitraries.of("256", "01", "00", "1000", "", " ", "\n", "\u0661", "a", ".")))
        .list()
        .ofMinSize(3)
        .ofMaxSize(5)
        .map(parts -> String.join(".", parts));
  }
}
