package io.sallyport.session;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SessionName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.Federation;
import io.sallyport.principal.Lineage;
import io.sallyport.principal.SessionDetails;
import io.sallyport.principal.SessionPolicies;
import io.sallyport.principal.SessionTags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is sealed in a token, in few bytes; ARCHITECTURE.md has them one by one. There is one way to
 * write a session.
 */
final class BinaryToken {
  /** The first byte. */
  static final int FORMAT = 2;

  private static final int ROLE_SESSION = 1;

  /** A role's session that began by the word of a provider. */
  private static final int WEB_IDENTITY_SESSION = 17;

  private static final int LONGEST_PART = 32 << 10;
  private static final List<Lineage.Kind> KINDS = List.of(Lineage.Kind.values());

  private BinaryToken() {}

  static byte[] write(Session session) {
    SessionDetails details = session.details();
    Optional<Federation> federation = details.federation();
    PackedWriter out = new PackedWriter().octet(FORMAT);
    out.octet(federation.isPresent() ? WEB_IDENTITY_SESSION : ROLE_SESSION);
    out.number(details.issuedAt().getEpochSecond());
    out.number(details.expiry().getEpochSecond() - details.issuedAt().getEpochSecond());
    out.text(details.id());
    out.text(session.accessKeyId().value()).text(session.secretKey().reveal());
    out.text(session.account().value());
    out.text(session.roleId().value()).text(session.roleName().value());
    out.text(session.sessionName().value());
    out.text(details.sourceIdentity().map(SourceIdentity::value).orElse(""));
    federation.ifPresent(each -> out.part(PackedFederation.write(each)));
    out.number(details.lineage().marks().size());
    for (Lineage.Mark mark : details.lineage().marks()) {
      boolean isOwn =
          mark.name().equals(ownName(mark.kind(), details.id(), session.roleId(), federation));
      out.octet(KINDS.indexOf(mark.kind())).text(isOwn ? "" : mark.name()).number(mark.epoch());
    }
    return out.part(limits(session)).bytes();
  }

  /** The name of a mark that is written already; empty for none. */
  private static String ownName(
      Lineage.Kind kind, String id, RoleId roleId, Optional<Federation> federation) {
    return switch (kind) {
      case SESSION -> id;
      case ROLE -> roleId.value();
      default -> PackedFederation.ownName(kind, federation);
    };
  }

  /** How many bytes a session's policies and tags take. */
  static int lengthOfLimits(Session session) {
    SessionTags tags = session.details().tags();
    return session.policies().equals(SessionPolicies.NONE) && tags.equals(SessionTags.NONE)
        ? 0
        : new PackedWriter().part(limits(session)).bytes().length;
  }

  /** How many bytes they have before they are packed, and what a provider vouched for. */
  static int sizeOfLimits(Session session) {
    return limits(session).bytes().length + PackedFederation.size(session.details().federation());
  }

  private static PackedWriter limits(Session session) {
    PackedWriter out = new PackedWriter();
    out.number(session.policies().inline().size());
    session.policies().inline().forEach(policy -> out.text(policy.text()));
    out.number(session.policies().managed().size());
    session.policies().managed().forEach(arn -> out.text(arn.value()));
    SessionTags tags = session.details().tags();
    out.number(tags.tags().pairs().size());
    for (Tag tag : tags.tags().pairs()) {
      out.octet(tags.transitive().contains(tag.foldedKey()) ? 1 : 0);
      out.text(tag.key()).text(tag.value());
    }
    return out;
  }

  /**
   * Reads a session.
   *
   * @throws RuntimeException if it is not as {@link #write} writes it
   */
  static Session read(byte[] bytes) {
    PackedReader in = new PackedReader(bytes);
    int format = in.octet();
    int kind = in.octet();
    if (format != FORMAT || (kind != ROLE_SESSION && kind != WEB_IDENTITY_SESSION)) {
      throw new IllegalArgumentException("another kind of token");
    }
    Instant issuedAt = Instant.ofEpochSecond(in.number());
    Instant expiry = issuedAt.plusSeconds(in.number());
    String id = in.text();
    AccessKeyId accessKeyId = new AccessKeyId(in.text());
    SecretKey secretKey = SecretKey.of(in.text());
    AccountId account = new AccountId(in.text());
    RoleId roleId = new RoleId(in.text());
    RoleName roleName = new RoleName(in.text());
    SessionName sessionName = new SessionName(in.text());
    Optional<SourceIdentity> sourceIdentity =
        Optional.of(in.text()).filter(text -> !text.isEmpty()).map(SourceIdentity::new);
    Optional<Federation> federation =
        kind == WEB_IDENTITY_SESSION
            ? Optional.of(PackedFederation.read(account, in))
            : Optional.empty();
    List<Lineage.Mark> marks = new ArrayList<>();
    for (int count = in.count(bytes.length); count > 0; count--) {
      Lineage.Kind mark = KINDS.get(in.count(KINDS.size() - 1));
      String name = in.text();
      String known = name.isEmpty() ? ownName(mark, id, roleId, federation) : name;
      marks.add(new Lineage.Mark(mark, known, in.number()));
    }
    PackedReader limits = in.part(LONGEST_PART);
    in.end();
    SessionPolicies policies = policies(limits);
    SessionTags tags = tags(limits);
    limits.end();
    return new Session(
        accessKeyId,
        secretKey,
        account,
        roleId,
        roleName,
        sessionName,
        policies,
        new SessionDetails(
            id, issuedAt, expiry, tags, sourceIdentity, new Lineage(marks), federation));
  }

  private static SessionPolicies policies(PackedReader in) {
    List<PolicyText> inline = new ArrayList<>();
    for (int count = in.count(SessionPolicies.MOST); count > 0; count--) {
      inline.add(PolicyText.kept(in.text(), PolicyType.SESSION));
    }
    List<PolicyArn> managed = new ArrayList<>();
    for (int count = in.count(SessionPolicies.MOST); count > 0; count--) {
      managed.add(new PolicyArn(in.text()));
    }
    return new SessionPolicies(inline, managed);
  }

  private static SessionTags tags(PackedReader in) {
    List<Tag> tags = new ArrayList<>();
    Set<String> transitive = new HashSet<>();
    for (int count = in.count(Tags.MAX); count > 0; count--) {
      boolean isTransitive = in.count(1) == 1;
      Tag tag = new Tag(in.text(), in.text());
      tags.add(tag);
      if (isTransitive) {
        transitive.add(tag.key());
      }
    }
    return new SessionTags(new Tags(tags), transitive);
  }
}
