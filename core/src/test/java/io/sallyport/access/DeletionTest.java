package io.sallyport.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.s3.ObjectVersion;
import io.sallyport.wire.XmlElement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host's answer and the refusals are one answer. */
class DeletionTest {
  private static final Deletion DELETION =
      new Deletion(
          List.of(
              new Deletion.RefusedObject(
                  new ObjectVersion("my-bucket", "a<b>&\u00e4", Optional.of("v")),
                  new AccessDeniedException("no & never"))),
          true);

  private static List<XmlElement> children(byte[] answer) {
    return XmlElement.parse(answer, "DeleteResult").children();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<DeleteResult><Deleted><Key>c</Key></Deleted></DeleteResult>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DeleteResult"
            + " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Deleted><Key>c</Key></Deleted>"
            + "</DeleteResult >\n",
      })
  void theRefusalsStandBesideWhatTheHostDid(String hosts) {
    List<XmlElement> children = children(DELETION.answer(hosts.getBytes(UTF_8)));
    assertEquals("Deleted", children.get(0).name());
    assertEquals("c", children.get(0).only("Key").leaf());
    XmlElement error = children.get(1);
    assertEquals("a<b>&\u00e4", error.only("Key").leaf());
    assertEquals("v", error.only("VersionId").leaf());
    assertEquals("AccessDenied", error.only("Code").leaf());
    assertEquals("no & never", error.only("Message").leaf());
    assertEquals(2, children.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<DeleteResult/>",
        "<DeleteResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\" />"
      })
  void anEmptyAnswerHasTheRefusals(String hosts) {
    assertEquals("Error", children(DELETION.answer(hosts.getBytes(UTF_8))).get(0).name());
  }

  @Test
  void whatFollowsTheAnswerFollowsIt() {
    String hosts = "<DeleteResult><Deleted><Key>c</Key></Deleted></DeleteResult>";
    String comment = "<!-- by a store -->\n";
    assertEquals(
        new String(DELETION.answer(hosts.getBytes(UTF_8)), UTF_8) + comment,
        new String(DELETION.answer((hosts + comment).getBytes(UTF_8)), UTF_8));
  }

  /** As if nothing had been refused. */
  @ParameterizedTest
  @ValueSource(strings = {"", "<s3:DeleteResult xmlns:s3=\"s3\"></s3:DeleteResult>", "{}", "ok"})
  void anAnswerThatCannotNameTheRefusalsIsNone(String hosts) {
    assertThrows(IllegalArgumentException.class, () -> DELETION.answer(hosts.getBytes(UTF_8)));
  }

  @Test
  void withoutAHostTheRefusalsAreTheAnswer() {
    assertEquals(1, children(DELETION.answer()).size());
  }

  @Test
  void anAnswerThatIsNoneOrToWhichNothingIsAddedStaysAsItIs() {
    byte[] error = "<Error><Code>InternalError</Code></Error>".getBytes(UTF_8);
    assertArrayEquals(error, DELETION.answer(error));
    byte[] hosts = "<DeleteResult></DeleteResult>".getBytes(UTF_8);
    assertArrayEquals(hosts, new Deletion(List.of(), true).answer(hosts));
  }
}
