/** Reads, evaluates, explains and lints AWS IAM policies. */
@SuppressWarnings("module") // Who uses this is compiled later.
module io.sallyport.policy {
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.core;

  exports io.sallyport.arn;
  exports io.sallyport.policy;
  exports io.sallyport.policy.eval;
  exports io.sallyport.policy.explain;
  exports io.sallyport.policy.json;
  exports io.sallyport.policy.lint;
  exports io.sallyport.policy.source to
      io.sallyport.core;
}
