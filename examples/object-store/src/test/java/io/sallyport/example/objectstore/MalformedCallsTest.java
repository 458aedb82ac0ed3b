package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.identity.PageRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of IAM and STS that are none, over the wire, of a caller who may do everything. */
class MalformedCallsTest {
  private static final Pattern REFUSAL =
      Pattern.compile(
          "HTTP/1.1 4[0-9]{2} .*<ErrorResponse xmlns=\"[^\"]+\"><Error><Type>Sender</Type>"
              + "<Code>[A-Za-z]+</Code><Message>[^<]+</Message></Error>"
              + "<RequestId>[^<]+</RequestId></ErrorResponse>",
          Pattern.DOTALL);

  private static final List<String> CALLS =
      List.of(
          "Action=CreateRole&RoleName=R&AssumeRolePolicyDocument=%7B%7D",
          "Action=GetRole&RoleName=S3Access",
          "Action=ListRoles",
          "Action=TagRole&RoleName=S3Access&Tags.member.1.Key=k&Tags.member.1.Value=v",
          "Action=PutRolePolicy&RoleName=S3Access&PolicyName=P&PolicyDocument=%7B%7D",
          "Action=CreateUser&UserName=bob",
          "Action=DeleteRole&RoleName=S3Access");

  private static final List<String> ENDS =
      List.of(
          "%00",
          "%",
          "%zz",
          "%ff",
          "%ed%a0%80",
          "a".repeat(100_000),
          "&Action=ListRoles",
          "&Version=2011-06-15",
          "&Version=",
          "&Unknown=1",
          "&=",
          "&Tags.member.0.Key=k",
          "&MaxItems=abc",
          "&MaxItems=1" + "0".repeat(30),
          "&a".repeat(1000),
          "&\u0000=1",
          "&\u00e4");

  @TempDir private Path data;
  private RunningStore running;

  @BeforeEach
  void start() throws Exception {
    running = new RunningStore(data);
    running.makeRole(RunningStore.allow("*", "*"));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void eachIsRefusedWithACodeAndChangesNothing() {
    RawClient bob = new RawClient(running.store.endpoint().getPort(), running.assume(), "iam");
    List<String> wrong = new ArrayList<>();
    for (String call : CALLS) {
      for (String end : ENDS) {
        String answer =
            bob.send(
                "POST",
                "/",
                Map.of("content-type", "application/x-www-form-urlencoded"),
                call + end);
        Matcher refusal = REFUSAL.matcher(answer);
        if (!refusal.matches()) {
          String shown = call + end;
          wrong.add(shown.substring(0, Math.min(100, shown.length())) + ": " + answer);
        }
      }
    }
    assertEquals(List.of(), wrong);
    var roles = running.store.sallyport().roles().list("/", PageRequest.FIRST).items();
    assertEquals(1, roles.size());
    assertTrue(roles.get(0).holdings().tags().isEmpty());
    assertEquals(2, running.store.sallyport().users().list("/", PageRequest.FIRST).items().size());
  }
}
