package io.sallyport.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether the filter stands where it can do its work, as its first requests tell: what is wrong is
 * logged, each once. Thread-safe.
 */
final class Placement {
  private static final System.Logger LOG = System.getLogger(SallyportFilter.class.getName());
  private static final String BELOW =
      "The filter is below the context path {0}, which clients sign as the name of a bucket: all is"
          + " refused. It must be in the root context.";
  private static final String WAITS =
      "The filter, one before it or the servlet is not declared asyncSupported: each body of a"
          + " caller who has yet to prove who it is holds a thread.";

  private final AtomicBoolean hasToldBelow = new AtomicBoolean();
  private final AtomicBoolean hasToldWaits = new AtomicBoolean();

  /** Whether the path of a request begins with its bucket. */
  boolean isRoot(HttpServletRequest request) {
    if (!request.isAsyncSupported() && hasToldWaits.compareAndSet(false, true)) {
      LOG.log(System.Logger.Level.WARNING, WAITS);
    }
    boolean isRoot = request.getContextPath().isEmpty();
    if (!isRoot && hasToldBelow.compareAndSet(false, true)) {
      LOG.log(System.Logger.Level.ERROR, BELOW, request.getContextPath());
    }
    return isRoot;
  }
}
