package io.sallyport.operation;

import java.util.Map;

/**
 * A service of AWS's Query protocol.
 *
 * @param name what requests to it are scoped to
 * @param version of its API
 */
record Service(String name, String version, Map<String, Action> actions) {

  String namespace() {
    return "https://" + name + ".amazonaws.com/doc/" + version + "/";
  }
}
