package io.sallyport.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CanonicalRequestProperties {
  @Property
  void aHeadersSpacesAreTidiedAsThisExpressionDoes(@ForAll("values") String value) {
    assertEquals(value.strip().replaceAll("[ \\t]+", " "), CanonicalRequest.value(value));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.strings().withChars(" \t\u000b\u2003\u00a0ab").ofMaxLength(12);
  }
}
