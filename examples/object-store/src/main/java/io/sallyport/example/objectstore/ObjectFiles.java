package io.sallyport.example.objectstore;

import io.sallyport.example.objectstore.names.EscapedNames;
import io.sallyport.example.objectstore.names.ObjectNames;
import io.sallyport.example.objectstore.served.S3Errors;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Answers, in S3's words, for the keys that can't be files because of the files that are there, and
 * for upload ids that S3Proxy would take for paths. It stands behind Sallyport's filter, whose path
 * is the bucket and key that were allowed.
 */
final class ObjectFiles implements Filter {
  private static final Set<String> READS = Set.of("GET", "HEAD");

  /** The delimiters by which S3Proxy lists uploads. */
  private static final Set<String> LISTED_BY = Set.of("", "/");

  /** A client that still sends when the connection closes would not read why. */
  private static final int DRAINED = 8 << 20;

  private final Path objects;
  private final UnfinishedUploads uploads;

  /** Over the folder that has a folder for each bucket. */
  ObjectFiles(Path objects) {
    this.objects = objects;
    this.uploads = new UnfinishedUploads(objects);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    String[] path = http.getPathInfo().split("/", 3);
    if (path.length < 3) {
      if (path.length == 2 && http.getMethod().equals("DELETE") && http.getQueryString() == null) {
        uploads.forget(path[1]);
      }
      if (canList(http)) {
        chain.doFilter(request, response);
      } else {
        answer(http, response, 501, "NotImplemented", "This example can't list by that.");
      }
      return;
    }
    boolean reads = READS.contains(http.getMethod());
    if (ObjectNames.isOfUpload(path[2])) {
      refuse(http, response);
    } else if (!isOfAnUpload(http, path[1], path[2])) {
      answer(http, response, 404, "NoSuchUpload", "The specified upload does not exist.");
    } else if (isBelowAFile(path[1], path[2])) {
      if (reads) {
        answer(http, response, 404, "NoSuchKey", "The specified key does not exist.");
      } else {
        refuse(http, response);
      }
    } else if (!reads && isFolder(http, path[1], path[2])) {
      refuse(http, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean canList(HttpServletRequest request) {
    return request.getParameter("uploads") == null
        || values(request, "delimiter").allMatch(LISTED_BY::contains);
  }

  /** Whether every upload that is named is of this key, and under way. */
  private boolean isOfAnUpload(HttpServletRequest request, String bucket, String key) {
    return values(request, "uploadId")
        .allMatch(
            id ->
                ObjectNames.ofUpload(id, key)
                    .map(name -> Files.isRegularFile(objects.resolve(bucket).resolve(name)))
                    .orElse(false));
  }

  private static Stream<String> values(HttpServletRequest request, String parameter) {
    return Optional.ofNullable(request.getParameterValues(parameter)).stream()
        .flatMap(Arrays::stream);
  }

  /** Whether a part of this key is an object; nothing can be kept below one. */
  boolean isBelowAFile(String bucket, String key) {
    Path folder = objects.resolve(bucket);
    Path above = folder.resolve(EscapedNames.file(key)).getParent();
    while (above != null && !above.equals(folder)) {
      if (Files.exists(above) && !Files.isDirectory(above)) {
        return true;
      }
      above = above.getParent();
    }
    return false;
  }

  private boolean isFolder(HttpServletRequest request, String bucket, String key) {
    return !request.getMethod().equals("DELETE")
        && Files.isDirectory(objects.resolve(bucket).resolve(EscapedNames.file(key)));
  }

  private static void refuse(HttpServletRequest request, ServletResponse response)
      throws IOException {
    answer(
        request,
        response,
        501,
        "NotImplemented",
        "This example keeps objects as files, and can't keep one of this key.");
  }

  private static void answer(
      HttpServletRequest request, ServletResponse response, int status, String code, String message)
      throws IOException {
    if (request.getHeader("Expect") == null || request.getContentLengthLong() <= DRAINED) {
      long unused = request.getInputStream().skip(DRAINED);
    }
    S3Errors.answer(request, response, status, code, message);
  }
}
