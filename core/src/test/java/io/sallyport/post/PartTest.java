package io.sallyport.post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.S3RequestException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The heads of parts come from callers who have yet to prove who they are. */
class PartTest {
  /** A text that counts how often it is looked at. */
  private static final class Watched implements CharSequence {
    private final String text;
    private long looks;

    Watched(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      looks++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @Test
  void aHeadIsReadInOnePassWhateverIsInIt() {
    String many = " ".repeat(1_900);
    for (String wrong :
        List.of(
            "form-data; name=\"a\"" + many + "x",
            "form-data; name=\"a\"" + many + ";" + many + "x",
            "form-data; name=\"a\"; filename=\"b\"" + many + "x",
            "form-data" + many + ";" + many + "x",
            "form-data; name=\"a\"; filename=\"" + many)) {
      Watched value = new Watched(wrong);
      assertFalse(Part.DISPOSITION.matcher(value).matches(), wrong);
      assertTrue(value.looks <= 2L * wrong.length(), () -> value.looks + " looks at " + wrong);
    }
  }

  @Test
  void spacesAroundWhatIsSaidAreNothing() {
    for (String right :
        List.of(
            "Content-Disposition: form-data; name=\"Key\"; filename=\"a b\"",
            "content-disposition:form-data;name=\"key\";filename=\"a b\"",
            "Content-Disposition:  form-data ;  name=\"key\" ;  filename=\"a b\"  ")) {
      assertEquals(new Part("key", "a b"), Part.of(List.of(right)), right);
    }
    assertEquals(
        new Part("key", ""), Part.of(List.of("Content-Disposition: form-data; name=\"key\"  ")));
    assertThrows(
        S3RequestException.class,
        () -> Part.of(List.of("Content-Disposition: form-data; name=\"key\";")));
  }
}
