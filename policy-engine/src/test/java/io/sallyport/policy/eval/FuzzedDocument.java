package io.sallyport.policy.eval;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Makes texts that look like policies, so that fuzzing gets past the JSON. */
final class FuzzedDocument {
  private static final String[] OPERATORS = {
    "StringLike",
    "StringEqualsIgnoreCase",
    "ForAllValues:StringNotLike",
    "ForAnyValue:ArnLike",
    "NumericLessThan",
    "DateNotEquals",
    "NotIpAddress",
    "IpAddressIfExists",
    "BinaryEquals",
    "Bool",
    "Null",
    "ArnNotEquals",
    "StringEqual"
  };
  private static final String[] PARTS = {
    "*",
    "?",
    "${",
    "}",
    "${k}",
    "${k, '",
    "'}",
    "${*}",
    "${$}",
    "arn:aws:s3:::",
    ":",
    "::",
    "/",
    "b",
    "k",
    "s3:",
    "Get",
    "1",
    ".",
    "2026-01-01",
    "T00:00:00",
    "Z",
    "+01:00",
    "true",
    "10.0.0.0",
    "/8",
    "fe80::",
    "YQ==",
    "\uD83D",
    "\uDE00"
  };

  private final FuzzedDataProvider data;

  private FuzzedDocument(FuzzedDataProvider data) {
    this.data = data;
  }

  static String draw(FuzzedDataProvider data) {
    FuzzedDocument document = new FuzzedDocument(data);
    return "{\"Version\":"
        + document.pick("\"2012-10-17\"", "\"2008-10-17\"")
        + ",\"Statement\":["
        + document.statement()
        + ","
        + document.statement()
        + "]}";
  }

  /** A text of parts that mean something to the engine, and others. */
  static String text(FuzzedDataProvider data) {
    StringBuilder text = new StringBuilder();
    for (int parts = data.consumeInt(0, 6); parts > 0; parts--) {
      text.append(data.consumeBoolean() ? data.pickValue(PARTS) : data.consumeString(5));
    }
    return text.toString();
  }

  private String statement() {
    String resource = data.consumeBoolean() ? "*" : "arn:aws:s3:::" + text(data);
    return "{\"Effect\":"
        + pick("\"Allow\"", "\"Deny\"")
        + pick("", ",\"Principal\":{\"AWS\":[\"111122223333\",\"*\"]}")
        + ","
        + pick("\"Action\"", "\"NotAction\"")
        + ":"
        + quote(pick("*", "s3:" + text(data)))
        + pick("", "," + pick("\"Resource\"", "\"NotResource\"") + ":" + quote(resource))
        + ",\"Condition\":{"
        + quote(data.pickValue(OPERATORS))
        + ":{\"k\":["
        + quote(text(data))
        + ","
        + quote(text(data))
        + "]}}}";
  }

  private String pick(String one, String other) {
    return data.consumeBoolean() ? one : other;
  }

  private static String quote(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
