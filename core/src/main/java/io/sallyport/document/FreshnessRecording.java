package io.sallyport.document;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The flight recorder's event for freshness that was lost or restored. */
@Name("io.sallyport.Freshness")
@Label("Freshness of decisions")
@Category("Sallyport")
@StackTrace(false)
final class FreshnessRecording extends Event {
  @Label("Fresh")
  boolean fresh;

  @Label("Reason")
  String reason = "";

  static void record(String reason) {
    FreshnessRecording event = new FreshnessRecording();
    event.fresh = reason.isEmpty();
    event.reason = reason;
    event.commit();
  }
}
