package io.sallyport.policy.eval;

/**
 * {@code DateEquals} and its like: instants compared, whichever way each is written.
 *
 * <p>Whether fractions of a second count is open: where it makes a difference, doubt decides.
 */
final class DateTest implements ValueTest {
  private final Order order;
  private final Doubt malformed;
  private final Doubt doubt;
  private final long seconds;
  private final int nanos;

  DateTest(Order order, String value, Doubt malformed, Doubt doubt) {
    this.order = order;
    this.malformed = malformed;
    this.doubt = doubt;
    this.seconds = Instants.seconds(value);
    this.nanos = Instants.nanos(value);
  }

  @Override
  public boolean matches(String requestValue, RequestContext context) {
    long asked = Instants.seconds(requestValue);
    if (asked == Instants.MALFORMED || seconds == Instants.MALFORMED) {
      return malformed.matches();
    }
    if (asked != seconds) {
      return order.holds(Long.compare(asked, seconds));
    }
    boolean withFractions = order.holds(Integer.compare(Instants.nanos(requestValue), nanos));
    return withFractions == order.holds(0) ? withFractions : doubt.matches();
  }
}
