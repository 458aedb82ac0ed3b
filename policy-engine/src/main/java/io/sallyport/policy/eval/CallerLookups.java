package io.sallyport.policy.eval;

import java.util.ArrayList;
import java.util.List;

/** How a caller's statements are found: all that deny, and those of each layer that grant. */
final class CallerLookups {
  private final Lookup denies;
  private final Lookup identity;
  private final Lookup[] limits;
  private final boolean boundary;

  /**
   * Joins lookups.
   *
   * @param own of the identity policies, then of the boundary if there is one
   * @param sessions of each layer of session policies
   */
  CallerLookups(ActionLookups own, ActionLookups sessions) {
    Lookup denied = own.denies();
    Lookup deniedInSession = sessions.denies();
    this.denies = deniedInSession == Lookup.EMPTY ? denied : either(denied, deniedInSession);
    this.identity = own.grants().get(0);
    this.boundary = own.grants().size() > 1;
    List<Lookup> limiting = new ArrayList<>(own.grants().subList(1, own.grants().size()));
    limiting.addAll(sessions.grants());
    this.limits = limiting.toArray(Lookup[]::new);
  }

  private static Lookup either(Lookup first, Lookup second) {
    return (request, caller) -> {
      Ruling ruling = first.best(request, caller);
      return ruling.applies() ? ruling : second.best(request, caller);
    };
  }

  Lookup denies() {
    return denies;
  }

  Lookup identity() {
    return identity;
  }

  /** The boundary if there is one, then each layer of session policies. */
  Lookup limit(int i) {
    return limits[i];
  }

  int limits() {
    return limits.length;
  }

  /** The number of the first limit by session policies, or how many limits there are. */
  int firstSession() {
    return boundary ? 1 : 0;
  }

  Layer limitLayer(int i) {
    return i < firstSession() ? Layer.BOUNDARY : Layer.SESSION;
  }

  boolean hasBoundary() {
    return boundary;
  }

  boolean hasSession() {
    return limits.length > firstSession();
  }
}
