package io.sallyport.session;

import static java.util.Objects.requireNonNull;

import io.sallyport.arn.Arn;
import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEvent;
import io.sallyport.document.Change;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.ThrottlingException;
import io.sallyport.error.UnavailableException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.UserId;
import io.sallyport.journal.Journal;
import io.sallyport.principal.Federation;
import io.sallyport.principal.Lineage.Kind;
import io.sallyport.principal.Lineage.Mark;
import io.sallyport.principal.SessionDetails;
import io.sallyport.role.Role;
import io.sallyport.sts.SessionManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is revoked. Each revocation has a number, and a session the number of the last one that was
 * known when it began: it ends with a later one, by whatever the clocks of two nodes say. A node
 * that has heard of a revocation may not have heard yet of what was changed before it, and begin a
 * session by what was so until then: so all end that begin within twice {@code maxStaleness} of it,
 * and where it is known none begins. What is stored is spread over sixteen documents, and swept, at
 * the next change of its document, when no session can be left that it ends. Thread-safe.
 */
public final class Revocations implements SessionManager {
  private static final int DOCUMENTS = 16;
  private static final Pattern ID = Pattern.compile("[A-Z2-7]{16}");

  /** Of each kind, the hash of what its ids begin with. */
  private static final Map<Kind, Integer> BEGINNINGS =
      Stream.of(Kind.values())
          .collect(Collectors.toUnmodifiableMap(kind -> kind, kind -> id(kind, "").hashCode()));

  private final Documents documents;
  private final List<Table<Revoked>> tables;
  private final Clock clock;
  private final Duration spread;
  private final Journal journal;

  /**
   * The revocations of a store.
   *
   * @param maxStaleness within which every node has heard of a change
   */
  public Revocations(Documents documents, Clock clock, Duration maxStaleness, Journal journal) {
    this.documents = documents;
    this.tables =
        IntStream.range(0, DOCUMENTS)
            .mapToObj(i -> documents.table(Revoked.CODEC, "revocation", Integer.toString(i)))
            .toList();
    this.clock = clock;
    this.spread = maxStaleness.multipliedBy(2);
    this.journal = journal;
  }

  /**
   * What a session that begins now is revoked by.
   *
   * @throws UnavailableException if the store can't be asked
   */
  public Mark mark(Kind kind, String name) {
    Table<Revoked> table = tables.get(document(kind, name));
    return new Mark(kind, name, table.get().orElse(Revoked.NOTHING).last());
  }

  /** Whether a session has been revoked; throws {@link UnavailableException} as {@link #mark}. */
  public boolean end(SessionDetails session) {
    return end(session.lineage().marks(), session.issuedAt());
  }

  /** Each document is read once, however many sessions it descends from. */
  private boolean end(List<Mark> marks, Instant issuedAt) {
    Revoked[] read = new Revoked[DOCUMENTS];
    for (Mark mark : marks) {
      int document = document(mark.kind(), mark.name());
      Revoked known = read[document];
      if (known == null) {
        known = tables.get(document).get().orElse(Revoked.NOTHING);
        read[document] = known;
      }
      if (ends(known, mark, issuedAt) || isAhead(mark, document, known)) {
        return true;
      }
    }
    return false;
  }

  /** Throws {@link ThrottlingException} if a session of these that began now would be revoked. */
  public void requireLasting(List<Mark> marks, Instant now) {
    if (end(marks, now)) {
      throw ThrottlingException.revokedJustNow(spread);
    }
  }

  private boolean ends(Revoked known, Mark mark, Instant issuedAt) {
    return !known.isEmpty() && known.ends(mark, id(mark.kind(), mark.name()), issuedAt, spread);
  }

  /**
   * Whether a session knows of a revocation that the store doesn't: the store is an older copy, and
   * what it lacks can't be told. Once as many have been revoked anew, nothing tells that any more:
   * whoever restores a copy strikes out its token keys.
   */
  private boolean isAhead(Mark mark, int document, Revoked known) {
    return mark.epoch() > known.last()
        && mark.epoch() > tables.get(document).reread().orElse(Revoked.NOTHING).last();
  }

