package io.sallyport.policy.match;

/**
 * {@code DateEquals} and its like: instants compared, whichever way each is written.
 *
 * <p>Fractions of a second count, but whether they keep two dates from being equal is open: there,
 * doubt decides.
 */
final class DateMatcher implements ValueMatcher {
  private final Order order;
  private final Doubt malformed;
  private final Doubt doubt;
  private final long seconds;
  private final int nanos;

  DateMatcher(Order order, String value, Doubt malformed, Doubt doubt) {
    this.order = order;
    this.malformed = malformed;
    this.doubt = doubt;
    this.seconds = Instants.seconds(value);
    this.nanos = Instants.nanos(value);
  }

  @Override
  public boolean matches(String requestValue, Facts facts) {
    long asked = Instants.seconds(requestValue);
    if (asked == Instants.MALFORMED || seconds == Instants.MALFORMED) {
      return malformed.matches();
    }
    if (asked != seconds) {
      return order.holds(Long.compare(asked, seconds));
    }
    boolean withFractions = order.holds(Integer.compare(Instants.nanos(requestValue), nanos));
    return (order == Order.EQUAL && !withFractions) ? doubt.matches() : withFractions;
  }
}
