package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.Decided;
import io.sallyport.example.objectstore.kept.KeptBuckets;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * Notes, before the door, how many buckets had been made when a request came. It is decided on by
 * its head, and its body may take long: a bucket that was made meanwhile, by the name of one that
 * was deleted, is not what was decided on, and may be another account's.
 */
public final class Arrivals implements Filter {
  private final KeptBuckets buckets;

  /** Of requests about these buckets. */
  public Arrivals(KeptBuckets buckets) {
    this.buckets = buckets;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Decided decided = buckets.begin();
    try {
      chain.doFilter(request, response);
    } finally {
      decided.close();
    }
  }

  /** Refuses what is about a bucket that was made since the request came. */
  void requireThere(String bucket) {
    if (!buckets.wasThere(bucket)) {
      throw Refusal.meanwhile("The bucket was made");
    }
  }
}
