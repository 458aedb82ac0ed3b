package io.sallyport.example.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.error.AwsService;
import io.sallyport.query.QueryResponse;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Calls of IAM and STS, answered as AWS's command line prints them. */
record Iam(Place place) {
  private static final Set<String> STS =
      Set.of(
          "AssumeRole",
          "GetAccessKeyInfo",
          "GetCallerIdentity",
          "GetFederationToken",
          "GetSessionToken");

  /**
   * Makes a call; of a list, all pages.
   *
   * @throws Failure if it was refused
   */
  ObjectNode call(String action, Map<String, String> parameters) {
    ObjectNode whole = once(action, parameters);
    Optional<String> marker = next(whole);
    while (marker.isPresent()) {
      Map<String, String> further = new LinkedHashMap<>(parameters);
      further.put("Marker", marker.get());
      ObjectNode page = once(action, further);
      Optional<String> after = next(page);
      if (after.equals(marker)) {
        throw new Failure(action + " answers the same page again and again");
      }
      page.properties()
          .forEach(
              list -> {
                if (whole.get(list.getKey()) instanceof ArrayNode all
                    && list.getValue() instanceof ArrayNode more) {
                  all.addAll(more);
                }
              });
      marker = after;
    }
    return whole;
  }

  /** The same, with one parameter. */
  ObjectNode call(String action, String parameter, String value) {
    return call(action, Map.of(parameter, value));
  }

  private ObjectNode once(String action, Map<String, String> parameters) {
    String form =
        parameters.entrySet().stream()
            .map(each -> "&" + encode(each.getKey()) + "=" + encode(each.getValue()))
            .collect(Collectors.joining("", "Action=" + action, ""));
    QueryResponse answer = place.send(STS.contains(action) ? AwsService.STS : AwsService.IAM, form);
    return AnswerReader.read(answer);
  }

  /** What the answer has no use for any more: where its next page begins. */
  private static Optional<String> next(ObjectNode page) {
    JsonNode isTruncated = page.remove("IsTruncated");
    JsonNode marker = page.remove("Marker");
    return isTruncated != null && isTruncated.asBoolean() && marker != null
        ? Optional.of(marker.asText())
        : Optional.empty();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
