package io.sallyport.access;

import java.util.concurrent.Flow;

/** Tells a subscriber that it gets nothing. */
final class Refusing {
  private Refusing() {}

  static void subscriber(Flow.Subscriber<?> subscriber, Throwable why) {
    subscriber.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long count) {
            // There is nothing.
          }

          @Override
          public void cancel() {
            // It is over.
          }
        });
    subscriber.onError(why);
  }
}
