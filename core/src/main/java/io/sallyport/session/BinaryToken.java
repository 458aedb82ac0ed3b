package io.sallyport.session;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.FederatedName;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SessionName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.Federation;
import io.sallyport.principal.Lineage;
import io.sallyport.principal.SessionDetails;
import io.sallyport.principal.SessionPolicies;
import io.sallyport.principal.SessionTags;
import io.sallyport.session.SessionHolder.NamedUser;
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

  private static final int OF_ROLE = 1;
  private static final int OF_USER = 2;
  private static final int FEDERATED = 3;

  /** A role's session that began by the word of a provider. */
  private static final int OF_WEB_IDENTITY = 4;

  private static final int LONGEST_PART = 32 << 10;
  private static final List<Lineage.Kind> KINDS = List.of(Lineage.Kind.values());

  private BinaryToken() {}

  static byte[] write(Session session) {
    SessionDetails details = session.details();
    Optional<Federation> federation = details.federation();
    PackedWriter out = new PackedWriter().octet(FORMAT).octet(kind(session));
    out.number(details.issuedAt().getEpochSecond());
    out.number(details.expiry().getEpochSecond() - details.issuedAt().getEpochSecond());
    out.text(details.id());
    out.text(session.accessKeyId().value()).text(session.secretKey().reveal());
    out.text(session.account().value());
    write(session.holder(), out);
    out.text(details.sourceIdentity().map(SourceIdentity::value).orElse(""));
    federation.ifPresent(each -> out.part(PackedFederation.write(each)));
    out.number(details.lineage().marks().size());
    for (Lineage.Mark mark : details.lineage().marks()) {
      String own =
          ownName(mark.kind(), details.id(), session.account(), session.holder(), federation);
      out.octet(KINDS.indexOf(mark.kind())).text(mark.name().equals(own) ? "" : mark.name());
      out.number(mark.epoch());
    }
    return out.part(limits(session)).bytes();
  }

  private static int kind(Session session) {
    SessionHolder holder = session.holder();
    if (holder instanceof SessionHolder.OfRole) {
      return session.details().federation().isPresent() ? OF_WEB_IDENTITY : OF_ROLE;
    }
    return holder instanceof SessionHolder.OfUser ? OF_USER : FEDERATED;
  }

  private static void write(SessionHolder holder, PackedWriter out) {
    if (holder instanceof SessionHolder.OfRole role) {
      out.text(role.id().value()).text(role.name().value()).text(role.sessionName().value());
    } else if (holder instanceof SessionHolder.OfUser own) {
      write(own.user(), out);
      out.number(own.secondFactorAt().map(Instant::getEpochSecond).orElse(0L));
    } else if (holder instanceof SessionHolder.OfFederatedUser federated) {
      write(federated.user(), out);
      out.text(federated.name().value());
    }
  }

  private static void write(Optional<NamedUser> user, PackedWriter out) {
    out.text(user.map(named -> named.id().value()).orElse(""));
    out.text(user.map(named -> named.name().value()).orElse(""));
  }

  /** The name of a mark that is written already; empty for none. */
  private static String ownName(
      Lineage.Kind kind,
      String id,
      AccountId account,
      SessionHolder holder,
      Optional<Federation> federation) {
    return switch (kind) {
      case SESSION -> id;
      case ROLE -> holder instanceof SessionHolder.OfRole role ? role.id().value() : "";
      case USER -> userId(holder);
      case ROOT -> account.value();
      case SOURCE_IDENTITY -> "";
      case PROVIDER, SUBJECT -> PackedFederation.ownName(kind, federation);
    };
  }

  private static String userId(SessionHolder holder) {
    Optional<NamedUser> user = Optional.empty();
    if (holder instanceof SessionHolder.OfUser own) {
      user = own.user();
    } else if (holder instanceof SessionHolder.OfFederatedUser federated) {
      user = federated.user();
    }
    return user.map(named -> named.id().value()).orElse("");
  }

  /** How many bytes a session's policies and tags take. */
  static int lengthOfLimits(Session session) {
    return isUnlimited(session) ? 0 : new PackedWriter().part(limits(session)).bytes().length;
  }

  private static boolean isUnlimited(Session session) {
    return session.policies().isEmpty() && session.details().tags().tags().pairs().isEmpty();
  }

  /** How many bytes they have before they are packed, and what a provider vouched for. */
  static int sizeOfLimits(Session session) {
    int ofFederation = PackedFederation.size(session.details().federation());
    return isUnlimited(session) ? ofFederation : limits(session).bytes().length + ofFederation;
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
    if (in.octet() != FORMAT) {
      throw new IllegalArgumentException("another kind of token");
    }
    int kind = in.octet();
    Instant issuedAt = Instant.ofEpochSecond(in.number());
    Instant expiry = issuedAt.plusSeconds(in.number());
    String id = in.text();
    AccessKeyId accessKeyId = new AccessKeyId(in.text());
    SecretKey secretKey = SecretKey.of(in.text());
    AccountId account = AccountId.named(in.text());
    SessionHolder holder = holder(kind, in);
    Optional<SourceIdentity> sourceIdentity =
        Optional.of(in.text()).filter(text -> !text.isEmpty()).map(SourceIdentity::new);
    Optional<Federation> federation =
        kind == OF_WEB_IDENTITY
            ? Optional.of(PackedFederation.read(account, in))
            : Optional.empty();
    List<Lineage.Mark> marks = new ArrayList<>();
    for (int count = in.count(bytes.length); count > 0; count--) {
      Lineage.Kind of = KINDS.get(in.count(KINDS.size() - 1));
      String name = in.text();
      String known = name.isEmpty() ? ownName(of, id, account, holder, federation) : name;
      marks.add(new Lineage.Mark(of, known, in.number()));
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
        holder,
        policies,
        new SessionDetails(
            id, issuedAt, expiry, tags, sourceIdentity, new Lineage(marks), federation));
  }

  private static SessionHolder holder(int kind, PackedReader in) {
    return switch (kind) {
      case OF_ROLE, OF_WEB_IDENTITY ->
          new SessionHolder.OfRole(
              new RoleId(in.text()), new RoleName(in.text()), new SessionName(in.text()));
      case OF_USER ->
          new SessionHolder.OfUser(
              user(in), Optional.of(in.number()).filter(at -> at > 0).map(Instant::ofEpochSecond));
      case FEDERATED -> new SessionHolder.OfFederatedUser(user(in), new FederatedName(in.text()));
      default -> throw new IllegalArgumentException("another kind of session");
    };
  }

  private static Optional<NamedUser> user(PackedReader in) {
    String id = in.text();
    String name = in.text();
    return id.isEmpty() && name.isEmpty()
        ? Optional.empty()
        : Optional.of(new NamedUser(new UserId(id), new UserName(name)));
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
