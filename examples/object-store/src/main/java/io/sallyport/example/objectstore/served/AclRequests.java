package io.sallyport.example.objectstore.served;

import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.Grant.Right;
import io.sallyport.error.S3RequestException;
import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptGrant;
import io.sallyport.example.objectstore.served.Grantees.By;
import io.sallyport.example.objectstore.served.Grantees.Named;
import io.sallyport.identity.AccountId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Access control lists as requests have them: canned, in headers, or as a body. */
record AclRequests(Grantees grantees) {
  private static final String CANNED = "x-amz-acl";

  private static final Map<String, Right> HEADERS = headers();

  private static Map<String, Right> headers() {
    Map<String, Right> headers = new LinkedHashMap<>();
    headers.put("x-amz-grant-full-control", Right.FULL_CONTROL);
    headers.put("x-amz-grant-read", Right.READ);
    headers.put("x-amz-grant-write", Right.WRITE);
    headers.put("x-amz-grant-read-acp", Right.READ_ACP);
    headers.put("x-amz-grant-write-acp", Right.WRITE_ACP);
    return headers;
  }

  /**
   * The list that a request's headers ask for, if they do.
   *
   * @param bucket that it is of, or whose object it is of
   * @param owner whose bucket or object it is of
   */
  Optional<List<KeptGrant>> ofHeaders(Call call, KeptBucket bucket, AccountId owner) {
    Optional<String> canned = call.header(CANNED);
    boolean grants = HEADERS.keySet().stream().anyMatch(name -> call.header(name).isPresent());
    if (canned.isEmpty() && !grants) {
      return Optional.empty();
    }
    if (canned.isPresent() && grants) {
      throw Refusal.invalidRequest("Specifying both Canned ACLs and Header Grants is not allowed.");
    }
    if (!bucket.hasAcls()) {
      if (canned.equals(Optional.of("bucket-owner-full-control"))) {
        return Optional.empty();
      }
      throw notSupported();
    }
    List<KeptGrant> list =
        canned.map(name -> canned(name, owner, bucket)).orElseGet(() -> granted(call));
    return Optional.of(allowed(list, bucket));
  }

  /** The list that a request to put one asks for, in its headers or its body. */
  List<KeptGrant> ofRequest(Call call, KeptBucket bucket, AccountId owner, byte[] body) {
    if (!bucket.hasAcls()) {
      throw notSupported();
    }
    Optional<List<KeptGrant>> headers = ofHeaders(call, bucket, owner);
    if (headers.isPresent() == (body.length > 0)) {
      throw headers.isPresent()
          ? new Refusal(400, "UnexpectedContent", "This request does not support content.")
          : new Refusal(400, "MissingSecurityHeader", "There is no access control list.");
    }
    return headers.orElseGet(() -> allowed(ofBody(body, owner), bucket));
  }

  private static Refusal notSupported() {
    return new Refusal(400, "AccessControlListNotSupported", "The bucket does not allow ACLs.");
  }

  private static List<KeptGrant> canned(String name, AccountId owner, KeptBucket bucket) {
    try {
      return AccessControlList.canned(name, owner, bucket.account()).grants().stream()
          .map(KeptGrant::of)
          .toList();
    } catch (S3RequestException e) {
      throw Refusal.invalidArgument(String.valueOf(e.getMessage()));
    }
  }

  private List<KeptGrant> granted(Call call) {
    List<Named> grants = new ArrayList<>();
    HEADERS.forEach(
        (name, right) ->
            call.header(name)
                .ifPresent(
                    header -> {
                      for (String grantee : header.split(",", -1)) {
                        grants.add(named(grantee.strip(), right));
                      }
                    }));
    return grants(grants);
  }

  /** Nobody is looked up for a list that is too long, nor twice. */
  private List<KeptGrant> grants(List<Named> named) {
    requireFew(named.size());
    return grantees.found(named);
  }

  private static Named named(String grantee, Right right) {
    int equals = grantee.indexOf('=');
    String kind = equals < 0 ? "" : grantee.substring(0, equals).strip();
    String name = equals < 0 ? "" : unquoted(grantee.substring(equals + 1).strip());
    return switch (kind) {
      case "id" -> new Named(By.ID, name, right);
      case "emailAddress" -> new Named(By.EMAIL, name, right);
      case "uri" -> new Named(By.URI, name, right);
      default ->
          throw Refusal.invalidArgument("A grantee is an id, an emailAddress or a uri, and '='.");
    };
  }

  private static String unquoted(String text) {
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private List<KeptGrant> ofBody(byte[] body, AccountId owner) {
    XmlNode policy =
        XmlNode.parse(body, "AccessControlPolicy")
            .only(Set.of("Owner", "AccessControlList"), Set.of());
    Optional<XmlNode> said = policy.find("Owner");
    if (said.isPresent()
        && !said.get()
            .only(Set.of("ID", "DisplayName"), Set.of())
            .get("ID")
            .text()
            .equals(Accounts.id(owner))) {
      throw Refusal.accessDenied("The owner can't be changed.");
    }
    List<Named> grants = new ArrayList<>();
    XmlNode list = policy.get("AccessControlList").only(Set.of(), Set.of("Grant"));
    for (XmlNode grant : list.all("Grant")) {
      grant.only(Set.of("Grantee", "Permission"), Set.of());
      grants.add(named(grant.get("Grantee"), right(grant.get("Permission").text())));
    }
    return grants(grants);
  }

  private static Right right(String permission) {
    for (Right right : Right.values()) {
      if (right.name().equals(permission)) {
        return right;
      }
    }
    throw Refusal.malformedXml("There is no such permission of an access control list.");
  }

  private static Named named(XmlNode grantee, Right right) {
    String type = grantee.attribute("type").orElse("");
    return switch (type) {
      case "CanonicalUser" ->
          new Named(
              By.ID, grantee.only(Set.of("ID", "DisplayName"), Set.of()).get("ID").text(), right);
      case "AmazonCustomerByEmail" ->
          new Named(
              By.EMAIL,
              grantee.only(Set.of("EmailAddress"), Set.of()).get("EmailAddress").text(),
              right);
      case "Group" ->
          new Named(By.URI, grantee.only(Set.of("URI"), Set.of()).get("URI").text(), right);
      default -> throw Refusal.malformedXml("There is no such type of a grantee.");
    };
  }

  private static void requireFew(int grants) {
    if (grants > AccessControlList.MAX) {
      throw Refusal.invalidArgument(
          "An access control list has at most " + AccessControlList.MAX + " grants.");
    }
  }

  /** The same list, if a bucket, as it is by now, lets it be put. */
  static List<KeptGrant> allowed(List<KeptGrant> grants, KeptBucket bucket) {
    if (!bucket.hasAcls()) {
      throw notSupported();
    }
    if (bucket.block().blockPublicAcls() && grants.stream().anyMatch(KeptGrant::isPublic)) {
      throw Refusal.accessDenied("Public access is blocked.");
    }
    return grants;
  }
}
