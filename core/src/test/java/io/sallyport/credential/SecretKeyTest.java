package io.sallyport.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.InvalidInputException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretKeyTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG";

  @Test
  void isNeverPrinted() {
    Credentials credentials =
        new Credentials(
            new AccessKeyId("AKIA"),
            SecretKey.of(SECRET),
            SessionToken.of(SECRET + "=="),
            Instant.EPOCH);
    assertFalse(credentials.toString().contains("wJal"));
  }

  @Test
  void equalsOnlyTheSameSecret() {
    assertEquals(SecretKey.of(SECRET), SecretKey.of(SECRET));
    assertNotEquals(SecretKey.of(SECRET), SecretKey.of(SECRET + "x"));
    assertNotEquals(SessionToken.of(SECRET), SessionToken.of("x" + SECRET));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "secret key", "secret\n", "sécret", "\u0000"})
  void refusesATextThatNoHeaderCanCarryAndDoesNotRepeatIt(String text) {
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> SecretKey.of(text));
    assertEquals(
        "SecretKey \"[redacted]\" is not 1 to 256 visible ASCII characters", refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A/B", "A B", "A*", "A?", "${a}", "A,", "Ä", "a\n"})
  void anAccessKeyIdHasNoCharacterWithAMeaningElsewhere(String text) {
    assertThrows(InvalidInputException.class, () -> new AccessKeyId(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TESTER", "AKIAIOSFODNN7EXAMPLE", "j.doe@example.org", "a"})
  void anAccessKeyIdMayBeChosenByPeople(String text) {
    assertEquals(text, new AccessKeyId(text).toString());
  }
}
