package io.sallyport.wire;

import java.util.Map;

/**
 * What answers of IAM and STS have in common, by the name that requests to a service are scoped to.
 */
public final class CallXml {
  private static final Map<String, String> VERSIONS =
      Map.of("iam", "2010-05-08", "sts", "2011-06-15");

  private static final int OF_SERVER = 500;

  private CallXml() {}

  /** The version of a service's API. */
  public static String version(String service) {
    String version = VERSIONS.get(service);
    if (version == null) {
      throw new IllegalArgumentException(service + " has no calls of the Query protocol");
    }
    return version;
  }

  /** The namespace of a service's answers. */
  public static String namespace(String service) {
    return "https://" + service + ".amazonaws.com/doc/" + version(service) + "/";
  }

  /** An error. */
  public static String error(
      String service, int status, String code, String message, String requestId) {
    return new XmlWriter()
        .open("ErrorResponse", namespace(service))
        .open("Error")
        .element("Type", status < OF_SERVER ? "Sender" : "Receiver")
        .element("Code", code)
        .element("Message", message)
        .close("Error")
        .element("RequestId", requestId)
        .close("ErrorResponse")
        .toString();
  }
}
