package io.sallyport.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.http.RequestHead;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that every row of the table keeps. */
class OperationsTest {
  private static final S3RequestParser PARSER = S3RequestParser.pathStyle();

  static List<Operation> rows() {
    return Operations.ALL;
  }

  @Test
  void noTwoRowsHaveOneName() {
    Set<String> names = Operations.ALL.stream().map(Operation::name).collect(Collectors.toSet());
    assertEquals(Operations.ALL.size(), names.size());
    assertTrue(names.size() > 90);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void exactlyOneRowAnswersToItsSelectorsWithOrWithoutItsModifiers(Operation row) {
    Set<String> names =
        row.selectors().stream().map(s -> s.replaceFirst("=.*", "")).collect(Collectors.toSet());
    Set<String> all = new HashSet<>(names);
    all.addAll(row.modifiers());
    for (Set<String> asked : List.of(names, all)) {
      List<Operation> matching =
          Operations.ALL.stream()
              .filter(o -> o.matches(row.method(), row.level(), asked, row.selectors()))
              .toList();
      assertEquals(List.of(row), matching);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void needsAnActionOfS3(Operation row) {
    assertFalse(row.actions().isEmpty());
    assertTrue(row.actions().stream().allMatch(action -> action.matches("s3:[A-Z][A-Za-z]+")));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isUnmappedWithAnUnknownParameterOrMethod(Operation row) {
    String target = target(row);
    String more = target + (target.contains("?") ? "&" : "?") + "unknown";
    assertInstanceOf(S3Request.Unmapped.class, parse(row.method(), more));
    for (String method : List.of("PATCH", "OPTIONS", "TRACE", "PROPFIND")) {
      assertInstanceOf(S3Request.Unmapped.class, parse(method, target));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anyOtherMethodIsAnotherOperation(Operation row) {
    for (String method : List.of("GET", "HEAD", "PUT", "POST", "DELETE")) {
      if (!method.equals(row.method())
          && parse(method, target(row)) instanceof S3Request.Mapped other) {
        assertFalse(other.operation().equals(row.name()));
      }
    }
  }

  private static S3Request parse(String method, String target) {
    return PARSER.parse(RequestHead.builder(method, target).build());
  }

  private static String target(Operation row) {
    String path =
        switch (row.level()) {
          case SERVICE -> "/";
          case BUCKET -> "/my-bucket";
          case OBJECT -> "/my-bucket/k";
        };
    String query =
        row.selectors().stream()
            .map(s -> s.equals("x-amz-copy-source") ? s + "=other/k" : s)
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }
}
