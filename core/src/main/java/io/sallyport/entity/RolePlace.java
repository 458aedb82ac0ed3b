package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.RoleName;
import io.sallyport.role.Role;

/** Where the role of a name is: names are unique whatever their case, at whatever path. */
record RolePlace(EntityPath path, RoleName name) {
  static final Codec<RolePlace> CODEC =
      new Codec<>() {
        @Override
        public RolePlace read(Document document) {
          return new RolePlace(
              new EntityPath(document.text("path")), new RoleName(document.text("name")));
        }

        @Override
        public void write(RolePlace place, ObjectNode json) {
          json.put("path", place.path().value()).put("name", place.name().value());
        }
      };

  static RolePlace of(Role role) {
    return new RolePlace(role.path(), role.name());
  }

  /** The end of the role's key. */
  String[] segments() {
    return new String[] {path.value(), name.value()};
  }
}
