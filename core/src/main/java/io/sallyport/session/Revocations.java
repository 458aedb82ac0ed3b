package io.sallyport.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.audit.AuditEvent;
import io.sallyport.document.Change;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.document.Fields;
import io.sallyport.document.Table;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.UnavailableException;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.UserId;
import io.sallyport.journal.Journal;
import io.sallyport.keyring.KeyRotation;
import io.sallyport.principal.Lineage.Kind;
import io.sallyport.principal.Lineage.Mark;
import io.sallyport.principal.SessionDetails;
import io.sallyport.role.Role;
import io.sallyport.sts.SessionManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is revoked. Each revocation has a number, and a session the number of the last one that was
 * known when it began: it ends with a later one, by whatever the clocks of two nodes say. A node
 * that has heard of a revocation may not have heard yet of what was changed before it, and begin a
 * session by what was so until then: so all end that begin within twice {@code maxStaleness} of it.
 * What is stored is spread over sixteen documents, and is swept, at the next change of its
 * document, when no session can be left that it ends. Thread-safe.
 */
public final class Revocations implements SessionManager {
  private static final int DOCUMENTS = 16;
  private static final Pattern ID = Pattern.compile("[A-Z2-7]{16}");

  private final Documents documents;
  private final Table<Revoked> table;
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
    this.table = documents.table(new RevokedCodec(), "revocation");
    this.clock = clock;
    this.spread = maxStaleness.multipliedBy(2);
    this.journal = journal;
  }

  /**
   * One of the documents.
   *
   * @param last the number of its last revocation; it never goes back
   */
  private record Revoked(long last, SortedMap<String, Entry> entries) {
    static final Revoked NOTHING = new Revoked(0, new TreeMap<>());

    Revoked plus(String name, Instant now) {
      SortedMap<String, Entry> all = new TreeMap<>(entries);
      all.values().removeIf(entry -> entry.madeAt().plus(KeyRotation.LAST_TOKEN).isBefore(now));
      all.put(name, new Entry(last + 1, now));
      return new Revoked(last + 1, all);
    }
  }

  private record Entry(long number, Instant madeAt) {}

  /**
   * What a session that begins now is revoked by.
   *
   * @throws UnavailableException if the store can't be asked
   */
  public Mark mark(Kind kind, String name) {
    return new Mark(kind, name, revoked(id(kind, name)).last());
  }

  /**
   * Whether a session has been revoked. Each document is read once, however many sessions it
   * descends from.
   *
   * @throws UnavailableException if the store can't be asked
   */
  public boolean end(SessionDetails session) {
    Revoked[] read = new Revoked[DOCUMENTS];
    for (Mark mark : session.lineage().marks()) {
      String id = id(mark.kind(), mark.name());
      int document = document(id);
      Revoked known = read[document];
      if (known == null) {
        known = table.get(Integer.toString(document)).orElse(Revoked.NOTHING);
        read[document] = known;
      }
      if (isRevoked(mark, known.entries().get(id), session) || isAhead(mark, document, known)) {
        return true;
      }
    }
    return false;
  }

  private boolean isRevoked(Mark mark, @Nullable Entry entry, SessionDetails session) {
    return entry != null
        && (entry.number() > mark.epoch()
            || (mark.kind() != Kind.SESSION
                && session.issuedAt().isBefore(entry.madeAt().plus(spread))));
  }

  /**
   * Whether a session knows of a revocation that the store doesn't: the store is an older copy, and
   * what it lacks can't be told.
   */
  private boolean isAhead(Mark mark, int document, Revoked known) {
    return mark.epoch() > known.last()
        && mark.epoch() > table.reread(Integer.toString(document)).orElse(Revoked.NOTHING).last();
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
  public void revokeUser(UserId user) {
    revoke(Kind.USER, user.value());
  }

  @Override
  public void revokeSourceIdentity(SourceIdentity sourceIdentity) {
    revoke(Kind.SOURCE_IDENTITY, sourceIdentity.value());
  }

  private void revoke(Kind kind, String name) {
    String id = id(kind, name);
    documents.change("the revoked sessions", (Change change) -> revoke(id, change));
    journal.note(new AuditEvent.Revoked(journal.now(), kind, name));
  }

  private void revoke(String id, Change change) {
    String document = Integer.toString(document(id));
    Revoked now = change.get(table, document).orElse(Revoked.NOTHING);
    change.put(table, now.plus(id, clock.instant()), document);
  }

  private Revoked revoked(String id) {
    return table.get(Integer.toString(document(id))).orElse(Revoked.NOTHING);
  }

  private static String id(Kind kind, String name) {
    return kind + " " + name;
  }

  private static int document(String id) {
    return Math.floorMod(id.hashCode(), DOCUMENTS);
  }

  private static final class RevokedCodec implements Codec<Revoked> {

    @Override
    public Revoked read(Document document) {
      SortedMap<String, Entry> entries = new TreeMap<>();
      Fields revoked = document.object("revoked");
      for (String name : revoked.names()) {
        Fields entry = revoked.object(name);
        entries.put(name, new Entry(entry.number("number"), entry.instant("madeAt")));
      }
      return new Revoked(document.number("last"), entries);
    }

    @Override
    public void write(Revoked value, ObjectNode json) {
      json.put("last", value.last());
      ObjectNode revoked = json.putObject("revoked");
      value
          .entries()
          .forEach(
              (name, entry) ->
                  revoked
                      .putObject(name)
                      .put("number", entry.number())
                      .put("madeAt", entry.madeAt().toString()));
    }
  }
}
