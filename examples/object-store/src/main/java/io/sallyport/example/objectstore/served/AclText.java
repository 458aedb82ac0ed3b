package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.KeptGrant;
import io.sallyport.identity.AccountId;
import java.util.List;

/** Access control lists as answers have them. */
record AclText(Accounts accounts) {

  /**
   * Writes a list down.
   *
   * @param owner whose bucket or object it is of
   */
  XmlText written(AccountId owner, List<KeptGrant> grants) {
    XmlText xml = new XmlText("AccessControlPolicy");
    accounts.write(xml, "Owner", owner);
    xml.begin("AccessControlList");
    for (KeptGrant grant : grants) {
      xml.begin("Grant").begin("Grantee");
      switch (grant.kind()) {
        case ACCOUNT -> {
          AccountId account = new AccountId(grant.grantee());
          xml.kind("CanonicalUser")
              .element("ID", Accounts.id(account))
              .element("DisplayName", accounts.name(account));
        }
        case USER ->
            xml.kind("CanonicalUser")
                .element("ID", grant.userId())
                .element("DisplayName", grant.grantee());
        case EVERYONE -> xml.kind("Group").element("URI", Grantees.EVERYONE);
        case AUTHENTICATED -> xml.kind("Group").element("URI", Grantees.AUTHENTICATED);
      }
      xml.end().element("Permission", grant.right().name()).end();
    }
    return xml.end();
  }
}
