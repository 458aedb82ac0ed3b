package io.sallyport.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.InvalidInputException;
import io.sallyport.role.CreateRoleRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleNameTest {
  private static final List<String> HOSTILE =
      List.of("", "a/b", "..:", "a b", "a\n", "ä", "\uD83D\uDE00", "a*", "a?", "${a}", "a\0");

  @Test
  void namesOfHostileCharactersAreRefused() {
    for (String name : HOSTILE) {
      assertThrows(InvalidInputException.class, () -> new RoleName(name));
      assertThrows(InvalidInputException.class, () -> new UserName(name));
      assertThrows(InvalidInputException.class, () -> new PolicyName(name));
      assertThrows(InvalidInputException.class, () -> new SessionName(name));
    }
  }

  @Test
  void namesAreNoLongerThanAwsAllows() {
    assertEquals("r".repeat(64), new RoleName("r".repeat(64)).value());
    assertThrows(InvalidInputException.class, () -> new RoleName("r".repeat(65)));
    assertThrows(InvalidInputException.class, () -> new PolicyName("p".repeat(129)));
    assertThrows(InvalidInputException.class, () -> new SessionName("s"));
    assertThrows(InvalidInputException.class, () -> new SessionName("s".repeat(65)));
  }

  @Test
  void pathsBeginAndEndWithASlash() {
    assertEquals("/a/b/", new EntityPath("/a/b/").value());
    for (String path : List.of("", "a", "/a", "a/", "/a b/", "/" + "a".repeat(511) + "/")) {
      assertThrows(InvalidInputException.class, () -> new EntityPath(path));
    }
  }

  @Test
  void sessionsLastFromOneToTwelveHours() {
    CreateRoleRequest request = CreateRoleRequest.of("S3Access", "{}");
    for (int seconds : List.of(-1, 0, 3599, 43_201)) {
      assertThrows(
          InvalidInputException.class,
          () -> request.withMaxSessionDuration(Duration.ofSeconds(seconds)));
    }
    assertEquals(
        Duration.ofHours(12),
        request.withMaxSessionDuration(Duration.ofHours(12)).maxSessionDuration());
  }
}
