package io.sallyport.servlet;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.MappingMatch;
import java.util.function.Supplier;

/**
 * How a request came to a server that serves all paths.
 *
 * @param path without its first slash
 */
record WholePath(String path, Supplier<String> server) implements HttpServletMapping {
  @Override
  public String getMatchValue() {
    return path;
  }

  @Override
  public String getPattern() {
    return "/*";
  }

  @Override
  public String getServletName() {
    return server.get();
  }

  @Override
  public MappingMatch getMappingMatch() {
    return MappingMatch.PATH;
  }
}
