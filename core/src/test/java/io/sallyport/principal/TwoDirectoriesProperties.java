package io.sallyport.principal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.identity.AccountId;
import io.sallyport.principal.PrincipalDirectory.Known;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever two directories hold, whom they find together is whom the plain reading finds. */
class TwoDirectoriesProperties {
  record Held(String key, Principal.User user) {}

  @Provide
  Arbitrary<List<Held>> directories() {
    Arbitrary<String> accounts = Arbitraries.of("111122223333", "444455556666");
    Arbitrary<String> names = Arbitraries.of("alice", "Alice", "bob", "carol");
    return Combinators.combine(
            Arbitraries.of("A", "B", "C", "D", "E"),
            accounts,
            Arbitraries.of("/", "/x/"),
            names,
            Arbitraries.of("1", "2", "3"))
        .as(
            (key, account, path, name, id) ->
                new Held(key, KnownUsers.user(new AccountId(account), path, name, id)))
        .list()
        .ofMaxSize(4)
        .uniqueElements(Held::key)
        .uniqueElements(held -> held.user().account() + "/" + held.user().userName().folded());
  }

  private static KnownUsers of(List<Held> all) {
    KnownUsers users = new KnownUsers();
    all.forEach(held -> users.with(held.key(), held.user()));
    return users;
  }

  private static boolean isNamed(List<Held> all, Principal.User user) {
    return all.stream()
        .map(Held::user)
        .anyMatch(
            other ->
                other.account().equals(user.account())
                    && other.userName().folded().equals(user.userName().folded()));
  }

  @Property
  void agreesWithThePlainReading(
      @ForAll("directories") List<Held> one, @ForAll("directories") List<Held> other) {
    PrincipalDirectory both = PrincipalDirectory.firstOf(of(one), of(other));
    check(both, one, other);
    check(both, other, one);
  }

  private static void check(PrincipalDirectory both, List<Held> some, List<Held> others) {
    for (Held held : some) {
      Principal.User user = held.user();
      boolean isOurs = !isNamed(others, user);
      boolean isOnesKey = others.stream().noneMatch(each -> each.key().equals(held.key()));
      assertEquals(
          isOurs && isOnesKey ? Optional.of(user) : Optional.empty(),
          both.find(new AccessKeyId(held.key())).map(KeyHolder::holder));
      assertEquals(
          isOurs ? Optional.of(user) : Optional.empty(),
          both.find(user.account(), user.userName()));
      assertEquals(
          isOurs ? new Known.Somebody(user.id().value()) : new Known.Nobody(),
          both.user(user.account(), user.arn()));
    }
  }
}
