package io.sallyport.entity;

import io.sallyport.document.Table;
import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.managed.ManagedPolicy;
import io.sallyport.managed.PolicyFilter;
import io.sallyport.managed.PolicyFilter.Scope;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A list of policies, in which those that are built in stand among an account's own, each behind
 * its namesake. A marker is the place of a policy in that order, which is its folded name; that of
 * one that is built in has more behind it.
 */
record PolicyList(
    AccountId account,
    Table<StoredPolicy> own,
    BiFunction<PolicyArn, StoredPolicy, ManagedPolicy> shown) {
  /** No name has a space, nor a sign before it. */
  private static final String BUILT_IN = " built in";

  private static final Pattern PLACE = Pattern.compile("[a-z0-9_+=,.@-]{1,128}(" + BUILT_IN + ")?");

  Listing<ManagedPolicy> page(PolicyFilter filter, PageRequest page) {
    Listing<ManagedPolicy> mine = own(filter, page);
    String end = mine.isTruncated() ? own.lastSegment(mine.marker()) : "";
    Stream<ManagedPolicy> builtIn =
        filter.scope() == Scope.OWN
            ? Stream.empty()
            : BuiltInPolicies.all().stream()
                .map(policy -> shown.apply(PolicyArn.builtIn(policy.name().value()), policy))
                .filter(filter::accepts)
                .filter(policy -> place(policy).compareTo(page.marker()) > 0)
                .filter(policy -> end.isEmpty() || place(policy).compareTo(end) <= 0);
    List<ManagedPolicy> all =
        Stream.concat(mine.items().stream(), builtIn)
            .sorted(Comparator.comparing(PolicyList::place))
            .toList();
    if (all.size() <= page.maxItems()) {
      return new Listing<>(all, end);
    }
    List<ManagedPolicy> first = all.subList(0, page.maxItems());
    return new Listing<>(first, place(first.get(first.size() - 1)));
  }

  private Listing<ManagedPolicy> own(PolicyFilter filter, PageRequest page) {
    if (filter.scope() == Scope.BUILT_IN) {
      return new Listing<>(List.of(), "");
    }
    String marker = page.marker();
    if (!marker.isEmpty()) {
      if (!PLACE.matcher(marker).matches()) {
        throw new InvalidInputException("Marker", marker, "one that the page before gave");
      }
      marker = own.marker(marker.replace(BUILT_IN, ""));
    }
    Listing<StoredPolicy> found =
        own.list(page.from(marker), policy -> filter.accepts(shown(policy)));
    return new Listing<>(found.items().stream().map(this::shown).toList(), found.marker());
  }

  private ManagedPolicy shown(StoredPolicy policy) {
    return shown.apply(policy.arn(account), policy);
  }

  private static String place(ManagedPolicy policy) {
    String folded = StoredPolicy.folded(policy.name());
    return policy.arn().isBuiltIn() ? folded + BUILT_IN : folded;
  }
}
