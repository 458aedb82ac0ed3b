package io.sallyport.example.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An answer as lines for people: a list has a line for each member, a thing a line for each field.
 */
final class Table {
  /** What would make every line of a list too long. */
  private static final Set<String> LEFT_OUT = Set.of("assume_role_policy_document");

  private Table() {}

  static List<String> of(JsonNode answer) {
    JsonNode shown = answer;
    while (shown.isObject() && shown.size() == 1 && shown.iterator().next().isContainerNode()) {
      shown = shown.iterator().next();
    }
    List<List<String>> rows = new ArrayList<>();
    if (shown.isObject()) {
      shown
          .properties()
          .forEach(field -> rows.add(List.of(field.getKey(), cell(field.getValue()))));
    } else {
      Set<String> columns = columns(shown);
      if (!columns.isEmpty()) {
        rows.add(List.copyOf(columns));
      }
      for (JsonNode each : shown) {
        rows.add(
            each.isObject()
                ? columns.stream().map(column -> cell(each.path(column))).toList()
                : List.of(cell(each)));
      }
    }
    return aligned(rows);
  }

  private static Set<String> columns(JsonNode list) {
    Set<String> columns = new LinkedHashSet<>();
    list.forEach(each -> each.fieldNames().forEachRemaining(columns::add));
    columns.removeAll(LEFT_OUT);
    return columns;
  }

  private static String cell(JsonNode value) {
    return Printer.printable(value.isValueNode() ? value.asText() : value.toString());
  }

  private static List<String> aligned(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        if (column == widths.size()) {
          widths.add(0);
        }
        widths.set(column, Math.max(widths.get(column), length(row.get(column))));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      int padding = column == row.size() - 1 ? 0 : widths.get(column) - length(cell) + 2;
      line.append(cell).append(String.join("", Collections.nCopies(padding, " ")));
    }
    return line.toString().stripTrailing();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
