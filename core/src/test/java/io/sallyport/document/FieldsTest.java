package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.InvalidInputException;
import io.sallyport.error.UnavailableException;
import io.sallyport.role.RoleName;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldsTest {
  private static final String ALL =
      """
      {"text": "t", "whole": 7, "flag": false, "moment": "2026-01-31T12:00:00Z",
       "texts": ["a", "b"], "named": {"b": "2", "a": "1"}, "objects": [{"text": "u"}], "nothing": null,
       "fraction": 1.5, "huge": 99999999999999999999, "mixed": ["a", 1], "none": [], "named-mixed": {"a": 1}}
      """;

  @Test
  void whatIsThereIsRead() {
    Fields fields = Fields.parse(ALL, "a test");
    assertEquals("t", fields.text("text"));
    assertEquals(7, fields.number("whole"));
    assertEquals(Instant.ofEpochSecond(7), fields.second("whole"));
    assertFalse(fields.flag("flag"));
    assertEquals(Instant.parse("2026-01-31T12:00:00Z"), fields.instant("moment"));
    assertEquals(List.of("a", "b"), fields.texts("texts"));
    assertEquals(List.of(), fields.texts("none"));
    assertEquals(Map.of("a", "1", "b", "2"), fields.textsByName("named"));
    assertEquals("u", fields.objects("objects").get(0).text("text"));
    assertEquals("1", fields.object("named").text("a"));
  }

  static Stream<Arguments> wrongFields() {
    return Stream.of(
        wrong(Fields::text, "absent", "nothing", "whole", "flag", "texts"),
        wrong(Fields::number, "absent", "nothing", "text", "fraction", "huge", "flag", "none"),
        wrong(Fields::second, "absent", "huge", "text"),
        wrong(Fields::flag, "absent", "nothing", "text", "whole"),
        wrong(Fields::instant, "absent", "nothing", "text", "whole"),
        wrong(Fields::texts, "absent", "nothing", "text", "mixed", "named", "objects"),
        wrong(Fields::textsByName, "absent", "nothing", "texts", "named-mixed"),
        wrong(Fields::object, "absent", "nothing", "texts", "text"),
        wrong(Fields::objects, "absent", "nothing", "texts", "named"));
  }

  @ParameterizedTest
  @MethodSource("wrongFields")
  void whatIsAbsentOrOfAnotherKindIsRefused(
      BiFunction<Fields, String, Object> accessor, List<String> names) {
    Fields fields = Fields.parse(ALL, "a test");
    for (String name : names) {
      assertThrows(UnavailableException.class, () -> accessor.apply(fields, name), name);
    }
  }

  @Test
  void whatIsNoJsonIsRefusedWithItsPlaceAndNotItsText() {
    UnavailableException refused =
        assertThrows(UnavailableException.class, () -> Fields.parse("{\"key\": secret}", "a test"));
    String all = causes(refused);
    assertFalse(all.contains("secret"), all);
    assertTrue(all.contains("line 1, column"), all);
  }

  @Test
  void aDocumentThatSaysItWronglyKeepsTheCauseAndTellsCallersNothingOfIt() {
    Bytes value = Document.bytes(Document.create().put("name", "not/a/name"));
    Document document = Document.of(new Entry(Key.of("role", "a"), value, new Revision(1)));
    UnavailableException refused =
        assertThrows(
            UnavailableException.class,
            () -> document.read(found -> new RoleName(found.text("name"))));
    assertFalse(String.valueOf(refused.getMessage()).contains("not/a/name"));
    Throwable middle = refused.getCause();
    assertNotNull(middle);
    assertEquals("the document [role, a] can't be read", middle.getMessage());
    assertEquals(InvalidInputException.class, cause(middle));
  }

  @Test
  void aSchemaThatIsNotThisVersionsIsRefused() {
    for (String schema : List.of("2", "\"1\"", "1.0", "null")) {
      Bytes value = Bytes.utf8("{\"schema\": " + schema + "}");
      Entry entry = new Entry(Key.of("role", "a"), value, new Revision(1));
      assertThrows(UnavailableException.class, () -> Document.of(entry), schema);
    }
  }

  private static Class<?> cause(Throwable failure) {
    Throwable cause = failure.getCause();
    assertNotNull(cause);
    return cause.getClass();
  }

  private static String causes(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable next = failure; next != null; next = next.getCause()) {
      all.append(next).append('\n');
    }
    return all.toString();
  }

  private static Arguments wrong(BiFunction<Fields, String, Object> accessor, String... names) {
    return Arguments.of(accessor, List.of(names));
  }
}
