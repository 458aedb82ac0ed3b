package io.sallyport.example.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * What a command answers; missing if nothing.
 *
 * @param aws as AWS's command line has it
 * @param seed as radosgw-admin has it; a text is a line for people
 */
record Result(JsonNode aws, JsonNode seed) {
  static final Result NOTHING = of(MissingNode.getInstance());

  /** An answer that radosgw-admin has no words of its own for. */
  static Result of(JsonNode answer) {
    return new Result(answer, answer);
  }

  /** AWS's command line says nothing of it. */
  static Result said(String line) {
    return new Result(MissingNode.getInstance(), TextNode.valueOf(line));
  }
}
