package io.sallyport.policy.lint;

import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.source.Printable;
import io.sallyport.policy.source.SourceMap;
import java.util.ArrayList;
import java.util.List;

/** Collects findings about one document, each with its place. */
final class Report {
  private final List<Finding> findings = new ArrayList<>();
  private final SourceMap source;

  Report(PolicyDocument document) {
    this.source = SourceMap.of(document.text());
  }

  void error(List<String> place, String message, String remedy) {
    add(Severity.ERROR, place, message, remedy);
  }

  void warning(List<String> place, String message, String remedy) {
    add(Severity.WARNING, place, message, remedy);
  }

  private void add(Severity severity, List<String> steps, String message, String remedy) {
    SourceMap.Place place = source.find(steps);
    String printable = Printable.of(message);
    findings.add(
        new Finding(severity, place.pointer(), place.line(), place.column(), printable, remedy));
  }

  boolean has(List<String> place) {
    return source.has(place);
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** The steps to a part of a statement. */
  static List<String> place(int statement, String... steps) {
    List<String> all = new ArrayList<>(List.of("Statement", String.valueOf(statement)));
    all.addAll(List.of(steps));
    return all;
  }
}