  @Override
  public void revokeSession(String sessionId) {
    if (!ID.matcher(sessionId).matches()) {
      throw new InvalidInputException("SessionId", sessionId, "16 of A-Z 2-7");
    }
    revoke(Kind.SESSION, sessionId);
  }

  @Override
  public void revokeRole(Role role) {
    revoke(Kind.ROLE, role.id().value());
  }

  @Override
  public void revokeRole(Role role, Instant issuedBefore) {
    revoke(Kind.ROLE, role.id().value(), issuedBefore);
  }

  @Override
  public void revokeUser(UserId user) {
    revoke(Kind.USER, user.value());
  }

  @Override
  public void revokeUser(UserId user, Instant issuedBefore) {
    revoke(Kind.USER, user.value(), issuedBefore);
  }

  @Override
  public void revokeRoot(AccountId account) {
    revoke(Kind.ROOT, account.value());
  }

  @Override
  public void revokeRoot(AccountId account, Instant issuedBefore) {
    revoke(Kind.ROOT, account.value(), issuedBefore);
  }

  @Override
  public void revokeSourceIdentity(SourceIdentity sourceIdentity) {
    revoke(Kind.SOURCE_IDENTITY, sourceIdentity.value());
  }

  @Override
  public void revokeSourceIdentity(SourceIdentity sourceIdentity, Instant issuedBefore) {
    revoke(Kind.SOURCE_IDENTITY, sourceIdentity.value(), issuedBefore);
  }

  @Override
  public void revokeProvider(AccountId account, ProviderName provider) {
    revoke(Kind.PROVIDER, IamArn.provider(account, provider).toString());
  }

  @Override
  public void revokeSubject(AccountId account, ProviderName provider, String subject) {
    revoke(Kind.SUBJECT, subject(IamArn.provider(account, provider), subject));
  }

  @Override
  public void revokeProvider(AccountId account, ProviderName provider, Instant issuedBefore) {
    revoke(Kind.PROVIDER, IamArn.provider(account, provider).toString(), issuedBefore);
  }

  @Override
  public void revokeSubject(
      AccountId account, ProviderName provider, String subject, Instant issuedBefore) {
    revoke(Kind.SUBJECT, subject(IamArn.provider(account, provider), subject), issuedBefore);
  }

  /** What a subject is revoked by. No ARN of a provider has a space. */
  static String subject(Arn provider, String subject) {
    return provider + " " + subject;
  }

  /** What a session that begins now by the word of a provider is revoked by. */
  public List<Mark> marks(Federation federation) {
    return List.of(
        mark(Kind.PROVIDER, federation.arn().toString()),
        mark(Kind.SUBJECT, subject(federation.arn(), federation.subject())));
  }

  private void revoke(Kind kind, String name) {
    revoke(kind, name, Optional.empty());
  }

  private void revoke(Kind kind, String name, Instant issuedBefore) {
    if (issuedBefore.isAfter(clock.instant())) {
      throw new InvalidInputException("IssuedBefore", issuedBefore.toString(), "over by now");
    }
    revoke(kind, name, Optional.of(issuedBefore));
  }

  private void revoke(Kind kind, String name, Optional<Instant> issuedBefore) {
    String id = id(kind, name);
    Table<Revoked> table = tables.get(document(kind, name));
    documents.change(
        "the revoked sessions",
        (Change change) -> {
          Revoked now = change.get(table).orElse(Revoked.NOTHING);
          Instant at = clock.instant();
          change.put(
              table,
              issuedBefore.map(time -> now.plus(id, at, time)).orElseGet(() -> now.plus(id, at)));
        });
    journal.note(new AuditEvent.Revoked(journal.now(), Actor.HOST, kind, name, issuedBefore));
  }

  private static String id(Kind kind, String name) {
    return kind + " " + name;
  }

  /** The hash of the id, which is not put together for it: that is asked for each request. */
  private static int document(Kind kind, String name) {
    int hash = requireNonNull(BEGINNINGS.get(kind));
    for (int i = 0; i < name.length(); i++) {
      hash = 31 * hash + name.charAt(i);
    }
    return Math.floorMod(hash, DOCUMENTS);
  }
}
