package io.sallyport.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedNamesTest {
  @Test
  void aNameThatBeginsLikeAnotherComesBehindItAndNeverBefore() {
    String right = "host;hosts;x-amz-date";
    assertEquals(
        List.of("host", "hosts", "x-amz-date"),
        SignedNames.parse(right, Fault.AUTHORIZATION_HEADER).list());
    for (String wrong : List.of("hosts;host", "host;host", "", ";host", "host;", "host;;x")) {
      assertThrows(
          MalformedRequestException.class,
          () -> SignedNames.parse(wrong, Fault.AUTHORIZATION_HEADER),
          wrong);
    }
  }
}
