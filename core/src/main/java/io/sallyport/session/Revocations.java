package io.sallyport.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.arn.Arn;
import io.sallyport.document.Change;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.document.Fields;
import io.sallyport.document.Table;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.UnavailableException;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.principal.Lineage;
import io.sallyport.principal.Lineage.Kind;
import io.sallyport.principal.Lineage.Mark;
import io.sallyport.role.Role;
import io.sallyport.sts.SessionManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is revoked. Each revocation has a number, and a session the number of the last one that was
 * known when it began: it ends with a later one, by whatever the clocks of two nodes say. What is
 * stored is spread over sixteen documents, and is swept, at the next change of its document, when
 * no session can be left that it ends. Thread-safe.
 */
public final class Revocations implements SessionManager {
  /** As long as a session can last, and by how much the clocks of two nodes may differ. */
  private static final Duration KEPT = Duration.ofHours(36).plusMinutes(15);

  private static final int DOCUMENTS = 16;
  private static final Pattern ID = Pattern.compile("[A-Z2-7]{16}");

  private final Documents documents;
  private final Table<Revoked> table;
  private final Clock clock;

  public Revocations(Documents documents, Clock clock) {
    this.documents = documents;
    this.table = documents.table(new RevokedCodec(), "revocation");
    this.clock = clock;
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
      all.values().removeIf(entry -> entry.until().isBefore(now));
      all.put(name, new Entry(last + 1, now.plus(KEPT)));
      return new Revoked(last + 1, all);
    }
  }

  private record Entry(long number, Instant until) {}

  /**
   * What a session that begins now is revoked by.
   *
   * @throws UnavailableException if the store can't be asked
   */
  public Mark mark(Kind kind, String name) {
    return new Mark(kind, name, revoked(id(kind, name)).last());
  }

  /**
   * Whether a session has been revoked.
   *
   * @throws UnavailableException if the store can't be asked
   */
  public boolean end(Lineage lineage) {
    for (Mark mark : lineage.marks()) {
      if (isRevoked(mark)) {
        return true;
      }
    }
    return false;
  }

  private boolean isRevoked(Mark mark) {
    String id = id(mark.kind(), mark.name());
    Entry entry = revoked(id).entries().get(id);
    return entry != null && entry.number() > mark.epoch();
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
  public void revokePrincipal(Arn principal) {
    revoke(Kind.PRINCIPAL, principal.toString());
  }

  @Override
  public void revokeSourceIdentity(SourceIdentity sourceIdentity) {
    revoke(Kind.SOURCE_IDENTITY, sourceIdentity.value());
  }

  private void revoke(Kind kind, String name) {
    String id = id(kind, name);
    documents.change("the revoked sessions", (Change change) -> revoke(id, change));
  }

  private void revoke(String id, Change change) {
    String document = document(id);
    Revoked now = change.get(table, document).orElse(Revoked.NOTHING);
    change.put(table, now.plus(id, clock.instant()), document);
  }

  private Revoked revoked(String id) {
    return table.get(document(id)).orElse(Revoked.NOTHING);
  }

  private static String id(Kind kind, String name) {
    return kind + " " + name;
  }

  private static String document(String id) {
    return Integer.toString(Math.floorMod(id.hashCode(), DOCUMENTS));
  }

  private static final class RevokedCodec implements Codec<Revoked> {

    @Override
    public Revoked read(Document document) {
      SortedMap<String, Entry> entries = new TreeMap<>();
      Fields revoked = document.object("revoked");
      for (String name : revoked.names()) {
        Fields entry = revoked.object(name);
        entries.put(name, new Entry(entry.number("number"), entry.instant("until")));
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
                      .put("until", entry.until().toString()));
    }
  }
}
