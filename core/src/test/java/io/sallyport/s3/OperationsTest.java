package io.sallyport.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.S3RequestException;
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
  void eachRowAnswersToItsSelectorsWithOrWithoutItsModifiers(Operation row) {
    String target = target(row);
    String more = String.join("=1&", row.modifiers()) + (row.modifiers().isEmpty() ? "" : "=1");
    String separator = target.contains("?") ? "&" : "?";
    for (String each : List.of(target, target + separator + more)) {
      assertEquals(row.name(), nameOf(parse(row, row.method(), each)));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aSelectorIsASubresourceOrGoesWithOne(Operation row) {
    Set<String> known = new HashSet<>(Listed.in("subresources.txt"));
    known.add("x-amz-copy-source");
    known.add("id");
    assertTrue(known.containsAll(names(row)), row.name());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void needsAnActionOfS3(Operation row) {
    assertFalse(row.isServed() && row.actions().isEmpty());
    assertTrue(row.actions().stream().allMatch(action -> action.matches("s3:[A-Z][A-Za-z]+")));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isWhatItIsBesideAnUnknownParameter(Operation row) {
    String target = target(row);
    String more = target + (target.contains("?") ? "&" : "?") + "unknown&unknown=2&x-id=a";
    S3Request asked = parse(row, row.method(), more);
    assertEquals(row.name(), nameOf(asked));
    if (asked instanceof S3Request.Mapped mapped) {
      assertEquals(names(row), mapped.parameters().values().keySet());
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aMethodThatS3LacksIsNotAllowed(Operation row) {
    for (String method : List.of("PATCH", "TRACE", "PROPFIND", "get")) {
      Requests.assertRefused("MethodNotAllowed", () -> parse(row, method, target(row)));
    }
    Requests.assertRefused("AccessForbidden", () -> parse(row, "OPTIONS", target(row)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anyOtherMethodIsAnotherOperation(Operation row) {
    for (String method : List.of("GET", "HEAD", "PUT", "POST", "DELETE")) {
      if (!method.equals(row.method())) {
        try {
          assertNotEquals(row.name(), nameOf(parse(row, method, target(row))));
        } catch (S3RequestException refused) {
          assertTrue(List.of(400, 405).contains(refused.httpStatus()));
        }
      }
    }
  }

  private static String nameOf(S3Request request) {
    if (request instanceof S3Request.NeedsBody needsBody) {
      return needsBody.operation();
    }
    return request instanceof S3Request.NotServed asked
        ? asked.operation()
        : ((S3Request.Mapped) request).operation();
  }

  private static S3Request parse(Operation row, String method, String target) {
    RequestHead.Builder head = RequestHead.builder(method, target);
    if (row.selectors().contains("x-amz-copy-source")) {
      head.header("x-amz-copy-source", "other/k");
    }
    return PARSER.parse(head.build());
  }

  /** The parameters that select a row. */
  private static Set<String> names(Operation row) {
    return row.selectors().stream()
        .map(s -> s.replaceFirst("=.*", ""))
        .filter(s -> !s.equals("x-amz-copy-source"))
        .collect(Collectors.toSet());
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
            .filter(s -> !s.equals("x-amz-copy-source"))
            .map(s -> s.contains("=") ? s : s + "=1")
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }
}
