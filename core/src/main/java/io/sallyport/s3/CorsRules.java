package io.sallyport.s3;

import java.util.List;

/** The rules of a host's buckets for pages of other origins. Thread-safe. */
@FunctionalInterface
public interface CorsRules {

  /**
   * The rules of a bucket, of which the first that fits counts; none if it has none, or isn't
   * there: who asks is told the same. What it throws is a refusal with 503.
   *
   * @param bucket as the request has it
   */
  List<CorsRule> of(String bucket);
}
