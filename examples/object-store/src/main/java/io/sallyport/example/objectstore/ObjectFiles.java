package io.sallyport.example.objectstore;

import io.sallyport.example.objectstore.kept.Labels;
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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /** Over the folder that has a folder for each bucket. */
  ObjectFiles(Path objects) {
    this.objects = objects;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    String path = http.getPathInfo().substring(1);
    int slash = path.indexOf('/');
    if (slash < 0) {
      if (canList(http)) {
        chain.doFilter(request, response);
      } else {
        answer(http, response, 501, "NotImplemented", "This example can't list by that.");
      }
      return;
    }
    String bucket = path.substring(0, slash);
    String key = path.substring(slash + 1);
    boolean reads = READS.contains(http.getMethod());
    if (ObjectNames.isOfUpload(key)) {
      refuse(http, response);
    } else if (!isOfAnUpload(http, bucket, key)) {
      answer(http, response, 404, "NoSuchUpload", "The specified upload does not exist.");
    } else if (isBelowAFile(bucket, key)) {
      if (reads) {
        answer(http, response, 404, "NoSuchKey", "The specified key does not exist.");
      } else {
        refuse(http, response);
      }
    } else if (!reads && isFolder(http, bucket, key)) {
      refuse(http, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean canList(HttpServletRequest request) {
    return request.getParameter("uploads") == null
        || LISTED_BY.containsAll(values(request, "delimiter"));
  }

  /** Whether every upload that is named is of this key, and under way or completed again. */
  private boolean isOfAnUpload(HttpServletRequest request, String bucket, String key) {
    Path folder = objects.resolve(bucket);
    for (String id : values(request, "uploadId")) {
      Optional<Path> file = ObjectNames.ofUpload(id, key).map(folder::resolve);
      if (file.isEmpty()
          || !(Files.isRegularFile(file.get()) || isOver(request, folder, key, id))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether an upload that isn't under way, of this key or of any other, is to be completed by
   * which the object became what it is: a client whose answer was lost asks so again. S3Proxy then
   * looks whether the object is what these parts make, and writes nothing.
   */
  private static boolean isOver(HttpServletRequest request, Path folder, String key, String id) {
    return request.getMethod().equals("POST")
        && !Files.exists(folder.resolve(ObjectNames.ofUpload(id)))
        && upload(folder.resolve(EscapedNames.file(key))).equals(Optional.of(id));
  }

  private static Optional<String> upload(Path file) {
    try {
      return Labels.upload(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> values(HttpServletRequest request, String parameter) {
    String[] values = request.getParameterValues(parameter);
    return values == null ? List.of() : List.of(values);
  }

  /**
   * Whether a part of this key is an object; nothing can be kept below one. What a folder is in is
   * a folder, too, so that of most keys nothing but the last folder is looked at.
   */
  boolean isBelowAFile(String bucket, String key) {
    Path folder = objects.resolve(bucket);
    Path above = folder.resolve(EscapedNames.file(key)).getParent();
    while (above != null && !above.equals(folder) && !Files.isDirectory(above)) {
      if (Files.exists(above)) {
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
