package io.sallyport.sigv4;

import io.sallyport.error.InvalidInputException;
import io.sallyport.wire.PercentEncoding;
import io.sallyport.wire.RawParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A request's head read in the plainest way: regular expressions and a map. */
final class PlainHead {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}");
  private static final Pattern TARGET = Pattern.compile("/[\\x21-\\x7E&&[^#]]*");
  private static final Pattern VALUE = Pattern.compile("[^\\x00-\\x08\\x0A-\\x1F\\x7F]*");

  final String method;
  final String rawPath;
  final String rawQuery;
  final Map<String, List<String>> headers = new TreeMap<>();

  PlainHead(String method, String target, List<Map.Entry<String, String>> lines) {
    require("Method", TOKEN, method);
    require("RequestTarget", TARGET, target);
    int query = target.indexOf('?');
    this.method = method;
    this.rawPath = query < 0 ? target : target.substring(0, query);
    this.rawQuery = query < 0 ? "" : target.substring(query + 1);
    for (Map.Entry<String, String> line : lines) {
      require("HeaderName", TOKEN, line.getKey());
      require("HeaderValue", VALUE, line.getValue());
      headers
          .computeIfAbsent(line.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.getValue());
    }
  }

  private static void require(String what, Pattern allowed, String text) {
    if (!allowed.matcher(text).matches()) {
      throw new InvalidInputException(what, "[hidden]", "what an HTTP request can hold");
    }
  }

  List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  Optional<String> header(String name) {
    return headers(name).size() == 1 ? Optional.of(headers(name).get(0)) : Optional.empty();
  }

  Map<String, List<String>> query() {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (RawParameter parameter : RawParameter.split(rawQuery)) {
      parameters
          .computeIfAbsent(decoded(parameter.name()), n -> new ArrayList<>())
          .add(decoded(parameter.value()));
    }
    return parameters;
  }

  private static String decoded(String text) {
    return PercentEncoding.decodeText("Parameter", text.replace('+', ' '));
  }
}
